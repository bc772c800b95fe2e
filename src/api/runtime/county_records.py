"""Records of the county's registers at any moment: folded from their events, as many as there are."""

from uuid import UUID

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kind import CountyState, Kind
from ...domain.moment import Moment, counting
from ...projections.county_queries import RecordFilter
from ...projections.county_records import CountyRecord, record_of
from ...store.streams import Pool
from .histories import histories


def state_at(kind: Kind, history: list[Recorded[Event]], moment: Moment) -> CountyState | None:
    """The state of a stream at a moment; None where it had not begun, as far as it was known."""
    counts = counting(history, moment)
    if not counts or not isinstance(counts[0].event, kind.begins_with):
        return None
    initial, evolve = kind.shown
    state: CountyState = initial
    for recorded in counts:
        state = evolve(state, recorded.event)
    return state


async def records_at(pool: Pool, kind: Kind, wanted: RecordFilter, moment: Moment) -> list[CountyRecord]:
    """The records of a register at a moment, the latest first. What cannot be read is logged and left out."""
    found = []
    async for stream, history in histories(pool, await _streams(pool, kind)):
        if not history or (state := state_at(kind, history, moment)) is None:
            continue
        last = counting(history, moment)[-1]
        row = record_of(kind, stream, last.version, last.position, state)
        if wanted.takes(row):
            found.append(row)
    return sorted(found, key=lambda row: (row.since, row.stream), reverse=True)


async def _streams(pool: Pool, kind: Kind) -> list[UUID]:
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select stream from county_records where kind = %s order by stream", (kind.name,)
        )
        return [row[0] for row in await cursor.fetchall()]
