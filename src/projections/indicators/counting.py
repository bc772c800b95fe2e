"""Counts asked of the read models, and what they count, a page at a time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, sql
from psycopg.rows import class_row

from ...domain.indicators.definitions import Count, Counted
from ..listing import Place
from ..registry import PROJECTIONS
from .asked import BY, Cell, Counts, CountsAsked, Opened
from .relations import relation

Connection = AsyncConnection[tuple[Any, ...]]


async def counted(connection: Connection, counts: Sequence[Count], asked: CountsAsked) -> Counts:
    """What each count comes to. Where all are counted together, a period without any has 0.

    Ask in one transaction of the level "repeatable read", so that all counts see the same.
    """
    found: Counts = {}
    for count in counts:
        cells = dict.fromkeys((Cell(period.name) for period in asked.periods), 0) if not asked.by else {}
        cursor = await connection.execute(_counting(count, asked))
        for number, area, worker, value in await cursor.fetchall():
            cells[Cell(asked.periods[number].name, area, worker)] = int(value)
        found[count.code] = cells
    return found


def _counting(count: Count, asked: CountsAsked) -> sql.Composed:
    groups = [sql.SQL("x.{}").format(sql.Identifier(name)) for name in BY if name in asked.by]
    shown = [
        sql.SQL("x.{0}").format(sql.Identifier(name)) if name in asked.by else sql.SQL("null::text").format()
        for name in BY
    ]
    value = "coalesce(sum(x.amount), 0)" if count.counted is Counted.SUM else "count(*)"
    return sql.SQL("select x.n, {shown}, {value} from ({rows}) x group by {groups}").format(
        shown=sql.SQL(", ").join(shown),
        value=sql.SQL(value),
        rows=relation(count, asked),
        groups=sql.SQL(", ").join([sql.SQL("x.n").format(), *groups]),
    )


async def opened(
    connection: Connection, count: Count, asked: CountsAsked, after: Place | None, limit: int
) -> list[Opened]:
    """What a count counts, in the order of days and streams, after a place."""
    beyond = sql.SQL("true").format()
    if after is not None:
        place = (sql.Literal(after.day), sql.Literal(after.stream), sql.Literal(after.rest))
        beyond = sql.SQL("(x.day, x.stream, x.ref) > ({}, {}, {})").format(*place)
    query = sql.SQL(
        "select x.stream as id, x.day, x.area, x.worker, x.amount, x.ref as reference"
        " from ({rows}) x where {beyond} order by x.day, x.stream, x.ref limit {limit}"
    ).format(rows=relation(count, asked), beyond=beyond, limit=sql.Literal(limit))
    async with connection.cursor(row_factory=class_row(Opened)) as cursor:
        await cursor.execute(query)
        return await cursor.fetchall()


async def position(connection: Connection) -> int:
    """Up to where all read models had folded the log when this transaction began to look."""
    names = [one.tracking_name for one in PROJECTIONS]
    cursor = await connection.execute(
        "select coalesce(min(notification_id), 0), count(*) from notification_tracking"
        " where application_name = any(%s)",
        (names,),
    )
    row = await cursor.fetchone()
    return int(row[0]) if row is not None and row[1] == len(names) else 0


def place(one: Opened) -> str:
    """The cursor after this one."""
    return f"{one.day}_{one.id}_{one.reference or '-'}"


def streams(found: Sequence[Opened]) -> list[UUID]:
    """Whom a page shows, each once."""
    return list(dict.fromkeys(one.id for one in found))
