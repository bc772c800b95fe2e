"""What happened to a person, when, by whom, on what basis? One row an event, to find it by."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ..domain.correction.events import EventCorrected, EventRetracted
from ..domain.envelope import Recorded
from ..domain.events import Event
from .projection import Key, Projection, Rows


@dataclass(slots=True)
class HistoryEntry:
    """One event of a stream. `superseded_by`: the version of the correction or retraction that holds."""

    stream: UUID
    version: int
    position: int
    event_id: UUID
    type: str
    occurred_at: datetime
    recorded_at: datetime
    actor_user: str
    actor_role: str
    actor_unit: str
    legal_basis: str | None
    correlation_id: str
    superseded_by: int | None = None
    superseded_how: str | None = None


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The rows that an event concerns: its own, and that of the event that it corrects or retracts."""
    event = recorded.event
    if isinstance(event, EventCorrected | EventRetracted):
        return [(recorded.stream, recorded.version), (recorded.stream, event.target)]
    return [(recorded.stream, recorded.version)]


def fold_person_history(rows: Rows[HistoryEntry], recorded: Recorded[Event]) -> None:
    """Add an event, and mark the one that it supersedes."""
    event = recorded.event
    actor = recorded.actor
    rows.put(
        HistoryEntry(
            recorded.stream,
            recorded.version,
            recorded.position,
            recorded.event_id,
            event.TYPE,
            event.occurred_at,
            recorded.recorded_at,
            actor.user,
            actor.role,
            actor.unit,
            recorded.legal_basis,
            recorded.correlation_id,
        )
    )
    if isinstance(event, EventCorrected | EventRetracted):
        target = rows.take((recorded.stream, event.target))
        if target is not None:
            target.superseded_by = recorded.version
            target.superseded_how = "corrected" if isinstance(event, EventCorrected) else "retracted"


PERSON_HISTORY = Projection(
    name="person_history",
    version=1,
    row=HistoryEntry,
    key=("stream", "version"),
    keys=keys,
    fold=fold_person_history,
    refolds=False,
)
