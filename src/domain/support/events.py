"""Support events. Names and fields are stored for ever: add, never rename."""

from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class SupportKind(StrEnum):
    """What help (帮扶救助) consists of."""

    LOW_INCOME_AID = "low_income_aid"
    """最低生活保障(低保)"""
    PUBLIC_POST = "public_post"
    """公益性岗位"""
    POVERTY_REGISTER = "poverty_register"
    """建档立卡"""
    JOB = "job"
    LOAN = "loan"
    TRAINING = "training"
    SCHOOLING = "schooling"
    """就学"""
    MEDICAL = "medical"
    LEGAL = "legal"
    HOUSING = "housing"
    OTHER = "other"


class Beneficiary(StrEnum):
    """Who is helped."""

    PERSON = "person"
    FAMILY = "family"


class SupportOutcome(StrEnum):
    """Why help ended."""

    COMPLETED = "completed"
    LIFTED_OUT_OF_POVERTY = "lifted_out_of_poverty"
    """脱贫"""
    EMPLOYED = "employed"
    """实现就业"""
    QUALIFIED = "qualified"
    """取得结业或资格证书"""
    GRADUATED = "graduated"
    """毕业"""
    REPAID = "repaid"
    """还清贷款"""
    NO_LONGER_ELIGIBLE = "no_longer_eligible"
    DECLINED = "declined"
    """The person or family did not want it any longer."""
    DISCONTINUED = "discontinued"
    """Whoever gave it stopped."""
    OTHER = "other"


class Employment(StrEnum):
    """What work a person has."""

    PUBLIC_POST = "public_post"
    """公益性岗位"""
    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    FARMING = "farming"
    MIGRANT_WORK = "migrant_work"
    """外出务工"""
    OTHER = "other"


class JobEnd(StrEnum):
    """Why work ended."""

    CONTRACT_EXPIRED = "contract_expired"
    RESIGNED = "resigned"
    DISMISSED = "dismissed"
    HEALTH = "health"
    CUSTODY = "custody"
    OTHER = "other"


@event("support.granted/1")
class SupportGranted(Event):
    """The person or the family is helped from now on. `amount`: CNY in all, where help is money."""

    support_id: UUID
    kind: SupportKind
    beneficiary: Beneficiary = Beneficiary.PERSON
    amount: Decimal | None = None
    provider: str | None = None
    remarks: Sealed[str] = None


@event("support.ended/1")
class SupportEnded(Event):
    """This help has ended, with an outcome."""

    support_id: UUID
    outcome: SupportOutcome
    remarks: Sealed[str] = None


@event("job.placed/1")
class JobPlaced(Event):
    """The person has work from now on. The employer is sealed: it tells where the person can be found."""

    job_id: UUID
    employment: Employment
    employer: Sealed[str] = None
    occupation: Sealed[str] = None


@event("job.ended/1")
class JobEnded(Event):
    """The person no longer has this work."""

    job_id: UUID
    ground: JobEnd
    remarks: Sealed[str] = None


SupportEvent = SupportGranted | SupportEnded | JobPlaced | JobEnded
