"""What is written down of rebuilds: which there are, how far each is, who works at one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from ..projection import Projection
from .plan import BUCKETS, Plan

_LOCK = 4853
_COLUMNS = (
    "select id, projections, tables, fence, events, state, phase, done, per_second, seconds_left, digests,"
    " matches, error, cancel_asked, started_at, ended_at from rebuilding.rebuilds"
)
_OWN = {"notification_tracking": "application_name", "set_aside": "stream, version, projection"}
"""What a runner keeps beside read models, with the keys: a rebuild has its own until the exchange."""
BUILDING, LIVE, DROPPED, CANCELLED = "building", "live", "dropped", "cancelled"


class RebuildRefused(Exception):
    """It cannot be done; nothing was changed."""


class NoSuchRebuild(RebuildRefused):
    """There is none of that number."""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A rebuild as it stands.

    `state`: building, live (the old tables are kept), dropped (they are not), cancelled. `phase`: what it is
    at. `done`: of how many of the `events` the rows are there. `matches`: whether the live rows were the
    same; None where there were none of the same version. Times in seconds.
    """

    id: int
    projections: list[str]
    tables: list[str]
    fence: int
    events: int
    state: str
    phase: str
    done: int
    per_second: float | None
    seconds_left: float | None
    digests: dict[str, str] | None
    matches: bool | None
    error: str | None
    cancel_asked: bool
    started_at: datetime
    ended_at: datetime | None


def rebuilds(connection: Connection[Any], *, state: str | None = None) -> list[Rebuild]:
    """All rebuilds, or those in a state; the latest first."""
    with connection.cursor(row_factory=class_row(Rebuild)) as cursor:
        query = f"{_COLUMNS} where %s::text is null or state = %s order by id desc"
        return cursor.execute(query.encode(), (state, state)).fetchall()


def rebuild_of(connection: Connection[Any], number: int) -> Rebuild:
    """One rebuild. Raises `NoSuchRebuild`."""
    with connection.cursor(row_factory=class_row(Rebuild)) as cursor:
        found = cursor.execute(f"{_COLUMNS} where id = %s".encode(), (number,)).fetchone()
    if found is None:
        raise NoSuchRebuild(f"There is no rebuild {number}.")
    return found


def hold(connection: Connection[Any], number: int) -> bool:
    """Be the one that works at a rebuild, as long as the connection lasts. False where another one does."""
    row = connection.execute("select pg_try_advisory_lock(%s, %s)", (_LOCK, number)).fetchone()
    return row is not None and bool(row[0])


def release(connection: Connection[Any], number: int) -> None:
    """No longer be the one."""
    connection.execute("select pg_advisory_unlock(%s, %s)", (_LOCK, number))


def begin(connection: Connection[Any], projections: Sequence[Projection[Any]]) -> Plan:
    """Write down a new rebuild, or go on with the one of the same projections that did not come to its end.

    Raises `RebuildRefused` where another unfinished one builds one of them.
    """
    plan = Plan(0, tuple(projections), 0, 0)
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s, 0)", (_LOCK,))
        for known in rebuilds(connection, state=BUILDING):
            if sorted(known.projections) == sorted(plan.names):
                return Plan(known.id, plan.projections, known.fence, known.events)
            if set(known.tables) & set(plan.tables):
                raise RebuildRefused(
                    f"Rebuild {known.id} of {', '.join(known.projections)} is not finished:"
                    " let it go on, or cancel it."
                )
        return _new(connection, plan)


def _new(connection: Connection[Any], plan: Plan) -> Plan:
    row = connection.execute("select coalesce(max(position), 0) from events").fetchone()
    fence = 0 if row is None else int(row[0])
    row = connection.execute("select count(*) from events where position <= %s", (fence,)).fetchone()
    events = 0 if row is None else int(row[0])
    row = connection.execute(
        "insert into rebuilding.rebuilds (projections, tables, fence, events) values (%s, %s, %s, %s)"
        " returning id",
        (plan.names, plan.tables, fence, events),
    ).fetchone()
    assert row is not None
    new = Plan(int(row[0]), plan.projections, fence, events)
    connection.execute(
        "insert into rebuilding.buckets (rebuild, bucket) select %s, generate_series(0, %s)",
        (new.id, BUCKETS - 1),
    )
    connection.execute(sql.SQL("create schema {}").format(sql.Identifier(new.schema)))
    for table in [*new.tables, *_OWN]:
        connection.execute(
            sql.SQL(
                "create table {} (like public.{} including defaults including constraints including generated"
                " including storage including comments)"
            ).format(sql.Identifier(new.schema, table), sql.Identifier(table))
        )
    for table, key in _OWN.items():
        add = sql.SQL("alter table {} add primary key (" + key + ")")
        connection.execute(add.format(sql.Identifier(new.schema, table)))
    return new


def note(connection: Connection[Any], number: int, **columns: Any) -> None:
    """Write down how a rebuild stands."""
    sets = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder()) for name in columns
    )
    values = [Jsonb(value) if isinstance(value, dict) else value for value in columns.values()]
    connection.execute(
        sql.SQL("update rebuilding.rebuilds set {} where id = %s").format(sets), [*values, number]
    )


def ask_to_cancel(connection: Connection[Any], number: int) -> None:
    """Let whoever works at a rebuild give it up; where nobody does, it is given up here.

    Raises `RebuildRefused` where it is no longer being built.
    """
    if rebuild_of(connection, number).state != BUILDING:
        raise RebuildRefused(f"Rebuild {number} is not being built.")
    note(connection, number, cancel_asked=True)
    if hold(connection, number):
        try:
            give_up(connection, number)
        finally:
            release(connection, number)


def give_up(connection: Connection[Any], number: int) -> None:
    """Remove what a rebuild has built. The live tables are untouched."""
    with connection.transaction():
        connection.execute(
            sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(f"rebuild_{number}"))
        )
        connection.execute("delete from rebuilding.buckets where rebuild = %s", (number,))
        connection.execute(
            "update rebuilding.rebuilds set state = %s, ended_at = now(), seconds_left = null where id = %s",
            (CANCELLED, number),
        )


def drop_replaced(connection: Connection[Any], number: int) -> None:
    """Drop the tables that a rebuild has replaced. Raises `RebuildRefused` where there are none."""
    if rebuild_of(connection, number).state != LIVE:
        raise RebuildRefused(f"Rebuild {number} keeps no old tables.")
    with connection.transaction():
        connection.execute(
            sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(f"replaced_{number}"))
        )
        note(connection, number, state=DROPPED)


def chosen(projections: Iterable[Projection[Any]], names: Sequence[str]) -> list[Projection[Any]]:
    """The projections with these names, in the order of the registry; none given: all.

    Raises `RebuildRefused` naming what there is.
    """
    known = {projection.name: projection for projection in projections}
    if unknown := [name for name in names if name not in known]:
        raise RebuildRefused(f"There is no read model {unknown[0]}; there are {', '.join(known)}.")
    return [projection for name, projection in known.items() if not names or name in names]
