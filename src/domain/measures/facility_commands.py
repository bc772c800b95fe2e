"""What may be asked about a measure in a facility. Dates are Asia/Shanghai dates."""

from datetime import date
from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from .kinds import Adaptation, AssessmentProposal, AssessmentStage, FacilityRunBy, PartResult

_ISOLATION = "01970000-0000-7000-8000-0000000000a2"


@command(
    example={
        "measure_id": _ISOLATION,
        "entered_on": "2020-11-03",
        "facility": "吴忠市公安局强制隔离戒毒所",
        "run_by": "public_security",
        "occurred_at": "2020-11-03",
    }
)
class EnterFacility(Command):
    """Record that the person entered the facility in which the measure is carried out."""

    measure_id: UUID
    entered_on: date
    facility: ShortText
    run_by: FacilityRunBy


@command(
    example={
        "measure_id": _ISOLATION,
        "transferred_on": "2021-03-03",
        "to_facility": "宁夏回族自治区强制隔离戒毒所",
        "run_by": "justice",
        "occurred_at": "2021-03-03",
        "legal_basis": "戒毒条例 27",
    }
)
class TransferFacility(Command):
    """Record that the person was taken to another facility (戒毒条例 27)."""

    measure_id: UUID
    transferred_on: date
    to_facility: ShortText
    run_by: FacilityRunBy


@command(
    example={
        "measure_id": _ISOLATION,
        "granted_on": "2021-06-15",
        "approved_by": "宁夏回族自治区戒毒管理局",
        "occurred_at": "2021-06-15",
        "legal_basis": "戒毒条例 31",
    }
)
class GrantMedicalLeave(Command):
    """Record that the person may be treated outside (所外就医; 戒毒条例 31). `approved_by`: an authority."""

    measure_id: UUID
    granted_on: date
    approved_by: ShortText
    reason: LongText | None = None


@command(example={"measure_id": _ISOLATION, "ended_on": "2021-07-20", "occurred_at": "2021-07-20"})
class EndMedicalLeave(Command):
    """Record that the person is back from treatment outside."""

    measure_id: UUID
    ended_on: date


@command(
    example={
        "measure_id": _ISOLATION,
        "escaped_on": "2021-08-02",
        "occurred_at": "2021-08-02",
        "legal_basis": "戒毒条例 32",
    }
)
class RecordEscape(Command):
    """Record that the person escaped (脱逃; 戒毒条例 32)."""

    measure_id: UUID
    escaped_on: date
    circumstances: LongText | None = None


@command(
    example={
        "measure_id": _ISOLATION,
        "recaptured_on": "2021-08-09",
        "occurred_at": "2021-08-09",
        "legal_basis": "戒毒条例 32",
    }
)
class RecordRecapture(Command):
    """Record that the person who had escaped is held again (追回; 戒毒条例 32)."""

    measure_id: UUID
    recaptured_on: date
    circumstances: LongText | None = None


@command(
    example={
        "measure_id": _ISOLATION,
        "assessed_on": "2021-11-04",
        "stage": "after_one_year",
        "physiological_detox": "qualified",
        "rehabilitation": "qualified",
        "conduct": "qualified",
        "social_adaptation": "good",
        "proposal": "early_release",
        "occurred_at": "2021-11-04",
        "legal_basis": "强制隔离戒毒诊断评估办法 3",
    }
)
class AssessMeasure(Command):
    """Record a diagnostic assessment (诊断评估): four parts, and what the facility proposes on them."""

    measure_id: UUID
    assessed_on: date
    stage: AssessmentStage
    physiological_detox: PartResult
    rehabilitation: PartResult
    conduct: PartResult
    social_adaptation: Adaptation
    proposal: AssessmentProposal | None = None
    remarks: LongText | None = None


FacilityCommand = (
    EnterFacility
    | TransferFacility
    | GrantMedicalLeave
    | EndMedicalLeave
    | RecordEscape
    | RecordRecapture
    | AssessMeasure
)
