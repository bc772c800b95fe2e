"""Events of a measure in a facility. Names and fields are stored for ever: add, never rename."""

from datetime import date
from uuid import UUID

from ..events import Event, Sealed, event
from .kinds import Adaptation, AssessmentProposal, AssessmentStage, FacilityRunBy, PartResult


@event("measure.facility_entered/1")
class FacilityEntered(Event):
    """The person entered the facility in which the measure is carried out."""

    measure_id: UUID
    entered_on: date
    facility: str
    run_by: FacilityRunBy


@event("measure.transferred/1")
class FacilityTransferred(Event):
    """The person was taken to another facility (戒毒条例 27: from the police to justice)."""

    measure_id: UUID
    transferred_on: date
    to_facility: str
    run_by: FacilityRunBy


@event("measure.medical_leave_granted/1")
class MedicalLeaveGranted(Event):
    """The person may be treated outside (所外就医; 戒毒条例 31)."""

    measure_id: UUID
    granted_on: date
    approved_by: str
    reason: Sealed[str] = None


@event("measure.medical_leave_ended/1")
class MedicalLeaveEnded(Event):
    """The treatment outside is over and the person is back."""

    measure_id: UUID
    ended_on: date


@event("measure.escaped/1")
class PersonEscaped(Event):
    """The person escaped (脱逃; 戒毒条例 32)."""

    measure_id: UUID
    escaped_on: date
    circumstances: Sealed[str] = None


@event("measure.recaptured/1")
class PersonRecaptured(Event):
    """The person who had escaped is held again (追回; 戒毒条例 32)."""

    measure_id: UUID
    recaptured_on: date
    circumstances: Sealed[str] = None


@event("measure.assessed/1")
class MeasureAssessed(Event):
    """The diagnostic assessment (诊断评估) in its four parts, and what the facility proposes on it.

    `physiological_detox` 生理脱毒, `rehabilitation` 身心康复, `conduct` 行为表现,
    `social_adaptation` 社会环境与适应能力 (强制隔离戒毒诊断评估办法).
    """

    measure_id: UUID
    assessed_on: date
    stage: AssessmentStage
    physiological_detox: PartResult
    rehabilitation: PartResult
    conduct: PartResult
    social_adaptation: Adaptation
    proposal: AssessmentProposal | None = None
    remarks: Sealed[str] = None


FacilityEvent = (
    FacilityEntered
    | FacilityTransferred
    | MedicalLeaveGranted
    | MedicalLeaveEnded
    | PersonEscaped
    | PersonRecaptured
    | MeasureAssessed
)
