"""Events of decisions on a measure. Names and fields are stored for ever: add, never rename.

The three clocks of the law are dates in Asia/Shanghai: decision (`decided_on`), receipt (`served_on`) and
reporting (`reported_on`, in `community_events`).
"""

from datetime import date
from uuid import UUID

from ..events import Event, Sealed, event
from .community_events import CommunityEvent
from .facility_events import FacilityEvent
from .kinds import (
    IsolationGround,
    MeasureDecision,
    MeasureKind,
    PauseGround,
    Recipient,
    ReleaseManner,
    TerminationGround,
)


@event("measure.ordered/1")
class MeasureOrdered(Event):
    """A measure was ordered, or agreed where its kind rests on the person's wish.

    `decider`: who decided, agreed or registered. `term_months` or `term_days`: as the decision gives it, or
    else as the law of its day fixes it; neither, where it is open-ended. `at_own_request`: isolation that the
    person asked for (禁毒法 38(3)).
    `follows_measure_id`: the measure of this person that it comes after or replaces. `isolation_ground`: as
    the decision names it (禁毒法 38). `is_combined`: a detention for several acts, carried out together
    (治安管理处罚法 16). `is_grave`: the decision finds 情节严重、影响恶劣 (治安管理处罚法 23).
    `offset_days`: of restraint before a detention, which count as served (治安管理处罚法 110).
    """

    measure_id: UUID
    kind: MeasureKind
    decided_on: date
    decider: str
    decision_number: str | None = None
    term_months: int | None = None
    term_days: int | None = None
    at_own_request: bool = False
    follows_measure_id: UUID | None = None
    isolation_ground: IsolationGround | None = None
    is_combined: bool = False
    is_grave: bool = False
    offset_days: int | None = None
    reason: Sealed[str] = None


@event("measure.decision_served/1")
class DecisionServed(Event):
    """A decision on the measure was served (送达). Served on the person, `served_on` is the receipt date."""

    measure_id: UUID
    decision: MeasureDecision
    served_to: Recipient
    served_on: date
    recipient_name: Sealed[str] = None


@event("measure.paused/1")
class MeasurePaused(Event):
    """The measure does not run for a time (中止; 戒毒条例 24)."""

    measure_id: UUID
    paused_on: date
    ground: PauseGround
    remarks: Sealed[str] = None


@event("measure.resumed/1")
class MeasureResumed(Event):
    """The measure runs again (戒毒条例 24: after release)."""

    measure_id: UUID
    resumed_on: date


@event("measure.extended/1")
class MeasureExtended(Event):
    """The term was made longer (禁毒法 47), by whole months or by days."""

    measure_id: UUID
    decided_on: date
    decider: str
    decision_number: str | None = None
    by_months: int | None = None
    by_days: int | None = None
    reason: Sealed[str] = None


@event("measure.changed/1")
class MeasureChanged(Event):
    """The measure ended by being changed into another, whose own `measure.ordered` follows (戒毒条例 31)."""

    measure_id: UUID
    decided_on: date
    decider: str
    decision_number: str | None = None
    to_kind: MeasureKind
    new_measure_id: UUID
    reason: Sealed[str] = None


@event("measure.released/1")
class PersonReleased(Event):
    """The person was released from custody (解除; 戒毒条例 33, 34). `decided_on`: of an early release."""

    measure_id: UUID
    released_on: date
    manner: ReleaseManner
    decided_on: date | None = None
    decider: str | None = None
    certificate_number: str | None = None


@event("measure.terminated/1")
class MeasureTerminated(Event):
    """The measure ended without being carried out to its end (终止; 戒毒条例 24)."""

    measure_id: UUID
    terminated_on: date
    ground: TerminationGround
    remarks: Sealed[str] = None


@event("measure.completed/1")
class MeasureCompleted(Event):
    """The measure was carried out to its end (解除; 戒毒条例 23, 40)."""

    measure_id: UUID
    completed_on: date
    notice_number: str | None = None


@event("measure.cancelled/1")
class MeasureCancelled(Event):
    """The decision was revoked (撤销), also after the measure had ended. `appeal_id`: what revoked it."""

    measure_id: UUID
    cancelled_on: date
    decider: str
    appeal_id: UUID | None = None
    reason: Sealed[str] = None


DecisionEvent = (
    MeasureOrdered
    | DecisionServed
    | MeasurePaused
    | MeasureResumed
    | MeasureExtended
    | MeasureChanged
    | PersonReleased
    | MeasureTerminated
    | MeasureCompleted
    | MeasureCancelled
)
MeasureEvent = DecisionEvent | CommunityEvent | FacilityEvent
