"""What may be asked about help for a person."""

from decimal import Decimal
from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from .events import Beneficiary, Employment, JobEnd, SupportKind, SupportOutcome

_SUPPORT_ID = "01970000-0000-7000-8000-0000000000c1"
_JOB_ID = "01970000-0000-7000-8000-0000000000c2"


@command(
    example={
        "support_id": _SUPPORT_ID,
        "kind": "low_income_aid",
        "beneficiary": "family",
        "amount": "3600.00",
        "provider": "同心县民政局",
        "remarks": "家庭四口,纳入低保",
        "occurred_at": "2020-03-10",
    }
)
class GrantSupport(Command):
    """Record help for the person or the family. `amount`: CNY in all, where help is money."""

    support_id: UUID | None = None
    kind: SupportKind
    beneficiary: Beneficiary = Beneficiary.PERSON
    amount: Decimal | None = None
    provider: ShortText | None = None
    remarks: LongText | None = None


@command(example={"support_id": _SUPPORT_ID, "outcome": "completed", "occurred_at": "2020-12-31"})
class EndSupport(Command):
    """Record that help ended, with its outcome."""

    support_id: UUID
    outcome: SupportOutcome
    remarks: LongText | None = None


@command(
    example={
        "job_id": _JOB_ID,
        "employment": "public_post",
        "employer": "豫海镇示例保洁站",
        "occupation": "保洁员",
        "occurred_at": "2020-05-01",
    }
)
class PlaceInJob(Command):
    """Record that the person has work."""

    job_id: UUID | None = None
    employment: Employment
    employer: ShortText | None = None
    occupation: ShortText | None = None


@command(example={"job_id": _JOB_ID, "ground": "contract_expired", "occurred_at": "2021-04-30"})
class EndJob(Command):
    """Record that the person no longer has this work."""

    job_id: UUID
    ground: JobEnd
    remarks: LongText | None = None


SupportCommand = GrantSupport | EndSupport | PlaceInJob | EndJob
