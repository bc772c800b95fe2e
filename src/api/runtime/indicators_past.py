"""What counts look at as it was known at an earlier moment: folded anew from the events recorded by then.

It goes through the whole log, so it is for a county, not for a province: beyond `MOST_EVENTS` it is refused.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from psycopg import AsyncConnection
from structlog import get_logger

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.indicators.rules import TOO_LONG_A_LOG
from ...projections.indicators.past import fill, folded, hiding_the_live
from ...store.codec import decode
from ...store.streams import Pool

_LOG = get_logger("tongxin.indicators")
MOST_EVENTS = 1_000_000
_AT_ONCE = 5_000
_EVENTS = (
    "select stream, version, position, type, state from events where position <= %s order by stream, version"
)


@dataclass(frozen=True, slots=True)
class Past:
    """A connection whose read models are those of the moment. `position`: of the last event known then."""

    connection: AsyncConnection[Any]
    position: int


@asynccontextmanager
async def known_at(pool: Pool, moment: datetime) -> AsyncIterator[Past]:
    """The read models as of the events recorded by a moment. Raises `Refused` where there are too many."""
    conninfo = pool.conninfo
    assert isinstance(conninfo, str), "a pool is opened with a string"
    async with await AsyncConnection.connect(conninfo, autocommit=True) as connection:
        cursor = await connection.execute("select coalesce(max(position), 0), count(*) from events")
        upto, events = await cursor.fetchone() or (0, 0)
        if events > MOST_EVENTS:
            raise TOO_LONG_A_LOG.refuse("known_at", events=events, most=MOST_EVENTS)
        async with hiding_the_live(connection):
            last = 0
            async for streams in _streams(connection, upto):
                tables, reached = await asyncio.to_thread(_fold, streams, moment)
                last = max(last, reached)
                await fill(connection, tables)
            yield Past(connection, last)


Stored = tuple[Any, ...]


async def _streams(connection: AsyncConnection[Any], upto: int) -> AsyncIterator[list[list[Stored]]]:
    """The stored events, whole streams, some at a time."""
    rest: list[Stored] = []
    async with connection.cursor("indicators_past", binary=True) as cursor:
        await cursor.execute(_EVENTS, (upto,))
        while rows := await cursor.fetchmany(_AT_ONCE):
            streams = [list(some) for _, some in groupby([*rest, *rows], itemgetter(0))]
            rest = streams.pop()
            if streams:
                yield streams
    if rest:
        yield [rest]


def _fold(streams: Sequence[Sequence[Stored]], moment: datetime) -> tuple[list[dict[str, list[Any]]], int]:
    """The rows of some streams, and the position of the last event that was known."""
    tables, last = [], 0
    for rows in streams:
        known = [one for one in map(_read, rows) if one is not None and one.recorded_at <= moment]
        if known:
            tables.append(folded(known))
            last = max(last, known[-1].position)
    return tables, last


def _read(row: Stored) -> Recorded[Event] | None:
    """An event; None for one that cannot be read, which is left out as in live."""
    try:
        return decode(*row)
    except Exception as error:
        _LOG.error("unreadable", stream=str(row[0]), version=row[1], error=type(error).__name__)
        return None
