"""What happens when a command on the programme of a school comes in."""

from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..checks import check_area, check_no_personal_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import CloseSchoolProgramme, RecordSchoolItem, RegisterSchool
from .events import SchoolItemDone, SchoolProgrammeClosed, SchoolRegistered
from .items import codes_of, lists_on, lists_with
from .state import SchoolProgramme

_OnRegistered = RecordSchoolItem | CloseSchoolProgramme


def decide(school: SchoolProgramme, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command. Raises `Refused` with the rule."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, RegisterSchool):
        if school.registered_on is not None:
            raise rules.SCHOOL_REGISTERED_ALREADY.refuse()
        check_area(command.area, "area")
        check_no_personal_number(command.name, "name")
        return [SchoolRegistered.of(command, context)]
    if school.registered_on is None:
        raise rules.SCHOOL_UNKNOWN.refuse()
    if school.closed_on is not None:
        raise rules.SCHOOL_PROGRAMME_IS_CLOSED.refuse()
    return _decide_registered(school, school.registered_on, cast(_OnRegistered, command), context)


def _decide_registered(
    school: SchoolProgramme, registered_on: date, command: _OnRegistered, context: Context
) -> list[Event]:
    match command:
        case RecordSchoolItem():
            check_not_before(registered_on, context)
            return [_item(command, context)]
        case CloseSchoolProgramme():
            check_not_before(school.latest_on, context)
            return [SchoolProgrammeClosed.of(command, context)]
        case _:
            assert_never(command)


def _item(command: RecordSchoolItem, context: Context) -> SchoolItemDone:
    day, year = law_date(context.occurred_at), command.school_year
    if day.year not in (year, year + 1):
        raise rules.NOT_OF_SCHOOL_YEAR.refuse("school_year", year=year, next=year + 1, day=day)
    lists = lists_on(context.policies, day)
    found = lists_with(command.item, lists)
    if not found:
        items = ", ".join(codes_of(lists)) or "-"
        raise rules.ITEM_IN_NO_LIST.refuse("item", item=command.item, items=items)
    grades = tuple(sorted(set(command.grades)))
    return SchoolItemDone.of(command, context, lists=found, grades=grades)
