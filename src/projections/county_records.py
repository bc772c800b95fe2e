"""What stands in each of the county's registers now? One row a stream of a kind that is no person's.

The row holds the state by which commands are decided, so a register shows nothing else than that.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from ..domain.correction.effective import is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.kind import CountyState, Kind
from ..domain.kinds import COUNTY_BY_NAME, COUNTY_KINDS
from .lean import lean
from .projection import Key, Projection, Rows


@dataclass(slots=True)
class CountyRecord:
    """A case, or whatever else the county keeps a register of. `kind`: which. `record`: its state.

    `version` and `position` of its latest event. Dates are Asia/Shanghai dates.
    """

    stream: UUID
    version: int
    position: int
    kind: str
    title: str
    area: str | None
    status: str
    since: date | None
    until: date | None
    record: dict[str, Any]


def record_of(kind: Kind, stream: UUID, version: int, position: int, state: CountyState) -> CountyRecord:
    """The row of a stream in this state."""
    return CountyRecord(
        stream,
        version,
        position,
        kind.name,
        state.title,
        state.area,
        state.status,
        state.since,
        state.until,
        msgspec.json.decode(lean(state)),
    )


def state_of(kind: Kind, record: dict[str, Any]) -> Any:
    """The state that a row holds."""
    return msgspec.convert(record, type(kind.shown[0]))


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The row that an event concerns, if it concerns one."""
    event = recorded.event
    return [(recorded.stream,)] if type(event) in _KIND_OF or is_correction(event) else []


def fold_county_records(rows: Rows[CountyRecord], recorded: Recorded[Event]) -> None:
    """Bring a row forward by one event."""
    event = recorded.event
    row = rows.take((recorded.stream,))
    kind = _KIND_OF.get(type(event))
    if kind is None:
        if row is not None:
            row.version, row.position = recorded.version, recorded.position
        return
    initial, evolve = kind.shown
    before = initial if row is None else state_of(COUNTY_BY_NAME[row.kind], row.record)
    after = evolve(before, event)
    rows.put(record_of(kind, recorded.stream, recorded.version, recorded.position, after))


_KIND_OF: dict[type[Event], Kind] = {event: kind for kind in COUNTY_KINDS for event in kind.events}

COUNTY_RECORDS = Projection(
    name="county_records",
    version=2,
    row=CountyRecord,
    key=("stream",),
    keys=keys,
    fold=fold_county_records,
    refolds=True,
    reads=dict.fromkeys(_KIND_OF),
)
