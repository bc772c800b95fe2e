"""What happened to a person, when, by whom, on what basis? One row an event, to find it by."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from ..domain.correction.effective import is_correction
from ..domain.correction.events import EventCorrected, EventRetracted
from ..domain.envelope import Recorded
from ..domain.events import Event
from .projection import Key, Projection, Rows

_CORRECTED = "corrected"


@dataclass(slots=True)
class HistoryEntry:
    """One event of a stream. `superseded_by`: the version of the correction or retraction that holds.

    A correction is superseded by the next one of the same event.
    """

    stream: UUID
    version: int
    position: int
    type: str
    event_id: UUID
    occurred_at: datetime
    recorded_at: datetime
    actor_user: str
    actor_role: str
    actor_unit: str
    legal_basis: str | None
    correlation_id: str
    superseded_by: int | None = None
    superseded_how: str | None = None


_ENTRY = {
    "stream": "stream",
    "version": "version",
    "position": "position",
    "type": "event.TYPE",
    "event_id": "event_id",
    "occurred_at": "event.occurred_at",
    "recorded_at": "recorded_at",
    "actor_user": "actor.user",
    "actor_role": "actor.role",
    "actor_unit": "actor.unit",
    "legal_basis": "legal_basis",
    "correlation_id": "correlation_id",
}
_values_of = attrgetter(*_ENTRY.values())


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The rows that an event concerns: its own, and for a correction any that came before."""
    if is_correction(recorded.event):
        return [(recorded.stream, version) for version in range(1, recorded.version + 1)]
    return [(recorded.stream, recorded.version)]


def fold_person_history(rows: Rows[HistoryEntry], recorded: Recorded[Event]) -> None:
    """Add an event, and mark the one that it supersedes."""
    event = recorded.event
    rows.put(HistoryEntry(*_values_of(recorded)))
    if isinstance(event, EventCorrected):
        _corrected(rows, recorded, event.target)
    elif isinstance(event, EventRetracted):
        _retracted(rows, recorded, event.target)


def _corrected(rows: Rows[HistoryEntry], recorded: Recorded[Event], version: int) -> None:
    target = rows.take((recorded.stream, version))
    if target is None:
        return
    if target.superseded_how == _CORRECTED and target.superseded_by is not None:
        _mark(rows.take((recorded.stream, target.superseded_by)), recorded.version, _CORRECTED)
    _mark(target, recorded.version, _CORRECTED)


def _retracted(rows: Rows[HistoryEntry], recorded: Recorded[Event], version: int) -> None:
    target = rows.take((recorded.stream, version))
    if target is None:
        return
    if target.type == EventCorrected.TYPE:
        _no_longer_holds(rows, target)
    _mark(target, recorded.version, "retracted")


def _no_longer_holds(rows: Rows[HistoryEntry], correction: HistoryEntry) -> None:
    """What a correction had superseded is superseded by its neighbour in the chain, or by nothing."""
    marked = [
        entry
        for version in range(1, correction.version)
        if (entry := rows.get((correction.stream, version))) is not None
        and (entry.superseded_by, entry.superseded_how) == (correction.version, _CORRECTED)
    ]
    earlier = next((entry.version for entry in marked if entry.type == EventCorrected.TYPE), None)
    for entry in marked:
        is_target = entry.type != EventCorrected.TYPE
        by = earlier if is_target else correction.superseded_by
        _mark(rows.take((entry.stream, entry.version)), by, None if by is None else _CORRECTED)


def _mark(entry: HistoryEntry | None, by: int | None, how: str | None) -> None:
    if entry is not None:
        entry.superseded_by, entry.superseded_how = by, how


PERSON_HISTORY = Projection(
    name="person_history",
    version=1,
    row=HistoryEntry,
    key=("stream", "version"),
    keys=keys,
    fold=fold_person_history,
    refolds=False,
    reads={EventCorrected: None, EventRetracted: None},
    adds=True,
    entry=_ENTRY,
)
