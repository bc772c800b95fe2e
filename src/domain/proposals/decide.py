"""What happens when a proposal or an announcement of a facility comes in (戒毒条例 31, 33, 34)."""

from typing import assert_never

from ..calendar import law_date
from ..commands import Context
from ..events import Event
from ..grounds import check_ground
from ..measures.checks import check_order, find_open
from ..measures.kinds import MeasureKind
from ..person.dates import check_dates
from ..person.rules import IN_FUTURE
from ..person.state import Person
from . import rules
from .commands import AnnounceRelease, AnswerProposal, ProposalCommand, ReceiveProposal
from .events import ProposalAnswered, ProposalReceived, ReleaseAnnounced


def decide(person: Person, command: ProposalCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    check_ground(command)
    if not isinstance(command, AnnounceRelease):  # which names a day to come
        check_dates(person, command, context)
    measure = find_open(person, command.measure_id)
    if measure.kind is not MeasureKind.COMPULSORY_ISOLATION:
        raise rules.NOT_ISOLATION.refuse("measure_id")
    waiting = person.proposals.waiting
    match command:
        case ReceiveProposal():
            if (command.measure_id, command.proposal) in waiting:
                raise rules.PROPOSAL_PENDING.refuse("proposal")
            check_order("received_on", command.received_on, measure.decided_on, measure.entered_on)
            return [ProposalReceived.of(command, context)]
        case AnswerProposal():
            received_on = waiting.get((command.measure_id, command.proposal))
            if received_on is None:
                raise rules.NO_PROPOSAL.refuse("proposal")
            check_order("answered_on", command.answered_on, received_on)
            return [ProposalAnswered.of(command, context)]
        case AnnounceRelease():
            if command.announced_on > law_date(context.now):
                raise IN_FUTURE.refuse("announced_on")
            check_order("announced_on", command.announced_on, measure.decided_on)
            if command.release_on is not None:
                check_order("release_on", command.release_on, command.announced_on)
            return [ReleaseAnnounced.of(command, context)]
        case _:
            assert_never(command)
