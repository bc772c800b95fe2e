"""Plans made from templates: what is planned, and what is refused."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

import pytest
from domain.histories import REGISTERED
from domain.pathways.test_templates import changed, county_supplied, one
from spec import NEW_ID, POLICIES, given, on

from tongxin.domain.aftercare.events import (
    AbstinenceStarted,
    ClockStart,
    MilestoneExcused,
    MilestoneMissed,
    MilestonePlanned,
    MilestoneReached,
    ThreeYearAbstinenceConfirmed,
)
from tongxin.domain.checks import ID_TAKEN, OUT_OF_ORDER
from tongxin.domain.events import Event
from tongxin.domain.pathways import rules
from tongxin.domain.pathways.commands import EndPlan, NamedDate, StartPlan
from tongxin.domain.pathways.events import PlanEnded, PlannedComponent, PlanStarted
from tongxin.domain.pathways.plans import Standing, plans_on
from tongxin.domain.pathways.template import ComponentKind, Definition
from tongxin.domain.policies.book import Policy

ID = UUID("01970000-0000-7000-8000-0000000000d7")
RELEASE = NamedDate(name="release", day=date(2021, 1, 31))
START = StartPlan(occurred_at=on("2021-01-31"), plan_id=ID, pathway="6231", dates=(RELEASE,))
END = EndPlan(occurred_at=on("2021-09-01"), plan_id=ID, reason="迁出")
ENDED = PlanEnded(occurred_at=on("2021-09-01"), plan_id=ID, reason="迁出")
FIRST_VISIT = uuid5(ID, "first-visit/1")


def call(number: int, due_on: str) -> PlannedComponent:
    return PlannedComponent(
        component_id="call",
        title="Call",
        title_zh="电话回访",
        kind=ComponentKind.ITEM,
        number=number,
        due_on=date.fromisoformat(due_on),
        milestone_id=uuid5(ID, f"call/{number}"),
    )


COMPONENTS = (
    PlannedComponent(
        component_id="first-visit",
        title="First visit",
        title_zh="首次走访",
        kind=ComponentKind.MILESTONE,
        due_on=date(2021, 2, 28),
        milestone_id=FIRST_VISIT,
        role="case_worker",
    ),
    call(1, "2021-03-02"),
    call(2, "2021-04-02"),
    call(3, "2021-05-02"),
    PlannedComponent(component_id="village", title="Village", title_zh="村", kind=ComponentKind.LEVEL),
)
STARTED = PlanStarted(
    occurred_at=on("2021-01-31"),
    plan_id=ID,
    pathway="6231",
    template_version="2021-1",
    definition=Definition.COUNTY_SUPPLIED,
    title="6231",
    title_zh="6231",
    started_on=date(2021, 1, 31),
    components=COMPONENTS,
)
MILESTONES = tuple(
    MilestonePlanned(
        occurred_at=on("2021-01-31"),
        milestone_id=component.milestone_id,
        programme="6231",
        title=component.title_zh,
        due_on=component.due_on,
    )
    for component in COMPONENTS
    if component.milestone_id is not None and component.due_on is not None
)
PLANNED: tuple[Event, ...] = (REGISTERED, STARTED, *MILESTONES)


@pytest.fixture(autouse=True)
def supplied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The county has supplied a template."""
    supply(monkeypatch, county_supplied())


def supply(monkeypatch: pytest.MonkeyPatch, *policies: Policy) -> None:
    monkeypatch.setattr("spec.POLICIES", POLICIES.with_(policies))


def test_a_plan_copies_the_template_with_its_due_dates() -> None:
    given(REGISTERED).when(START).then(STARTED, *MILESTONES)


def test_a_plan_without_an_identifier_gets_one() -> None:
    outcome = given(REGISTERED).when(replace(START, plan_id=None)).outcome
    assert isinstance(outcome, list)
    assert isinstance(outcome[0], PlanStarted)
    assert outcome[0].plan_id == NEW_ID


def test_an_older_version_may_be_named_and_later_ones_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(one(), version="2021-2", effective_from=date(2021, 1, 15))
    supply(monkeypatch, county_supplied(), newer)
    given(REGISTERED).when(replace(START, version="2021-1")).then(STARTED, *MILESTONES)
    outcome = given(REGISTERED).when(replace(START, dates=())).then_recorded(PlanStarted)
    assert isinstance(outcome[0], PlanStarted)
    assert outcome[0].template_version == "2021-2"


@pytest.mark.parametrize("pathway", ["23444", "six-levels", "three-ones", "fifteen-classes"])
def test_what_nobody_has_defined_cannot_be_planned(pathway: str) -> None:
    refused = given(REGISTERED).when(replace(START, pathway=pathway, dates=()))
    assert "definition not supplied" in str(refused.then_refused(rules.NO_COMPONENTS, "pathway"))


def test_before_the_county_supplied_it_there_is_nothing_to_plan() -> None:
    early = replace(START, occurred_at=on("2020-12-31"), dates=())
    given(REGISTERED).when(early).then_refused(rules.NO_COMPONENTS, "pathway")


def test_an_unknown_pathway_or_version_is_refused() -> None:
    given(REGISTERED).when(replace(START, pathway="7")).then_refused(rules.UNKNOWN_PATHWAY, "pathway")
    given(REGISTERED).when(replace(START, version="9")).then_refused(rules.UNKNOWN_PATHWAY, "version")
    early = replace(START, occurred_at=on("2020-12-31"), version="2021-1")
    given(REGISTERED).when(early).then_refused(rules.UNKNOWN_PATHWAY, "version")


def test_a_template_that_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    supply(monkeypatch, changed(definition="guessed"))
    refused = given(REGISTERED).when(START).then_refused(rules.TEMPLATE_INVALID, "pathway")
    assert "content.definition" in str(refused)


