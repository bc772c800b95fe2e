"""What happens when a safety command comes in."""

from datetime import date, timedelta
from typing import assert_never

from ..calendar import law_date
from ..checks import check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import LiftSafetyConcern, RecordCustodyUnfitness, RecordSafetyConcern, SafetyCommand
from .events import CustodyUnfitnessFound, SafetyConcernLifted, SafetyConcernRecorded
from .state import Concern, Safety

_IN_FORCE = timedelta(days=90)
_SYSTEM = "system"


def decide(person: Person, command: SafetyCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    if context.actor.role == _SYSTEM:
        raise rules.FOUND_BY_SYSTEM.refuse()
    match command:
        case RecordSafetyConcern():
            return _record(person.safety, command, context)
        case LiftSafetyConcern():
            concern = _known(person.safety, command, context)
            check_not_before(concern.found_on, context)
            return [SafetyConcernLifted.of(command, context)]
        case RecordCustodyUnfitness():
            _check_later(command.expires_on, context)
            return [CustodyUnfitnessFound.of(command, context)]
        case _:
            assert_never(command)


def _record(safety: Safety, command: RecordSafetyConcern, context: Context) -> list[Event]:
    concern_id = command.concern_id or context.new_id
    check_new(concern_id, safety.concerns, "concern_id")
    if command.renews is not None and command.renews not in safety.concerns:
        raise rules.UNKNOWN_CONCERN.refuse("renews", concern_id=command.renews)
    last = law_date(context.occurred_at) + _IN_FORCE
    _check_later(command.expires_on, context)
    if command.expires_on is not None and command.expires_on > last:
        raise rules.EXPIRES_TOO_LATE.refuse("expires_on", days=_IN_FORCE.days)
    expires_on = command.expires_on or last
    return [SafetyConcernRecorded.of(command, context, concern_id=concern_id, expires_on=expires_on)]


def _check_later(expires_on: date | None, context: Context) -> None:
    if expires_on is not None and expires_on <= law_date(context.occurred_at):
        raise rules.EXPIRES_BEFORE.refuse("expires_on")


def _known(safety: Safety, command: LiftSafetyConcern, context: Context) -> Concern:
    concern = safety.concerns.get(command.concern_id)
    day = law_date(context.occurred_at)
    if concern is None or concern.is_lifted or day >= concern.expires_on:
        raise rules.UNKNOWN_CONCERN.refuse("concern_id", concern_id=command.concern_id)
    return concern
