"""The feed: events of persons and of the county's registers in order, filtered, a page at a time.

An area is that of the person now, and that of the record. So an event of somebody who has moved away is found
where the person lives now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg.rows import TupleRow

from ...domain.areas import beginning_of
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kinds import COUNTY_KINDS, PERSON
from ...domain.restricted import without_links
from ...projections.queries import Queries
from ...projections.runner import Undecodable
from ...store.streams import Pool, Streams, end_of_log
from .feed import read_event

_WINDOW = 2_000
"""Positions that one query looks at: a filter that finds little must not read the whole log in one go."""
_WINDOWS = 10
_KINDS = {kind.begins_with.TYPE.rpartition("/")[0]: kind for kind in (PERSON, *COUNTY_KINDS)}
"""By how the first event of a stream is named, in whatever version."""
_PAGE = """
    select position, stream, version, type, state, began
    from (
        select e.position, e.stream, e.version, e.type, e.state,
            (select f.type from events f where f.stream = e.stream and f.version = 1) as began
        from events e
        where e.position > %(after)s and e.position <= %(upto)s
          and (%(types)s::text[] is null or e.type ^@ any(%(types)s))
    ) e
    where began ^@ any(%(beginnings)s) and (
        %(area)s::text is null
        or exists (select from person_status p where p.stream = e.stream and p.residence_area ^@ %(area)s)
        or exists (select from county_records r where r.stream = e.stream and r.area ^@ %(area)s)
    )
    order by position limit %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFilter:
    """Which events. `type`: stored names or their beginnings. `area`: an area and all its parts."""

    type: Sequence[str] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Fed:
    """An event of the feed. `collection`: where its stream is found.

    Sealed parts stay sealed, and no case is linked to a person.
    """

    collection: str
    event: Recorded[Event] | Undecodable

    @property
    def position(self) -> int:
        """Where it is in the log."""
        return self.event.position

    @property
    def stream(self) -> UUID:
        """Whom it is about."""
        return self.event.stream


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some events in order. `next`: the cursor to go on from. `at_end`: nothing more is recorded yet."""

    events: Sequence[Fed]
    next: int
    at_end: bool


class EventPages:
    """Reads the feed on a pool of connections; none is held between two pages."""

    def __init__(self, pool: Pool, streams: Streams) -> None:
        self._pool = pool
        self._streams = streams
        self._queries = Queries(pool)

    async def end(self) -> int:
        """The position of the last event."""
        return await end_of_log(self._pool)

    async def page(self, wanted: FeedFilter, after: int, limit: int) -> FeedPage:
        """The next events after a cursor. It may be short, or empty, and yet not be the end."""
        end = await self.end()
        if wanted.area is not None:  # of what area something is, is known up to there
            end = min(end, await self._queries.position())
        found: list[Fed] = []
        for _ in range(_WINDOWS):
            if after >= end:
                break
            upto = min(after + _WINDOW, end)
            room = limit - len(found)
            rows = await self._window(wanted, after, upto, room)
            after = rows[-1][0] if len(rows) == room else upto  # a full answer may leave some out
            found += [_fed(row) for row in rows]
            if len(found) == limit:
                break
        return FeedPage(found, after, after >= end)

    async def _window(self, wanted: FeedFilter, after: int, upto: int, limit: int) -> list[TupleRow]:
        parameters = {
            "after": after,
            "upto": upto,
            "types": list(wanted.type) or None,
            "area": None if wanted.area is None else beginning_of(wanted.area),
            "beginnings": [f"{name}/" for name in _KINDS],
            "limit": limit,
        }
        async with self._pool.connection() as connection:
            cursor = await connection.execute(_PAGE, parameters, binary=True)
            return await cursor.fetchall()


def _fed(row: Sequence[Any]) -> Fed:
    position, stream, version, type_name, state, began = row
    kind = _KINDS[str(began).rpartition("/")[0]]
    event = read_event(stream, version, position, type_name, state)
    if isinstance(event, Recorded):  # who follows along is no role that may see them
        event = replace(event, event=without_links(event.event))
    return Fed(kind.collection, event)
