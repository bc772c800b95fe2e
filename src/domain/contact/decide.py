"""What happens when a contact command comes in."""

from typing import assert_never

from ..calendar import law_date
from ..checks import check_area, check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import (
    ContactCommand,
    GrantLeave,
    RecordContactLost,
    RecordContactRestored,
    RecordLeaveReturn,
    RecordTalk,
    RecordVisit,
)
from .events import ContactLost, ContactRestored, LeaveGranted, LeaveReturned, TalkHeld, VisitMade
from .state import Contact


def decide(person: Person, command: ContactCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RecordVisit():
            return [VisitMade.of(command, context)]
        case RecordTalk():
            return [TalkHeld.of(command, context)]
        case RecordContactLost():
            return _lose(person.contact, command, context)
        case RecordContactRestored():
            if not person.contact.is_lost:
                raise rules.CONTACT_NOT_LOST.refuse()
            check_not_before(person.contact.changed_on, context)
            return [ContactRestored.of(command, context)]
        case GrantLeave():
            return _grant_leave(person.contact, command, context)
        case RecordLeaveReturn():
            return _return(person.contact, command, context)
        case _:
            assert_never(command)


def _lose(contact: Contact, command: RecordContactLost, context: Context) -> list[Event]:
    if contact.is_lost:
        raise rules.CONTACT_LOST_ALREADY.refuse()
    check_not_before(contact.changed_on, context)
    if command.last_contact_on is not None and command.last_contact_on > law_date(context.occurred_at):
        raise rules.LAST_CONTACT_LATER.refuse("last_contact_on")
    return [ContactLost.of(command, context)]


def _grant_leave(contact: Contact, command: GrantLeave, context: Context) -> list[Event]:
    leave_id = command.leave_id or context.new_id
    check_new(leave_id, contact.leaves, "leave_id")
    check_area(command.destination_area, "destination_area")
    if command.last_day < command.first_day:
        raise rules.LEAVE_ENDS_BEFORE_IT_STARTS.refuse("last_day")
    for other in contact.leaves.values():
        if other and other.first_day <= command.last_day and command.first_day <= other.last_day:
            raise rules.LEAVES_OVERLAP.refuse("first_day", first_day=other.first_day, last_day=other.last_day)
    return [LeaveGranted.of(command, context, leave_id=leave_id)]


def _return(contact: Contact, command: RecordLeaveReturn, context: Context) -> list[Event]:
    if command.leave_id not in contact.leaves:
        raise rules.UNKNOWN_LEAVE.refuse("leave_id")
    leave = contact.leaves[command.leave_id]
    if leave is None:
        raise rules.LEAVE_RETURNED.refuse("leave_id")
    check_not_before(leave.first_day, context)
    return [LeaveReturned.of(command, context)]
