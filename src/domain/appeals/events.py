"""Appeal events. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class AppealSubject(StrEnum):
    """What an appeal is against (禁毒法 40; 治安管理处罚法 121)."""

    MEASURE = "measure"
    PENALTY = "penalty"


class AppealRoute(StrEnum):
    """Administrative review (行政复议) or administrative lawsuit (行政诉讼)."""

    REVIEW = "review"
    LAWSUIT = "lawsuit"


class AppealOutcome(StrEnum):
    """What an appeal came to; `revoked` and `changed` set the decision aside, wholly or in part."""

    UPHELD = "upheld"
    """维持: the decision stands."""
    REVOKED = "revoked"
    """撤销."""
    CHANGED = "changed"
    """变更."""
    FOUND_UNLAWFUL = "found_unlawful"
    """确认违法, without revoking."""
    DISMISSED = "dismissed"
    """驳回."""
    NOT_ACCEPTED = "not_accepted"
    """不予受理 or 不予立案."""


@event("appeal.filed/1")
class AppealFiled(Event):
    """The person appealed. `subject_id`: the measure or penalty. `body`: where the appeal was filed."""

    appeal_id: UUID
    subject: AppealSubject
    subject_id: UUID
    route: AppealRoute
    filed_on: date
    body: str
    reason: Sealed[str] = None


@event("appeal.decided/1")
class AppealDecided(Event):
    """The appeal was decided, by the body where it was filed."""

    appeal_id: UUID
    decided_on: date
    outcome: AppealOutcome
    decision_number: str | None = None
    reason: Sealed[str] = None


@event("appeal.withdrawn/1")
class AppealWithdrawn(Event):
    """The person withdrew the appeal."""

    appeal_id: UUID
    withdrawn_on: date
    reason: Sealed[str] = None


AppealEvent = AppealFiled | AppealDecided | AppealWithdrawn
