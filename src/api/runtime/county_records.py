"""Records of the county's registers at any moment: folded from their events, as many as there are."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kind import CountyState, Kind
from ...domain.moment import Moment, counting
from ...projections.county_queries import RecordFilter
from ...projections.county_records import CountyRecord, record_of
from ...store.streams import Pool
from .histories import histories


@dataclass(frozen=True, slots=True)
class AtMoment:
    """A record at a moment, with the events that count in it by then."""

    stream: UUID
    state: CountyState
    events: Sequence[Recorded[Event]]


def state_at(kind: Kind, history: Sequence[Recorded[Event]], moment: Moment) -> CountyState | None:
    """The state of a stream at a moment; None where it had not begun, as far as it was known."""
    return _folded(kind, counting(history, moment))


async def states_at(pool: Pool, kind: Kind, moment: Moment) -> AsyncIterator[AtMoment]:
    """The records of a register that had begun by a moment. What cannot be read is logged and left out."""
    async for stream, history in histories(pool, await _streams(pool, kind)):
        counts = [] if history is None else counting(history, moment)
        if (state := _folded(kind, counts)) is not None:
            yield AtMoment(stream, state, counts)


async def records_at(pool: Pool, kind: Kind, wanted: RecordFilter, moment: Moment) -> list[CountyRecord]:
    """The same as rows, the latest first."""
    found = []
    async for one in states_at(pool, kind, moment):
        last = one.events[-1]
        row = record_of(kind, one.stream, last.version, last.position, one.state)
        if wanted.takes(row):
            found.append(row)
    return sorted(found, key=lambda row: (row.since, row.stream), reverse=True)


def _folded(kind: Kind, counts: Sequence[Recorded[Event]]) -> CountyState | None:
    if not counts or not isinstance(counts[0].event, kind.begins_with):
        return None
    initial, evolve = kind.shown
    state: CountyState = initial
    for recorded in counts:
        state = evolve(state, recorded.event)
    return state


async def _streams(pool: Pool, kind: Kind) -> list[UUID]:
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select stream from county_records where kind = %s order by stream", (kind.name,)
        )
        return [row[0] for row in await cursor.fetchall()]
