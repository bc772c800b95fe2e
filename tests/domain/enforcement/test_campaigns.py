"""An enforcement campaign: what it aims at, and how long it goes on. What it achieved is never given."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from spec import Scenario, on

from tongxin.domain.campaign import rules
from tongxin.domain.campaign.commands import EndCampaign, SetCampaignGoals, StartCampaign
from tongxin.domain.campaign.decider import decide
from tongxin.domain.campaign.events import (
    CampaignEnded,
    CampaignGoalsSet,
    CampaignResult,
    CampaignStarted,
    Goal,
    GoalUnit,
)
from tongxin.domain.campaign.state import NEW_CAMPAIGN, evolve
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE

SIXTY_KILOS = Goal(CampaignResult.DRUGS_SEIZED, Decimal(60), GoalUnit.KILOGRAM)
START = StartCampaign(
    occurred_at=on("2020-01-02"),
    title="净边2020",
    area="640324",
    started_on=date(2020, 1, 2),
    planned_end=date(2020, 12, 31),
    lead_unit="禁毒大队",
    goals=(SIXTY_KILOS,),
)
STARTED = CampaignStarted(
    occurred_at=on("2020-01-02"),
    title="净边2020",
    area="640324",
    started_on=date(2020, 1, 2),
    planned_end=date(2020, 12, 31),
    lead_unit="禁毒大队",
    goals=(SIXTY_KILOS,),
)
END = EndCampaign(occurred_at=on("2020-12-31"), ended_on=date(2020, 12, 31))
ENDED = CampaignEnded(occurred_at=on("2020-12-31"), ended_on=date(2020, 12, 31))
SET = SetCampaignGoals(occurred_at=on("2020-06-01"), goals=())


def fold(events):
    state = NEW_CAMPAIGN
    for event in events:
        state = evolve(state, event)
    return state


def given_campaign(*events: Event) -> Scenario:
    return Scenario(list(events), fold=fold, decide=decide)


def test_a_campaign_starts_has_goals_and_ends() -> None:
    given_campaign().when(START).then(STARTED)
    given_campaign(STARTED).when(END).then(ENDED)
    given_campaign(STARTED).when(SET).then(CampaignGoalsSet(occurred_at=on("2020-06-01"), goals=()))
    given_campaign(STARTED).when(replace(SET, goals=(SIXTY_KILOS,))).then_nothing_happens()
    assert fold([STARTED]).status == "running"
    assert (fold([STARTED, ENDED]).status, fold([STARTED, ENDED]).until) == ("ended", date(2020, 12, 31))


def test_no_event_of_a_campaign_has_a_result() -> None:
    names = {
        field.name for event in (CampaignStarted, CampaignGoalsSet, CampaignEnded) for field in fields(event)
    }
    assert names == {
        *("occurred_at", "title", "area", "started_on", "planned_end", "lead_unit", "goals", "ended_on"),
    }


def test_a_campaign_begins_in_its_order() -> None:
    given_campaign(STARTED).when(START).then_refused(rules.CAMPAIGN_STARTED_ALREADY)
    later = replace(START, started_on=date(2020, 1, 3))
    given_campaign().when(later).then_refused(rules.CAMPAIGN_STARTED_LATER, "started_on")
    early = replace(START, planned_end=date(2020, 1, 1))
    given_campaign().when(early).then_refused(rules.PLANNED_END_BEFORE_START, "planned_end")
    given_campaign().when(replace(START, area="649999")).then_refused(UNKNOWN_AREA, "area")
    given_campaign().when(replace(START, occurred_at=on("2026-06-02"))).then_refused(IN_FUTURE, "occurred_at")


def test_nothing_comes_after_the_end_of_a_campaign() -> None:
    for command in (SET, END):
        given_campaign().when(command).then_refused(rules.ENFORCEMENT_CAMPAIGN_UNKNOWN)
        given_campaign(STARTED, ENDED).when(command).then_refused(rules.CAMPAIGN_ENDED_ALREADY)
    before = replace(END, ended_on=date(2020, 1, 1))
    given_campaign(STARTED).when(before).then_refused(rules.ENDS_BEFORE_START, "ended_on")
    ahead = replace(END, occurred_at=on("2020-12-30"))
    given_campaign(STARTED).when(ahead).then_refused(rules.ENDS_LATER, "ended_on")


@pytest.mark.parametrize("number", ["0", "-1", "NaN"])
def test_a_goal_is_more_than_nothing(number: str) -> None:
    goal = replace(SIXTY_KILOS, number=Decimal(number))
    given_campaign(STARTED).when(replace(SET, goals=(goal,))).then_refused(rules.GOAL_NOT_POSITIVE, "goals")


def test_a_goal_is_counted_in_what_it_is_counted_in() -> None:
    in_persons = replace(SIXTY_KILOS, unit=GoalUnit.PERSONS)
    given_campaign().when(replace(START, goals=(in_persons,))).then_refused(rules.GOAL_UNIT_DIFFERS, "goals")
    twice = replace(START, goals=(SIXTY_KILOS, SIXTY_KILOS))
    given_campaign().when(twice).then_refused(rules.GOAL_GIVEN_TWICE, "goals")
    grams = replace(SIXTY_KILOS, number=Decimal(60_000), unit=GoalUnit.GRAM)
    given_campaign(STARTED).when(replace(SET, goals=(grams,))).then_recorded(CampaignGoalsSet)
