"""What happens when a command on an enforcement campaign comes in."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import assert_never, cast

from ..calendar import SHANGHAI, law_date
from ..checks import check_area
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import CampaignCommand, EndCampaign, SetCampaignGoals, StartCampaign
from .events import CampaignEnded, CampaignGoalsSet, CampaignResult, CampaignStarted, Goal, GoalUnit
from .state import Campaign

_PERSONS, _MASSES = (GoalUnit.PERSONS,), (GoalUnit.KILOGRAM, GoalUnit.GRAM)
_UNITS: dict[CampaignResult, tuple[GoalUnit, ...]] = {
    CampaignResult.CASES_SOLVED: (GoalUnit.CASES,),
    CampaignResult.SUSPECTS_CAUGHT: _PERSONS,
    CampaignResult.ARREST_WARRANTS: _PERSONS,
    CampaignResult.DRUGS_SEIZED: _MASSES,
    CampaignResult.PERSONS_FOUND: _PERSONS,
    CampaignResult.PERSONS_ISOLATED: _PERSONS,
}


def decide(campaign: Campaign, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes. Or `Refused`."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    asked = cast(CampaignCommand, command)
    if isinstance(asked, StartCampaign):
        return _start(campaign, asked, context)
    if campaign.started_on is None:
        raise rules.ENFORCEMENT_CAMPAIGN_UNKNOWN.refuse()
    if campaign.ended_on is not None:
        raise rules.CAMPAIGN_ENDED_ALREADY.refuse()
    match asked:
        case SetCampaignGoals():
            _check_goals(asked.goals)
            same = asked.goals == campaign.goals
            return [] if same else [CampaignGoalsSet.of(asked, context)]
        case EndCampaign():
            if asked.ended_on < campaign.started_on:
                raise rules.ENDS_BEFORE_START.refuse("ended_on", started_on=campaign.started_on)
            if asked.ended_on > law_date(context.occurred_at):
                raise rules.ENDS_LATER.refuse("ended_on")
            return [CampaignEnded.of(asked, context)]
        case _:
            assert_never(asked)


def _start(campaign: Campaign, command: StartCampaign, context: Context) -> list[Event]:
    if campaign.started_on is not None:
        raise rules.CAMPAIGN_STARTED_ALREADY.refuse()
    if command.started_on > law_date(context.occurred_at):
        raise rules.CAMPAIGN_STARTED_LATER.refuse("started_on")
    if command.planned_end is not None and command.planned_end < command.started_on:
        raise rules.PLANNED_END_BEFORE_START.refuse(
            "planned_end", planned_end=command.planned_end, started_on=command.started_on
        )
    check_area(command.area, "area")
    _check_goals(command.goals)
    occurred_at = command.occurred_at or datetime.combine(command.started_on, time(), SHANGHAI)
    return [CampaignStarted.of(command, context, occurred_at=occurred_at)]


def _check_goals(goals: Sequence[Goal]) -> None:
    """One for a result, more than nothing, in a unit in which that can be counted."""
    seen = set[CampaignResult]()
    for goal in goals:
        if goal.result in seen:
            raise rules.GOAL_GIVEN_TWICE.refuse("goals", result=goal.result)
        seen.add(goal.result)
        units = _UNITS[goal.result]
        if goal.unit not in units:
            raise rules.GOAL_UNIT_DIFFERS.refuse(
                "goals", result=goal.result, units=", ".join(units), unit=goal.unit
            )
        if not (goal.number.is_finite() and goal.number > 0):
            raise rules.GOAL_NOT_POSITIVE.refuse("goals", result=goal.result)
