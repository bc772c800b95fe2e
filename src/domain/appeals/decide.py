"""What happens when a command on an appeal comes in.

The legal basis is not searched for tiers here: who appeals may well speak of one.
"""

from datetime import date
from typing import assert_never
from uuid import UUID

from ..commands import Context
from ..events import Event
from ..measures.checks import check_order
from ..person.dates import check_dates
from ..person.state import Person
from . import rules
from .commands import AppealCommand, DecideAppeal, FileAppeal, WithdrawAppeal
from .events import AppealDecided, AppealFiled, AppealSubject, AppealWithdrawn
from .state import Appeal


def decide(person: Person, command: AppealCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    check_dates(person, command, context)
    match command:
        case FileAppeal():
            return _file(person, command, context)
        case DecideAppeal():
            appeal = _find_pending(person, command.appeal_id)
            check_order("decided_on", command.decided_on, appeal.filed_on)
            return [AppealDecided.of(command, context)]
        case WithdrawAppeal():
            appeal = _find_pending(person, command.appeal_id)
            check_order("withdrawn_on", command.withdrawn_on, appeal.filed_on)
            return [AppealWithdrawn.of(command, context)]
        case _:
            assert_never(command)


def _file(person: Person, command: FileAppeal, context: Context) -> list[Event]:
    appeal_id = command.appeal_id or context.new_id
    if appeal_id in person.appeals.by_id:
        raise rules.APPEAL_EXISTS.refuse("appeal_id")
    decided_on = _date_of_subject(person, command.subject, command.subject_id)
    check_order("filed_on", command.filed_on, decided_on)
    for appeal in person.appeals.by_id.values():
        same = appeal.subject_id == command.subject_id and appeal.route is command.route
        if same and appeal.subject is command.subject and appeal.is_pending:
            raise rules.APPEAL_PENDING.refuse("subject_id")
    return [AppealFiled.of(command, context, appeal_id=appeal_id)]


def _date_of_subject(person: Person, subject: AppealSubject, subject_id: UUID) -> date:
    """When what is appealed against was decided."""
    match subject:
        case AppealSubject.MEASURE:
            measure = person.measures.by_id.get(subject_id)
            decided_on = None if measure is None else measure.decided_on
        case AppealSubject.PENALTY:
            penalty = person.sanctions.by_id.get(subject_id)
            decided_on = None if penalty is None else penalty.decided_on
        case _:
            assert_never(subject)
    if decided_on is None:
        raise rules.UNKNOWN_SUBJECT.refuse("subject_id", subject=subject)
    return decided_on


def _find_pending(person: Person, appeal_id: UUID) -> Appeal:
    appeal = person.appeals.by_id.get(appeal_id)
    if appeal is None:
        raise rules.UNKNOWN_APPEAL.refuse("appeal_id")
    if appeal.decided_on is not None:
        raise rules.APPEAL_DECIDED.refuse("appeal_id", decided_on=appeal.decided_on)
    if appeal.withdrawn_on is not None:
        raise rules.APPEAL_WITHDRAWN.refuse("appeal_id", withdrawn_on=appeal.withdrawn_on)
    return appeal
