"""Events of a facility's proposals. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class Proposal(StrEnum):
    """What a facility proposes to the organ that decided isolation (戒毒条例 31, 33)."""

    EARLY_RELEASE = "early_release"
    EXTENSION = "extension"
    CHANGE = "change"
    """变更为社区戒毒."""


@event("measure.proposal_received/1")
class ProposalReceived(Event):
    """The organ that decided received the facility's proposal: its time to answer runs (戒毒条例 31, 33)."""

    measure_id: UUID
    proposal: Proposal
    received_on: date
    proposed_by: str
    reason: Sealed[str] = None


@event("measure.proposal_answered/1")
class ProposalAnswered(Event):
    """The organ that decided granted the facility's proposal or did not."""

    measure_id: UUID
    proposal: Proposal
    answered_on: date
    granted: bool
    decider: str
    reason: Sealed[str] = None


@event("measure.release_announced/1")
class ReleaseAnnounced(Event):
    """The facility told the organ that decided of the coming release (戒毒条例 34)."""

    measure_id: UUID
    announced_on: date
    release_on: date | None = None
    announced_to: str


ProposalEvent = ProposalReceived | ProposalAnswered | ReleaseAnnounced
