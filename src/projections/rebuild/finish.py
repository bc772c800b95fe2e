"""From filled tables to live ones: indexes, what came meanwhile, comparing, and the exchange."""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel, Rollback, sql
from psycopg.errors import LockNotAvailable

from ..digest import Digest, digest_of_table
from ..positions import begun
from ..runner import Runner
from .catalogue import LIVE, note
from .plan import Plan, Reading

_BATCH = 2000
_PATIENCE = 120.0
_AFTER_ON = re.compile(r" ON (ONLY )?\S+ USING ")


def add_indexes(conninfo: str, plan: Plan, jobs: int) -> None:
    """Give the new tables the keys and indexes of the live ones, and the position that they stand at.

    So many tables side by side, the largest first. Each is a transaction; what is done already stays.
    """
    with ThreadPoolExecutor(jobs) as threads, psycopg.connect(conninfo, autocommit=True) as connection:
        list(threads.map(partial(_indexed, conninfo, jobs), _without_key(connection, plan)))
        with connection.transaction():
            for projection in plan.by_stream:
                connection.execute(
                    sql.SQL("insert into {} values (%s, %s) on conflict do nothing").format(
                        sql.Identifier(plan.schema, "notification_tracking")
                    ),
                    (projection.tracking_name, plan.fence),
                )


def _without_key(connection: Connection[Any], plan: Plan) -> list[tuple[str, str]]:
    return connection.execute(
        "select %s, t.relname::text from pg_class t"
        " where t.relnamespace = %s::regnamespace and t.relname = any(%s) and not exists"
        " (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'p')"
        " order by pg_relation_size(t.oid) desc",
        (plan.schema, plan.schema, plan.tables),
    ).fetchall()


def _indexed(conninfo: str, jobs: int, table: tuple[str, str]) -> None:
    with psycopg.connect(conninfo) as connection:
        connection.execute("set local synchronous_commit = off")
        connection.execute(
            "select set_config('max_parallel_maintenance_workers', %s, true)", (str(jobs - 1),)
        )
        connection.execute(
            "select set_config('maintenance_work_mem', %s, true)", (f"{max(64, 256 // jobs)}MB",)
        )
        for statement in _index_statements(connection, *table):
            connection.execute(statement)
        connection.execute(sql.SQL("analyze {}").format(sql.Identifier(*table)))


def _index_statements(build: Connection[Any], schema: str, table: str) -> list[sql.SQL | sql.Composed]:
    live = f"public.{table}"
    keys = build.execute(
        "select conname, pg_get_constraintdef(oid) from pg_constraint"
        " where conrelid = %s::regclass and contype in ('p', 'u', 'x')",
        (live,),
    ).fetchall()
    others = build.execute(
        "select pg_get_indexdef(indexrelid) from pg_index x where indrelid = %s::regclass"
        " and not exists (select from pg_constraint c where c.conindid = x.indexrelid)",
        (live,),
    ).fetchall()
    name = sql.Identifier(schema, table)
    target = name.as_string(build)
    add = sql.SQL("alter table {} add constraint {} {}")
    return [
        *(add.format(name, sql.Identifier(key), sql.SQL(definition)) for key, definition in keys),
        *(sql.SQL(_AFTER_ON.sub(lambda _: f" ON {target} USING ", one, count=1)) for (one,) in others),
    ]


class CatchUp:
    """Brings the new tables forward by the runner's own steps, as if they were live."""

    def __init__(self, conninfo: str, build: Connection[Any], plan: Plan, reading: Reading) -> None:
        self._conninfo, self._build, self._plan, self._reading = conninfo, build, plan, reading

    def to_fence(self, count: Any) -> None:
        """Fold what needs all events in order, up to where the others are."""
        if not self._plan.across:
            return
        feed = UpTo(self._reading.feed, self._plan.fence)
        runner = Runner(self._conninfo, feed, self._plan.across, batch=_BATCH)
        while done := runner.step(self._build):
            count(done)

    def to(self, position: int | None = None) -> int:
        """Go to a position, or to the end of the log; return how many events that were."""
        feed = self._reading.feed if position is None else UpTo(self._reading.feed, position)
        runner = Runner(self._conninfo, feed, self._plan.projections, batch=_BATCH)
        total = 0
        while done := runner.step(self._build):
            total += done
            if position is None and done < _BATCH:  # more may come at any time
                break
        return total

    def reached(self) -> dict[str, int]:
        """Where the new tables stand, by tracking name."""
        return begun(self._build, self._plan.names)


