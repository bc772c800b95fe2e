"""What happens when a command on a penalty comes in."""

from typing import assert_never
from uuid import UUID

from ..appeals.checks import has_set_aside
from ..appeals.events import AppealSubject
from ..commands import Context
from ..events import Event
from ..grounds import check_ground
from ..measures.checks import check_order, find
from ..measures.kinds import MeasureKind
from ..measures.law_detention import check_penalty
from ..measures.legal_terms import penalty_terms
from ..person.dates import check_dates
from ..person.state import Person
from . import rules
from .commands import (
    DecidePenalty,
    EndPenalty,
    PenaltyCaseCommand,
    RecordPenaltyServed,
    SanctionCommand,
)
from .decide_cases import decide_case
from .events import PenaltyDecided, PenaltyEnded, PenaltyEnding, PenaltyKind, PenaltyServed
from .state import Penalty


def decide(person: Person, command: SanctionCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    check_ground(command)
    check_dates(person, command, context)
    if isinstance(command, PenaltyCaseCommand):
        return decide_case(person, command, context)
    match command:
        case DecidePenalty():
            return _decide(person, command, context)
        case RecordPenaltyServed():
            return _serve(person, command, context)
        case EndPenalty():
            return _end(person, command, context)
        case _:
            assert_never(command)


def _decide(person: Person, command: DecidePenalty, context: Context) -> list[Event]:
    penalty_id = command.penalty_id or context.new_id
    if penalty_id in person.sanctions.by_id:
        raise rules.PENALTY_EXISTS.refuse("penalty_id")
    is_fine = command.kind is PenaltyKind.FINE
    if is_fine and command.amount_cny is None:
        raise rules.FINE_WITHOUT_AMOUNT.refuse("amount_cny")
    if not is_fine and command.amount_cny is not None:
        raise rules.AMOUNT_WITHOUT_FINE.refuse("amount_cny")
    _check_measure(person, command)
    check_penalty(person, command, penalty_terms(context.policies, command.decided_on))
    return [PenaltyDecided.of(command, context, penalty_id=penalty_id)]


def _check_measure(person: Person, command: DecidePenalty) -> None:
    is_detention = command.kind is PenaltyKind.DETENTION
    if command.measure_id is None:
        if is_detention:
            raise rules.DETENTION_WITHOUT_MEASURE.refuse("measure_id")
        return
    if not is_detention:
        raise rules.MEASURE_WITHOUT_DETENTION.refuse("measure_id")
    if find(person, command.measure_id).kind is not MeasureKind.DETENTION:
        raise rules.NOT_A_DETENTION.refuse("measure_id")
    if any(penalty.measure_id == command.measure_id for penalty in person.sanctions.by_id.values()):
        raise rules.MEASURE_TAKEN.refuse("measure_id")


def _serve(person: Person, command: RecordPenaltyServed, context: Context) -> list[Event]:
    penalty = _find(person, command.penalty_id)
    if penalty.served_on is not None:
        raise rules.PENALTY_SERVED_ALREADY.refuse("penalty_id")
    check_order("served_on", command.served_on, penalty.decided_on)
    return [PenaltyServed.of(command, context)]


def _end(person: Person, command: EndPenalty, context: Context) -> list[Event]:
    penalty = _find(person, command.penalty_id)
    check_order("ended_on", command.ended_on, penalty.decided_on)
    if command.ending is PenaltyEnding.REVOKED:
        _check_revocation(person, command, penalty)
    else:
        _check_execution(person, command, penalty)
    return [PenaltyEnded.of(command, context)]


def _check_revocation(person: Person, command: EndPenalty, penalty: Penalty) -> None:
    if penalty.revoked_on is not None:
        raise rules.PENALTY_REVOKED.refuse("penalty_id", revoked_on=penalty.revoked_on)
    if command.appeal_id is not None and not has_set_aside(
        person, command.appeal_id, AppealSubject.PENALTY, command.penalty_id
    ):
        raise rules.NOT_REVOKED_ON_APPEAL.refuse("appeal_id")


def _check_execution(person: Person, command: EndPenalty, penalty: Penalty) -> None:
    if penalty.ended_on is not None:
        raise rules.PENALTY_ENDED.refuse("penalty_id", ended_on=penalty.ended_on, ending=penalty.ending)
    if command.appeal_id is not None:
        raise rules.APPEAL_WITHOUT_REVOCATION.refuse("appeal_id")
    if penalty.measure_id is not None and find(person, penalty.measure_id).ended_on is None:
        raise rules.DETENTION_OPEN.refuse("penalty_id")


def _find(person: Person, penalty_id: UUID) -> Penalty:
    penalty = person.sanctions.by_id.get(penalty_id)
    if penalty is None:
        raise rules.UNKNOWN_PENALTY.refuse("penalty_id")
    return penalty
