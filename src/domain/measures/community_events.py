"""Events of a measure in the community. Names and fields are stored for ever: add, never rename."""

from datetime import date
from uuid import UUID

from ..events import Event, Sealed, event
from .kinds import BreachKind, PoliceReportGround, SeriousBreachGround


@event("measure.reported_in/1")
class PersonReportedIn(Event):
    """The person reported (报到), first after the order, again after a move (戒毒条例 14, 22, 38)."""

    measure_id: UUID
    reported_on: date
    area: str
    place: str | None = None


@event("measure.not_reported/1")
class PersonNotReported(Event):
    """The person had not reported in time, as was established on a date (戒毒条例 14)."""

    measure_id: UUID
    established_on: date
    with_good_reason: bool
    remarks: Sealed[str] = None


@event("measure.agreement_signed/1")
class AgreementSigned(Event):
    """The agreement of the measure was signed; a new one after a move (戒毒条例 10, 16, 22, 38, 41)."""

    measure_id: UUID
    signed_on: date
    counterpart: str
    terms: Sealed[str] = None


@event("measure.moved/1")
class MeasureMoved(Event):
    """The measure is carried out in another area (戒毒条例 22)."""

    measure_id: UUID
    moved_on: date
    to_area: str
    materials_transferred_on: date | None = None


@event("measure.breach_recorded/1")
class BreachRecorded(Event):
    """Something was not kept (戒毒条例 19, 20). `test_id`: the test that was evaded or refused."""

    measure_id: UUID
    kind: BreachKind
    breached_on: date
    test_id: UUID | None = None
    remarks: Sealed[str] = None


@event("measure.absence_recorded/1")
class AbsenceRecorded(Event):
    """The person was away from the county from the first to the last day, both counted (戒毒条例 19, 20)."""

    measure_id: UUID
    first_day: date
    last_day: date
    with_leave: bool
    destination: Sealed[str] = None


@event("measure.warning_issued/1")
class WarningIssued(Event):
    """The person was warned in writing (告诫书)."""

    measure_id: UUID
    issued_on: date
    document_number: str | None = None
    reason: Sealed[str] = None


@event("measure.serious_breach_found/1")
class SeriousBreachFound(Event):
    """The breaches were found to be serious (严重违反协议; 戒毒条例 20)."""

    measure_id: UUID
    found_on: date
    ground: SeriousBreachGround
    finding: Sealed[str] = None


@event("measure.reported_to_police/1")
class PoliceInformed(Event):
    """The worker reported to the police (戒毒条例 21)."""

    measure_id: UUID
    sent_on: date
    ground: PoliceReportGround
    police_unit: str
    remarks: Sealed[str] = None


CommunityEvent = (
    PersonReportedIn
    | PersonNotReported
    | AgreementSigned
    | MeasureMoved
    | BreachRecorded
    | AbsenceRecorded
    | WarningIssued
    | SeriousBreachFound
    | PoliceInformed
)
