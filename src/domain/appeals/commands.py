"""What may be asked about appeals. Dates are Asia/Shanghai dates."""

from datetime import date
from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from .events import AppealOutcome, AppealRoute, AppealSubject

_APPEAL = "01970000-0000-7000-8000-0000000000d1"


@command(
    example={
        "appeal_id": _APPEAL,
        "subject": "measure",
        "subject_id": "01970000-0000-7000-8000-0000000000a2",
        "route": "review",
        "filed_on": "2020-11-20",
        "body": "同心县人民政府",
        "reason": "不服强制隔离戒毒决定",
        "occurred_at": "2020-11-20",
        "legal_basis": "禁毒法 40",
    }
)
class FileAppeal(Command):
    """Record an appeal of the person (复议 or 诉讼) against a measure or a penalty.

    `appeal_id`: chosen by the client, or given by the service.
    """

    appeal_id: UUID | None = None
    subject: AppealSubject
    subject_id: UUID
    route: AppealRoute
    filed_on: date
    body: ShortText
    reason: LongText | None = None


@command(
    example={
        "appeal_id": _APPEAL,
        "decided_on": "2021-01-15",
        "outcome": "upheld",
        "occurred_at": "2021-01-15",
    }
)
class DecideAppeal(Command):
    """Record what the appeal came to. Setting aside the measure or penalty itself is its own command."""

    appeal_id: UUID
    decided_on: date
    outcome: AppealOutcome
    decision_number: ShortText | None = None
    reason: LongText | None = None


@command(example={"appeal_id": _APPEAL, "withdrawn_on": "2020-12-01", "occurred_at": "2020-12-01"})
class WithdrawAppeal(Command):
    """Record that the person withdrew the appeal."""

    appeal_id: UUID
    withdrawn_on: date
    reason: LongText | None = None


AppealCommand = FileAppeal | DecideAppeal | WithdrawAppeal