class UpTo:
    """The events up to a position, and no further."""

    def __init__(self, feed: Any, position: int) -> None:
        self._feed, self._position = feed, position
        self.history = feed.history

    def after(self, position: int, limit: int) -> Sequence[Any]:
        """The next events after a position, in order."""
        return [one for one in self._feed.after(position, limit) if one.position <= self._position]


def compared(
    live: Connection[Any], build: Connection[Any], catch_up: CatchUp, plan: Plan
) -> tuple[dict[str, Digest], bool | None]:
    """The digests of the new tables, and whether the live ones are the same at the same position.

    None where the live ones are of another version, or not as far as the new ones.
    """
    live.isolation_level = IsolationLevel.REPEATABLE_READ
    with live.transaction():
        stands = begun(live, plan.names)
        same = len(stands) == len(plan.names) and len(set(stands.values())) == 1
        at = next(iter(stands.values())) if same else 0
        if not same or any(at < reached for reached in catch_up.reached().values()) or at < plan.fence:
            return {}, None
        catch_up.to(at)
        new = {kind.name: digest_of_table(build, kind) for kind in plan.kinds}
        old = {kind.name: digest_of_table(live, kind) for kind in plan.kinds}
    return new, new == old


def exchange(connection: Connection[Any], catch_up: CatchUp, plan: Plan, kept: dict[str, Any]) -> None:
    """Make the new tables the live ones, in one short transaction, once they are as far as those.

    Readers and the runner wait for that long. Raises `LockNotAvailable` where a reader does not end.
    """
    ends = time.monotonic() + _PATIENCE
    while True:
        catch_up.to()
        try:
            if _exchanged(connection, catch_up, plan, kept):
                return
        except LockNotAvailable:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def _exchanged(connection: Connection[Any], catch_up: CatchUp, plan: Plan, kept: dict[str, Any]) -> bool:
    tables = [sql.Identifier("public", table) for table in plan.tables]
    with connection.transaction():
        # Less than it takes PostgreSQL to look for a deadlock: it is this that gives way, never a reader.
        connection.execute("set local lock_timeout = '250ms'")
        # Positions first, as the runner takes them: else each would wait for what the other one holds.
        connection.execute(
            "select from notification_tracking where application_name = any(%s)"
            " order by application_name for update",
            (plan.names,),
        )
        connection.execute(
            sql.SQL("lock table {} in access exclusive mode").format(sql.SQL(", ").join(tables))
        )
        catch_up.to()
        reached = catch_up.reached()
        live = begun(connection, plan.names)
        if any(reached.get(name, 0) < position for name, position in live.items()):
            raise Rollback
        _move(connection, plan)
        note(connection, plan.id, state=LIVE, phase="live", seconds_left=None, **kept)
        connection.execute("update rebuilding.rebuilds set ended_at = now() where id = %s", (plan.id,))
        return True
    return False


def _move(connection: Connection[Any], plan: Plan) -> None:
    connection.execute(sql.SQL("create schema {}").format(sql.Identifier(plan.replaced)))
    move = sql.SQL("alter table {} set schema {}")
    for table in plan.tables:
        connection.execute(move.format(sql.Identifier("public", table), sql.Identifier(plan.replaced)))
        connection.execute(move.format(sql.Identifier(plan.schema, table), sql.Identifier("public")))
    names = [projection.name for projection in plan.projections]
    built = sql.Identifier(plan.schema, "notification_tracking"), sql.Identifier(plan.schema, "set_aside")
    connection.execute(
        "delete from notification_tracking where split_part(application_name, '/', 1) = any(%s)", (names,)
    )
    connection.execute(sql.SQL("insert into notification_tracking select * from {}").format(built[0]))
    connection.execute("delete from set_aside where split_part(projection, '/', 1) = any(%s)", (names,))
    connection.execute(
        sql.SQL(
            "insert into set_aside (stream, version, projection, position, type, error, at)"
            " select stream, version, projection, position, type, error, at from {}"
        ).format(built[1])
    )
    connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(plan.schema)))
    connection.execute("delete from rebuilding.buckets where rebuild = %s", (plan.id,))
