"""What happens when a command on a responsibility comes in."""

from datetime import date
from typing import assert_never, cast

from .. import areas
from ..calendar import law_date
from ..checks import check_area, check_no_identity_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import (
    AssignResponsibility,
    CloseResponsibility,
    EndResponsibility,
    OpenResponsibility,
    RenewResponsibility,
)
from .events import (
    Mechanism,
    ResponsibilityAssigned,
    ResponsibilityClosed,
    ResponsibilityEnded,
    ResponsibilityOpened,
    ResponsibilityRenewed,
)
from .state import Holding, Responsibility

_OnOpen = AssignResponsibility | RenewResponsibility | EndResponsibility | CloseResponsibility


def decide(responsibility: Responsibility, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes.

    Raises `Refused` with the rule. That two streams stand for one place is not seen here: each stream is
    decided by itself, and the register shows both.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, OpenResponsibility):
        return _open(responsibility, command, context)
    if responsibility.opened_on is None:
        raise rules.RESPONSIBILITY_UNKNOWN.refuse()
    if responsibility.closed_on is not None:
        raise rules.RESPONSIBILITY_IS_CLOSED.refuse()
    check_not_before(responsibility.opened_on, context)
    return _decide_open(responsibility, cast(_OnOpen, command), context)


def _decide_open(responsibility: Responsibility, command: _OnOpen, context: Context) -> list[Event]:
    match command:
        case AssignResponsibility():
            return _assign(responsibility, command, context)
        case RenewResponsibility():
            return _renew(_held(responsibility, command.holder), command, context)
        case EndResponsibility():
            check_not_before(_held(responsibility, command.holder).since, context)
            return [ResponsibilityEnded.of(command, context)]
        case CloseResponsibility():
            check_not_before(max((one.since for one in responsibility.holdings), default=date.min), context)
            return [ResponsibilityClosed.of(command, context)]
        case _:
            assert_never(command)


def _open(responsibility: Responsibility, command: OpenResponsibility, context: Context) -> list[Event]:
    if responsibility.opened_on is not None:
        raise rules.RESPONSIBILITY_OPENED_ALREADY.refuse()
    check_area(command.area, "area")
    of_unit = command.mechanism is Mechanism.UNIT_DUTY
    if not (areas.is_county if of_unit else areas.is_township)(command.area):
        raise rules.AREA_OF_WRONG_LEVEL.refuse("area", code=command.area)
    is_place_asked = command.mechanism is not Mechanism.LEADER_TOWNSHIP
    if is_place_asked and command.place is None:
        raise rules.PLACE_MISSING.refuse("place")
    if command.place is not None and not is_place_asked:
        raise rules.PLACE_NOT_ASKED.refuse("place")
    return [ResponsibilityOpened.of(command, context)]


def _assign(responsibility: Responsibility, command: AssignResponsibility, context: Context) -> list[Event]:
    check_no_identity_number(command.holder, "holder")
    is_leader = responsibility.mechanism is Mechanism.LEADER_TOWNSHIP
    if is_leader and command.leading_body is None:
        raise rules.LEADING_BODY_MISSING.refuse("leading_body")
    if command.leading_body is not None and not is_leader:
        raise rules.LEADING_BODY_NOT_ASKED.refuse("leading_body")
    if responsibility.of(command.holder) is not None:
        raise rules.HELD_ALREADY.refuse("holder", holder=command.holder)
    _check_later(command.last_day, law_date(context.occurred_at))
    return [ResponsibilityAssigned.of(command, context)]


def _renew(held: Holding, command: RenewResponsibility, context: Context) -> list[Event]:
    check_not_before(held.since, context)
    if command.last_day == held.last_day:
        return []
    if held.last_day is not None:
        _check_later(command.last_day, held.last_day)
    _check_later(command.last_day, law_date(context.occurred_at))
    return [ResponsibilityRenewed.of(command, context)]


def _held(responsibility: Responsibility, holder: str) -> Holding:
    found = responsibility.of(holder)
    if found is None:
        raise rules.NOT_HELD.refuse("holder", holder=holder)
    return found


def _check_later(last_day: date | None, earlier: date) -> None:
    if last_day is not None and last_day <= earlier:
        raise rules.LAST_DAY_NOT_LATER.refuse("last_day", day=last_day, earlier=earlier)
