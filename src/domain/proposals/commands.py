"""What may be asked about proposals and announcements of a facility. Dates are Asia/Shanghai dates."""

from datetime import date
from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from .events import Proposal

_ISOLATION = "01970000-0000-7000-8000-0000000000a2"


@command(
    example={
        "measure_id": _ISOLATION,
        "proposal": "early_release",
        "received_on": "2022-01-10",
        "proposed_by": "宁夏回族自治区强制隔离戒毒所",
        "occurred_at": "2022-01-10",
        "legal_basis": "戒毒条例 33",
    }
)
class ReceiveProposal(Command):
    """Record that the organ that decided received a proposal of the facility (戒毒条例 31, 33)."""

    measure_id: UUID
    proposal: Proposal
    received_on: date
    proposed_by: ShortText
    reason: LongText | None = None


@command(
    example={
        "measure_id": _ISOLATION,
        "proposal": "early_release",
        "answered_on": "2022-01-14",
        "granted": True,
        "decider": "同心县公安局",
        "occurred_at": "2022-01-14",
        "legal_basis": "戒毒条例 33",
    }
)
class AnswerProposal(Command):
    """Record whether the proposal was granted; the decision itself is recorded by its own command."""

    measure_id: UUID
    proposal: Proposal
    answered_on: date
    granted: bool
    decider: ShortText
    reason: LongText | None = None


@command(
    example={
        "measure_id": _ISOLATION,
        "announced_on": "2022-10-28",
        "release_on": "2022-11-02",
        "announced_to": "同心县公安局",
        "occurred_at": "2022-10-28",
        "legal_basis": "戒毒条例 34",
    }
)
class AnnounceRelease(Command):
    """Record that the facility told the organ that decided of the coming release (戒毒条例 34)."""

    measure_id: UUID
    announced_on: date
    release_on: date | None = None
    announced_to: ShortText


ProposalCommand = ReceiveProposal | AnswerProposal | AnnounceRelease
