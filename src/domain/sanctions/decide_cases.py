"""What happens when a command on the handling of a case for a penalty comes in (治安管理处罚法 118)."""

from typing import assert_never
from uuid import UUID

from ..commands import Context
from ..events import Event
from ..measures.checks import check_order
from ..person.state import Person
from . import rules
from .commands import AcceptPenaltyCase, ClosePenaltyCase, ExtendPenaltyCase, PenaltyCaseCommand
from .events import PenaltyCaseAccepted, PenaltyCaseClosed, PenaltyCaseExtended, PenaltyCaseOutcome
from .state import Handling

_MOST_EXTENSIONS = 2


def decide_case(person: Person, command: PenaltyCaseCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case AcceptPenaltyCase():
            return _accept(person, command, context)
        case ExtendPenaltyCase():
            handling = _find_open(person, command.handling_id)
            check_order("extended_on", command.extended_on, handling.latest_on)
            if handling.extensions >= _MOST_EXTENSIONS:
                raise rules.PENALTY_CASE_EXTENDED_TWICE.refuse("handling_id")
            return [PenaltyCaseExtended.of(command, context)]
        case ClosePenaltyCase():
            return _close(person, command, context)
        case _:
            assert_never(command)


def _accept(person: Person, command: AcceptPenaltyCase, context: Context) -> list[Event]:
    handling_id = command.handling_id or context.new_id
    if handling_id in person.sanctions.handlings:
        raise rules.PENALTY_CASE_EXISTS.refuse("handling_id")
    if command.discovered_on is not None:
        check_order("discovered_on", command.discovered_on, command.conduct_on)
    check_order("accepted_on", command.accepted_on, command.conduct_on, command.discovered_on)
    return [PenaltyCaseAccepted.of(command, context, handling_id=handling_id)]


def _close(person: Person, command: ClosePenaltyCase, context: Context) -> list[Event]:
    handling = _find_open(person, command.handling_id)
    check_order("closed_on", command.closed_on, handling.latest_on)
    if (command.penalty_id is None) is (command.outcome is PenaltyCaseOutcome.PENALTY):
        raise rules.PENALTY_CASE_WITH_PENALTY.refuse("penalty_id")
    if command.penalty_id is not None and command.penalty_id not in person.sanctions.by_id:
        raise rules.UNKNOWN_PENALTY.refuse("penalty_id")
    return [PenaltyCaseClosed.of(command, context)]


def _find_open(person: Person, handling_id: UUID) -> Handling:
    handling = person.sanctions.handlings.get(handling_id)
    if handling is None:
        raise rules.UNKNOWN_PENALTY_CASE.refuse("handling_id")
    if handling.closed_on is not None:
        raise rules.PENALTY_CASE_CLOSED.refuse("handling_id", closed_on=handling.closed_on)
    return handling
