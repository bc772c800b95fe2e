"""The measures of a person as the status row lists them: the clocks, where each stands, how it ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ..domain.events import Event
from ..domain.measures import community_events as community
from ..domain.measures import events as decisions
from ..domain.measures import facility_events as facility
from ..domain.measures.kinds import MeasureDecision, Recipient
from ..domain.measures.measure import Ending, Status

if TYPE_CHECKING:
    from .person_status import PersonStatus


@dataclass(slots=True)
class MeasureLine:
    """One measure. Its three clocks: `decided_on`, `served_on` (receipt by the person), `reported_on`.

    `paused_on`, `leave_on` and `escaped_on` are set only while that lasts.
    """

    measure_id: UUID
    kind: str
    decided_on: date
    status: str = Status.ORDERED
    served_on: date | None = None
    reported_on: date | None = None
    entered_on: date | None = None
    area: str | None = None
    breaches: int = 0
    ended_on: date | None = None
    ending: str | None = None
    signed_on: date | None = None
    paused_on: date | None = None
    leave_on: date | None = None
    escaped_on: date | None = None


Change = Callable[[MeasureLine, Any], None]


def _served(line: MeasureLine, event: decisions.DecisionServed) -> None:
    if event.served_to is Recipient.PERSON and event.decision is MeasureDecision.ORDER:
        line.served_on = event.served_on


def _reported(line: MeasureLine, event: community.PersonReportedIn) -> None:
    line.reported_on = line.reported_on or event.reported_on
    line.area = event.area


def _moved(line: MeasureLine, event: community.MeasureMoved) -> None:
    line.area = event.to_area


def _breached(line: MeasureLine, _event: community.BreachRecorded) -> None:
    line.breaches += 1


def _entered(line: MeasureLine, event: facility.FacilityEntered) -> None:
    line.entered_on = event.entered_on


def _signed(line: MeasureLine, event: community.AgreementSigned) -> None:
    line.signed_on = event.signed_on


def _paused(line: MeasureLine, event: decisions.MeasurePaused) -> None:
    line.paused_on = event.paused_on


def _resumed(line: MeasureLine, _event: decisions.MeasureResumed) -> None:
    line.paused_on = None


def _on_leave(line: MeasureLine, event: facility.MedicalLeaveGranted) -> None:
    line.leave_on = event.granted_on


def _back(line: MeasureLine, _event: facility.MedicalLeaveEnded) -> None:
    line.leave_on = None


def _escaped(line: MeasureLine, event: facility.PersonEscaped) -> None:
    line.escaped_on = event.escaped_on


def _recaptured(line: MeasureLine, _event: facility.PersonRecaptured) -> None:
    line.escaped_on = None


def _ends(ending: Ending, day: str) -> Change:
    def change(line: MeasureLine, event: Event) -> None:
        if line.ended_on is None:  # a measure that has ended can still be cancelled; its ending stays
            line.ended_on = getattr(event, day)
            line.ending = ending

    return change


_LINE_CHANGES: dict[type[Event], Change] = {
    decisions.DecisionServed: _served,
    decisions.MeasurePaused: _paused,
    decisions.MeasureResumed: _resumed,
    decisions.MeasureChanged: _ends(Ending.CHANGED, "decided_on"),
    decisions.PersonReleased: _ends(Ending.RELEASED, "released_on"),
    decisions.MeasureTerminated: _ends(Ending.TERMINATED, "terminated_on"),
    decisions.MeasureCompleted: _ends(Ending.COMPLETED, "completed_on"),
    decisions.MeasureCancelled: _ends(Ending.CANCELLED, "cancelled_on"),
    community.PersonReportedIn: _reported,
    community.AgreementSigned: _signed,
    community.MeasureMoved: _moved,
    community.BreachRecorded: _breached,
    facility.FacilityEntered: _entered,
    facility.MedicalLeaveGranted: _on_leave,
    facility.MedicalLeaveEnded: _back,
    facility.PersonEscaped: _escaped,
    facility.PersonRecaptured: _recaptured,
}


def _status(line: MeasureLine) -> Status:
    """Where the measure stands, as `domain.measures.measure.Measure.status` says it."""
    if line.ended_on is not None:
        return Status.ENDED
    if line.escaped_on is not None:
        return Status.ESCAPED
    if line.paused_on is not None:
        return Status.PAUSED
    if line.leave_on is not None:
        return Status.MEDICAL_LEAVE
    begun = line.reported_on or line.entered_on or line.signed_on
    return Status.EXECUTING if begun else Status.ORDERED


def _ordered(row: "PersonStatus", event: decisions.MeasureOrdered) -> None:
    row.measures.append(MeasureLine(event.measure_id, event.kind, event.decided_on))
    _show_latest(row)


def _changed(change: Change) -> Callable[["PersonStatus", Any], None]:
    def on_row(row: "PersonStatus", event: Any) -> None:
        for line in row.measures:
            if line.measure_id == event.measure_id:
                change(line, event)
                line.status = _status(line)
        _show_latest(row)

    return on_row


def _show_latest(row: "PersonStatus") -> None:
    """The latest measure that has not ended is the one that lists filter by."""
    latest = next((line for line in reversed(row.measures) if line.ended_on is None), None)
    row.measure_kind = None if latest is None else latest.kind
    row.measure_status = None if latest is None else latest.status


MEASURE_CHANGES: dict[type[Event], Callable[["PersonStatus", Any], None]] = {
    decisions.MeasureOrdered: _ordered,
    **{kind: _changed(change) for kind, change in _LINE_CHANGES.items()},
}

MEASURE_FIELDS = frozenset(
    {
        "area",
        "cancelled_on",
        "completed_on",
        "decided_on",
        "decision",
        "entered_on",
        "escaped_on",
        "granted_on",
        "kind",
        "measure_id",
        "paused_on",
        "released_on",
        "reported_on",
        "served_on",
        "served_to",
        "signed_on",
        "terminated_on",
        "to_area",
    }
)
"""What these changes look at of their events."""