def test_a_template_may_require_three_years_of_abstinence(monkeypatch: pytest.MonkeyPatch) -> None:
    supply(monkeypatch, changed(requires="three_years_abstinent"))
    refused = given(REGISTERED).when(START).then_refused(rules.NEEDS_THREE_YEARS, "pathway")
    assert refused.rule.article is None
    abstinent = (
        AbstinenceStarted(occurred_at=on("2017-01-01"), ground=ClockStart.RELEASE),
        ThreeYearAbstinenceConfirmed(occurred_at=on("2020-01-02")),
    )
    early = replace(REGISTERED, occurred_at=on("2016-01-01"))
    given(early, *abstinent).when(START).then(STARTED, *MILESTONES)


def test_one_plan_of_a_pathway_at_a_time() -> None:
    again = replace(START, plan_id=NEW_ID, occurred_at=on("2021-10-01"))
    late = replace(RELEASE, day=date(2021, 10, 1))
    given(*PLANNED).when(again).then_refused(rules.PLAN_OPEN, "pathway")
    outcome = given(*PLANNED, ENDED).when(replace(again, dates=(late,))).outcome
    assert isinstance(outcome, list)
    given(*PLANNED, ENDED).when(replace(again, plan_id=ID)).then_refused(ID_TAKEN, "plan_id")


def test_the_dates_that_the_template_counts_from_are_given_once() -> None:
    given(REGISTERED).when(replace(START, dates=())).then_refused(rules.DATE_MISSING, "dates")
    twice = replace(START, dates=(RELEASE, RELEASE))
    given(REGISTERED).when(twice).then_refused(rules.DATE_UNKNOWN, "dates")
    unknown = replace(START, dates=(RELEASE, replace(RELEASE, name="wedding")))
    given(REGISTERED).when(unknown).then_refused(rules.DATE_UNKNOWN, "dates")
    start = replace(START, dates=(RELEASE, replace(RELEASE, name="plan_start")))
    given(REGISTERED).when(start).then_refused(rules.DATE_UNKNOWN, "dates")


def test_nothing_is_due_before_the_plan_or_beyond_the_calendar() -> None:
    past = replace(START, dates=(replace(RELEASE, day=date(2020, 11, 1)),))
    given(REGISTERED).when(past).then_refused(rules.DUE_BEFORE_START, "dates")
    far = replace(START, dates=(replace(RELEASE, day=date(9999, 12, 31)),))
    given(REGISTERED).when(far).then_refused(rules.DUE_TOO_FAR, "dates")


def test_repetitions_keep_the_day_of_the_month(monkeypatch: pytest.MonkeyPatch) -> None:
    supply(monkeypatch, one(due={"months": 1}, repeats={"every_months": 1, "times": 3}))
    outcome = given(REGISTERED).when(replace(START, dates=())).outcome
    assert isinstance(outcome, list)
    assert isinstance(outcome[0], PlanStarted)
    assert [c.due_on for c in outcome[0].components] == [
        date(2021, 2, 28),
        date(2021, 3, 31),
        date(2021, 4, 30),
    ]


def test_a_plan_ends_once_and_not_before_it_started() -> None:
    given(*PLANNED).when(END).then(ENDED)
    given(*PLANNED, ENDED).when(END).then_refused(rules.PLAN_ENDED, "plan_id")
    given(REGISTERED).when(END).then_refused(rules.UNKNOWN_PLAN, "plan_id")
    given(*PLANNED).when(replace(END, occurred_at=on("2021-01-30"))).then_refused(OUT_OF_ORDER, "occurred_at")


def test_the_end_of_a_plan_whose_start_was_retracted_has_no_effect() -> None:
    given(REGISTERED, ENDED).when(START).then(STARTED, *MILESTONES)


def test_how_a_plan_stands() -> None:
    reached = MilestoneReached(occurred_at=on("2021-03-01"), milestone_id=FIRST_VISIT)
    missed = MilestoneMissed(occurred_at=on("2021-03-03"), milestone_id=uuid5(ID, "call/1"))
    excused = MilestoneExcused(occurred_at=on("2021-03-04"), milestone_id=uuid5(ID, "call/2"))
    standing = standing_on("2021-02-28", reached, missed)
    assert standing == [Standing.DUE, Standing.PLANNED, Standing.PLANNED, Standing.PLANNED, Standing.UNDATED]
    assert standing_on("2021-03-05", reached, missed, excused) == [
        Standing.REACHED,
        Standing.MISSED,
        Standing.EXCUSED,
        Standing.PLANNED,
        Standing.UNDATED,
    ]
    assert standing_on("2021-09-01", reached, ENDED) == [
        Standing.REACHED,
        Standing.DROPPED,
        Standing.DROPPED,
        Standing.DROPPED,
        Standing.DROPPED,
    ]
    plan = plans_on([*PLANNED, reached], date(2021, 3, 5)).plans[0]
    assert [one.is_late for _, one in plan.components] == [True, False, False, False, False]
    assert [one.overdue_days for _, one in plan.components] == [0, 3, 0, 0, 0]


def standing_on(day: str, *events: Event) -> list[Standing]:
    plan = plans_on([*PLANNED, *events], date.fromisoformat(day)).plans[0]
    return [standing.standing for _, standing in plan.components]


def test_nothing_stands_before_it_was_started_and_other_milestones_stand_alone() -> None:
    assert plans_on(PLANNED, date(2021, 1, 30)).plans == ()
    alone = replace(MILESTONES[0], milestone_id=NEW_ID)
    others = plans_on([*PLANNED, alone], date(2021, 3, 1)).others
    assert [(planned, one.standing) for planned, one in others] == [(alone, Standing.OVERDUE)]
