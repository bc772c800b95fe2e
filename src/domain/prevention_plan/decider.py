"""What happens when a command on a plan of prevention comes in."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import assert_never, cast

from ..areas import beginning_of
from ..calendar import law_date
from ..checks import check_area, check_no_personal_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import AmendPreventionPlan, ClosePreventionPlan, MakePreventionPlan, RecordPreventionActivity
from .events import (
    PreventionActivityHeld,
    PreventionPlanAmended,
    PreventionPlanClosed,
    PreventionPlanMade,
    Target,
)
from .state import PreventionPlan

_OnMade = AmendPreventionPlan | RecordPreventionActivity | ClosePreventionPlan


def decide(plan: PreventionPlan, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes.

    Raises `Refused` with the rule. An activity for an audience of which the plan says nothing is recorded
    like any other, and so is one held before the plan was made.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, MakePreventionPlan):
        return _make(plan, command, context)
    if plan.made_on is None:
        raise rules.PREVENTION_PLAN_UNKNOWN.refuse()
    if plan.closed_on is not None:
        raise rules.PREVENTION_PLAN_IS_CLOSED.refuse()
    return _decide_made(plan, plan.made_on, cast(_OnMade, command), context)


def _make(plan: PreventionPlan, command: MakePreventionPlan, context: Context) -> list[Event]:
    if plan.made_on is not None:
        raise rules.PREVENTION_PLAN_MADE_ALREADY.refuse()
    check_area(command.area, "area")
    check_no_personal_number(command.name, "name")
    check_targets(command.targets)
    return [PreventionPlanMade.of(command, context)]


def _decide_made(plan: PreventionPlan, made_on: date, command: _OnMade, context: Context) -> list[Event]:
    match command:
        case AmendPreventionPlan():
            check_not_before(made_on, context)
            check_targets(command.targets)
            changes = set(command.targets) != set(plan.targets)
            return [PreventionPlanAmended.of(command, context)] if changes else []
        case RecordPreventionActivity():
            _check_activity(plan, command, context)
            return [PreventionActivityHeld.of(command, context)]
        case ClosePreventionPlan():
            check_not_before(plan.latest_on, context)
            return [PreventionPlanClosed.of(command, context)]
        case _:
            assert_never(command)


def check_targets(targets: Iterable[Target], field: str = "targets") -> None:
    """Refuse two targets for one audience."""
    for audience, times in Counter(target.audience for target in targets).items():
        if times > 1:
            raise rules.AUDIENCE_PLANNED_TWICE.refuse(field, audience=audience)


def _check_activity(plan: PreventionPlan, command: RecordPreventionActivity, context: Context) -> None:
    check_area(command.area, "area")
    check_no_personal_number(command.name, "name")
    if not command.area.startswith(beginning_of(plan.area)):
        raise rules.ACTIVITY_OUTSIDE_AREA.refuse("area", area=plan.area, place=command.area)
    if law_date(context.occurred_at).year != plan.year:
        raise rules.ACTIVITY_NOT_OF_YEAR.refuse("occurred_at", year=plan.year)
