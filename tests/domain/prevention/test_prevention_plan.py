"""A plan of prevention: made, amended, activities held whether planned or not, closed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import Scenario, on

from tongxin.domain.checks import OUT_OF_ORDER, PERSONAL_NUMBER_HERE
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.prevention_plan import decider, rules, state
from tongxin.domain.prevention_plan.commands import (
    AmendPreventionPlan,
    ClosePreventionPlan,
    MakePreventionPlan,
    RecordPreventionActivity,
)
from tongxin.domain.prevention_plan.events import (
    ActivityForm,
    Audience,
    PreventionActivityHeld,
    PreventionPlanAmended,
    PreventionPlanClosed,
    PreventionPlanMade,
    Target,
)
from tongxin.domain.prevention_plan.state import Reached

SCHOOLS = Target(Audience.SCHOOL, 24, 30_000)
RURAL = Target(Audience.RURAL, 36, 9_000)
PLAN: dict[str, Any] = {
    "occurred_at": on("2020-01-10"),
    "year": 2020,
    "area": "640324",
    "name": "2020年禁毒宣传规划",
    "targets": (SCHOOLS, RURAL),
}
HELD: dict[str, Any] = {
    "occurred_at": on("2020-06-26"),
    "name": "外出务工人员行前禁毒培训",
    "form": ActivityForm.TRAINING,
    "audience": Audience.MIGRANT_WORKERS,
    "area": "640324102",
    "headcount": 180,
    "materials": 400,
}
MAKE, MADE = MakePreventionPlan(**PLAN), PreventionPlanMade(**PLAN)
HOLD, WAS_HELD = RecordPreventionActivity(**HELD), PreventionActivityHeld(**HELD)
AMEND = AmendPreventionPlan(occurred_at=on("2020-06-01"), targets=(SCHOOLS,), reason="疫情")
AMENDED = PreventionPlanAmended(occurred_at=on("2020-06-01"), targets=(SCHOOLS,), reason="疫情")
CLOSE = ClosePreventionPlan(occurred_at=on("2021-01-15"))
CLOSED = PreventionPlanClosed(occurred_at=on("2021-01-15"))


def given(*events: Event) -> Scenario:
    return Scenario(list(events), fold=state.fold, decide=decider.decide)


def test_a_plan_is_made_once_with_one_target_an_audience() -> None:
    given().when(MAKE).then(MADE)
    given(MADE).when(MAKE).then_refused(rules.PREVENTION_PLAN_MADE_ALREADY)
    given().when(replace(MAKE, area="640399")).then_refused(UNKNOWN_AREA, "area")
    given().when(replace(MAKE, name="联系13900000000")).then_refused(PERSONAL_NUMBER_HERE, "name")
    given().when(replace(MAKE, targets=())).then_recorded(PreventionPlanMade)
    twice = (SCHOOLS, Target(Audience.SCHOOL, 1, 1))
    given().when(replace(MAKE, targets=twice)).then_refused(rules.AUDIENCE_PLANNED_TWICE, "targets")
    given(MADE).when(replace(AMEND, targets=twice)).then_refused(rules.AUDIENCE_PLANNED_TWICE, "targets")


@pytest.mark.parametrize("command", [AMEND, HOLD, CLOSE])
def test_nothing_happens_before_it_is_made_or_after_it_is_closed(
    command: AmendPreventionPlan | RecordPreventionActivity | ClosePreventionPlan,
) -> None:
    given().when(command).then_refused(rules.PREVENTION_PLAN_UNKNOWN)
    given(MADE, CLOSED).when(command).then_refused(rules.PREVENTION_PLAN_IS_CLOSED)
    given(MADE).when(replace(command, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")


def test_targets_are_amended_as_a_whole() -> None:
    given(MADE).when(AMEND).then(AMENDED)
    given(MADE, AMENDED).when(AMEND).then_nothing_happens()
    given(MADE).when(replace(AMEND, targets=(RURAL, SCHOOLS))).then_nothing_happens()
    given(MADE).when(replace(AMEND, occurred_at=on("2020-01-09"))).then_refused(OUT_OF_ORDER, "occurred_at")


def test_an_activity_is_held_also_for_an_audience_that_is_in_no_plan() -> None:
    given(MADE).when(HOLD).then(WAS_HELD)
    given(replace(MADE, targets=())).when(HOLD).then(WAS_HELD)
    given(MADE).when(replace(HOLD, occurred_at=on("2020-01-02"))).then_recorded(PreventionActivityHeld)


def test_an_activity_is_of_the_plans_year_and_area_and_names_nobody() -> None:
    for day in ("2019-12-31", "2021-01-01"):
        refused = given(MADE).when(replace(HOLD, occurred_at=on(day)))
        refused.then_refused(rules.ACTIVITY_NOT_OF_YEAR, "occurred_at")
    township = replace(MADE, area="640324102")
    given(township).when(HOLD).then(WAS_HELD)
    given(township).when(replace(HOLD, area="640324100")).then_refused(rules.ACTIVITY_OUTSIDE_AREA, "area")
    given(township).when(replace(HOLD, area="640324")).then_refused(rules.ACTIVITY_OUTSIDE_AREA, "area")
    given(MADE).when(replace(HOLD, area="000000")).then_refused(UNKNOWN_AREA, "area")
    named = replace(HOLD, name="宣讲 999999198803150016")
    given(MADE).when(named).then_refused(PERSONAL_NUMBER_HERE, "name")


def test_it_is_closed_after_the_last_activity() -> None:
    given(MADE, WAS_HELD).when(CLOSE).then(CLOSED)
    early = replace(CLOSE, occurred_at=on("2020-06-25"))
    given(MADE, WAS_HELD).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
    plan = state.fold([MADE, AMENDED, WAS_HELD, CLOSED])
    assert (plan.status, plan.title, plan.amendments) == ("closed", "2020年禁毒宣传规划", 1)
    assert (str(plan.since), str(plan.until)) == ("2020-01-10", "2021-01-15")
    assert plan.by_audience == {"migrant_workers": Reached(1, 180, 400)}


@for_all(
    st.lists(
        st.tuples(
            st.sampled_from(Audience),
            st.sampled_from(["640324", "640324100", "640324102"]),
            st.integers(1, 10**6),
            st.integers(0, 10**6),
        ),
        max_size=30,
    )
)
def test_audiences_and_areas_add_up_to_the_same(held: list[tuple[Audience, str, int, int]]) -> None:
    events = [
        replace(WAS_HELD, audience=audience, area=area, headcount=heads, materials=pieces)
        for audience, area, heads, pieces in held
    ]
    plan = state.fold([MADE, *events])
    whole = Reached(len(held), sum(one[2] for one in held), sum(one[3] for one in held))
    assert sum(plan.by_audience.values(), Reached()) == whole
    assert sum(plan.by_area.values(), Reached()) == whole
