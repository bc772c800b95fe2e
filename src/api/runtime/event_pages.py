"""The feed: events of persons and cases in the order of their positions, filtered, a page at a time.

An area is that of the person now, and that of the case. So an event of somebody who has moved away is found
where the person lives now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import TupleRow

from ...domain.areas import beginning_of
from ...domain.case.events import CaseOpened
from ...domain.correction.effective import effective
from ...domain.correction.events import EventCorrected, EventRetracted
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...projections.queries import Queries
from ...projections.runner import Undecodable
from ...store.streams import Pool, Streams, end_of_log
from .feed import read_event

_WINDOW = 2_000
"""Positions that one query looks at: a filter that finds little must not read the whole log in one go."""
_WINDOWS = 10
_TELLING_AREAS = (CaseOpened.TYPE, EventCorrected.TYPE, EventRetracted.TYPE)
_PAGE = """
    select position, stream, version, type, state, began
    from (
        select e.position, e.stream, e.version, e.type, e.state,
            (select f.type from events f where f.stream = e.stream and f.version = 1) as began
        from events e
        where e.position > %(after)s and e.position <= %(upto)s
          and (%(types)s::text[] is null or e.type ^@ any(%(types)s))
    ) e
    where (began ^@ 'case.opened/' or began ^@ 'person.registered/' and (
        %(area)s::text is null
        or exists (
            select from person_status p where p.stream = e.stream and p.residence_area ^@ %(area)s
        )
    ))
    order by position limit %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFilter:
    """Which events. `type`: stored names or their beginnings. `area`: an area and all its parts."""

    type: Sequence[str] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Fed:
    """An event of the feed. `kind`: persons or cases. Sealed parts stay sealed."""

    kind: str
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
        if wanted.area is not None:  # where a person lives is known up to there
            end = min(end, await self._queries.position())
        found: list[Fed] = []
        for _ in range(_WINDOWS):
            if after >= end:
                break
            upto = min(after + _WINDOW, end)
            room = limit - len(found)
            rows = await self._window(wanted, after, upto, room)
            after = rows[-1][0] if len(rows) == room else upto  # a full answer may leave some out
            found += [_fed(row) for row in await self._of_area(rows, wanted)]
            if len(found) == limit:
                break
        return FeedPage(found, after, after >= end)

    async def _window(self, wanted: FeedFilter, after: int, upto: int, limit: int) -> list[TupleRow]:
        parameters = {
            "after": after,
            "upto": upto,
            "types": list(wanted.type) or None,
            "area": None if wanted.area is None else beginning_of(wanted.area),
            "limit": limit,
        }
        async with self._pool.connection() as connection:
            cursor = await connection.execute(_PAGE, parameters, binary=True)
            return await cursor.fetchall()

    async def _of_area(self, rows: list[TupleRow], wanted: FeedFilter) -> list[TupleRow]:
        """Those of the area: persons are so already, cases are looked at here."""
        if wanted.area is None:
            return rows
        areas = await self._areas_of({row[1] for row in rows if _is_case(row)})
        beginning = beginning_of(wanted.area)
        return [row for row in rows if not _is_case(row) or areas.get(row[1], "").startswith(beginning)]

    async def _areas_of(self, cases: set[UUID]) -> dict[UUID, str]:
        """The region that leads each case, as corrected."""
        histories: dict[UUID, list[Recorded[Event]]] = {}
        stored = await self._streams.events_of_types(list(cases), _TELLING_AREAS) if cases else ()
        for event in (read_event(*row) for row in stored):
            if isinstance(event, Recorded):
                histories.setdefault(event.stream, []).append(event)
        return {
            stream: recorded.event.lead_region
            for stream, history in histories.items()
            for recorded in effective(history)
            if isinstance(recorded.event, CaseOpened)
        }


def _is_case(row: Sequence[Any]) -> bool:
    return str(row[5]).startswith("case.")


def _fed(row: Sequence[Any]) -> Fed:
    position, stream, version, type_name, state, _ = row
    return Fed(
        "cases" if _is_case(row) else "persons", read_event(stream, version, position, type_name, state)
    )
