"""Milestones of an aftercare programme."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NEW_ID, given, on

from tongxin.domain.aftercare import rules
from tongxin.domain.aftercare.commands import ExcuseMilestone, MissMilestone, PlanMilestone, ReachMilestone
from tongxin.domain.aftercare.events import (
    MilestoneExcused,
    MilestoneMissed,
    MilestonePlanned,
    MilestoneReached,
)
from tongxin.domain.checks import ID_TAKEN, OUT_OF_ORDER

ID = UUID("01970000-0000-7000-8000-0000000000d1")
PLAN = PlanMilestone(
    occurred_at=on("2021-01-04"),
    milestone_id=ID,
    programme="23444",
    title="第一次回访",
    due_on=date(2021, 3, 31),
)
PLANNED = MilestonePlanned(
    occurred_at=on("2021-01-04"),
    milestone_id=ID,
    programme="23444",
    title="第一次回访",
    due_on=date(2021, 3, 31),
)
REACH = ReachMilestone(occurred_at=on("2021-03-15"), milestone_id=ID, remarks="状况良好")
REACHED = MilestoneReached(occurred_at=on("2021-03-15"), milestone_id=ID, remarks="状况良好")
MISS = MissMilestone(occurred_at=on("2021-04-01"), milestone_id=ID)
MISSED = MilestoneMissed(occurred_at=on("2021-04-01"), milestone_id=ID)
EXCUSE = ExcuseMilestone(occurred_at=on("2021-03-20"), milestone_id=ID, reason="住院")
EXCUSED = MilestoneExcused(occurred_at=on("2021-03-20"), milestone_id=ID, reason="住院")


def test_a_milestone_is_planned() -> None:
    given(REGISTERED).when(PLAN).then(PLANNED)


def test_a_milestone_without_an_identifier_gets_one() -> None:
    given(REGISTERED).when(replace(PLAN, milestone_id=None)).then(replace(PLANNED, milestone_id=NEW_ID))


def test_an_identifier_serves_one_milestone() -> None:
    given(REGISTERED, PLANNED, REACHED).when(PLAN).then_refused(ID_TAKEN, "milestone_id")


@for_all(st.text(min_size=1, max_size=200))
def test_any_programme_code_of_the_county_is_taken_as_it_is(programme: str) -> None:
    given(REGISTERED).when(replace(PLAN, programme=programme)).then(replace(PLANNED, programme=programme))


def test_a_milestone_is_not_due_before_it_is_planned() -> None:
    late = replace(PLAN, due_on=date(2021, 1, 3))
    given(REGISTERED).when(late).then_refused(rules.DUE_BEFORE_PLANNED, "due_on")


def test_a_milestone_is_reached_missed_or_excused() -> None:
    given(REGISTERED, PLANNED).when(REACH).then(REACHED)
    given(REGISTERED, PLANNED).when(MISS).then(MISSED)
    given(REGISTERED, PLANNED).when(EXCUSE).then(EXCUSED)


def test_a_milestone_may_be_reached_late() -> None:
    late = replace(REACH, occurred_at=on("2021-05-01"))
    given(REGISTERED, PLANNED).when(late).then_recorded(MilestoneReached)


@pytest.mark.parametrize("command", [REACH, MISS, EXCUSE])
def test_a_milestone_that_was_never_planned_is_not_decided(
    command: ReachMilestone | MissMilestone | ExcuseMilestone,
) -> None:
    given(REGISTERED).when(command).then_refused(rules.UNKNOWN_MILESTONE, "milestone_id")


@pytest.mark.parametrize("decided", [REACHED, MISSED, EXCUSED])
@pytest.mark.parametrize("command", [REACH, MISS, EXCUSE])
def test_a_milestone_is_decided_once(
    decided: MilestoneReached | MilestoneMissed | MilestoneExcused,
    command: ReachMilestone | MissMilestone | ExcuseMilestone,
) -> None:
    given(REGISTERED, PLANNED, decided).when(command).then_refused(rules.MILESTONE_DECIDED, "milestone_id")


def test_a_milestone_is_not_missed_while_it_can_be_reached() -> None:
    on_the_day = replace(MISS, occurred_at=on("2021-03-31"))
    given(REGISTERED, PLANNED).when(on_the_day).then_refused(rules.MILESTONE_NOT_YET_DUE, "occurred_at")


def test_a_milestone_is_not_reached_before_it_was_planned() -> None:
    early = replace(REACH, occurred_at=on("2021-01-03"))
    given(REGISTERED, PLANNED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
