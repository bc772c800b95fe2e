"""A screening campaign: its list, who was screened, who was dropped, and its end."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NOW, OFFICER, Scenario, on

from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.commands import Context
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.screening.events import PersonScreened, ScreeningOutcome
from tongxin.domain.screening_campaign import commands, events, rules
from tongxin.domain.screening_campaign.decide import decide
from tongxin.domain.screening_campaign.state import NEW_CAMPAIGN, Campaign, belongs_to, evolve, settles

A, B, C = (UUID(int=number) for number in (1, 2, 3))
OPENED = events.ScreeningCampaignOpened(
    occurred_at=on("2019-03-20"),
    title="清零",
    area="640324",
    lead_unit="640324",
    first_day=date(2019, 4, 1),
    last_day=date(2019, 10, 31),
)
OPEN = commands.OpenScreeningCampaign(
    occurred_at=on("2019-03-20"),
    title="清零",
    area="640324",
    lead_unit="640324",
    first_day=date(2019, 4, 1),
    last_day=date(2019, 10, 31),
)
LISTED = events.ScreeningTargetsAdded(occurred_at=on("2019-03-25"), person_ids=(A, B))
DAY = on("2019-05-06")
SCREEN = commands.RecordTargetScreening(occurred_at=DAY, person_id=A, outcome=ScreeningOutcome.NO_FINDING)
SCREENED = events.TargetScreened(occurred_at=DAY, person_id=A, outcome=ScreeningOutcome.NO_FINDING)
NOT_MET = replace(SCREENED, outcome=ScreeningOutcome.NOT_FOUND)
DROPPED = events.ScreeningTargetDropped(occurred_at=DAY, person_id=A, ground=events.DropGround.DIED)
LEFT = events.LeftOpen(person_id=B, ground=events.LeftOpenGround.AWAY)
CLOSE = commands.CloseScreeningCampaign(occurred_at=on("2019-11-08"), left_open=(LEFT,))
CLOSED = events.ScreeningCampaignClosed(occurred_at=on("2019-11-08"), left_open=(LEFT,))
REOPEN = commands.ReopenScreeningCampaign(
    occurred_at=on("2019-12-02"), ground=events.ScreeningCampaignReopening.NEW_TARGETS
)
REOPENED = events.ScreeningCampaignReopened(
    occurred_at=on("2019-12-02"), ground=events.ScreeningCampaignReopening.NEW_TARGETS
)


def fold(history: list[Event]) -> Campaign:
    campaign = NEW_CAMPAIGN
    for event in history:
        campaign = evolve(campaign, event)
    return campaign


def given(*history: Event) -> Scenario:
    return Scenario(list(history), fold=fold, decide=decide)  # type: ignore[arg-type]


def add(*persons: UUID) -> commands.AddScreeningTargets:
    return commands.AddScreeningTargets(occurred_at=on("2019-03-25"), person_ids=persons)


def test_a_campaign_is_set_up_for_an_area_and_a_span_of_days() -> None:
    given().when(OPEN).then(OPENED)
    given(OPENED).when(OPEN).then_refused(rules.CAMPAIGN_OPENED_ALREADY)
    given().when(replace(OPEN, area="640399")).then_refused(UNKNOWN_AREA, "area")
    given().when(replace(OPEN, last_day=date(2019, 3, 31))).then_refused(
        rules.CAMPAIGN_ENDS_EARLY, "last_day"
    )
    given().when(replace(OPEN, occurred_at=on("2026-06-02"))).then_refused(IN_FUTURE, "occurred_at")
    given().when(add(A)).then_refused(rules.SCREENING_CAMPAIGN_UNKNOWN)


def test_who_is_on_the_list_already_stays_there_once() -> None:
    given(OPENED).when(add(A, B, A)).then(LISTED)
    given(OPENED, LISTED).when(add(A, C)).then(replace(LISTED, person_ids=(C,)))
    given(OPENED, LISTED).when(add(B, A)).then_nothing_happens()
    given(OPENED, LISTED, DROPPED).when(add(A)).then(replace(LISTED, person_ids=(A,)))


def test_a_target_is_screened_once_but_may_be_looked_for_several_times() -> None:
    given(OPENED, LISTED).when(SCREEN).then(SCREENED)
    given(OPENED, LISTED, NOT_MET).when(SCREEN).then(SCREENED)
    given(OPENED, LISTED, SCREENED).when(SCREEN).then_refused(rules.TARGET_SCREENED_ALREADY, "person_id")
    given(OPENED, LISTED).when(replace(SCREEN, person_id=C)).then_refused(rules.NOT_A_TARGET, "person_id")
    early = replace(SCREEN, occurred_at=on("2019-03-31"))
    given(OPENED, LISTED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


def test_a_target_is_dropped_for_a_reason() -> None:
    drop = commands.DropScreeningTarget(occurred_at=DAY, person_id=A, ground=events.DropGround.DIED)
    given(OPENED, LISTED).when(drop).then(DROPPED)
    given(OPENED, LISTED, DROPPED).when(drop).then_refused(rules.NOT_A_TARGET, "person_id")


def test_a_campaign_is_not_closed_over_open_targets() -> None:
    given(OPENED, LISTED, SCREENED).when(CLOSE).then(CLOSED)
    given(OPENED, LISTED, DROPPED).when(CLOSE).then(CLOSED)
    for before in ((), (NOT_MET,)):
        refused = given(OPENED, LISTED, *before).when(CLOSE).then_refused(rules.TARGETS_OPEN, "left_open")
        assert refused.details == {"number": 1}
    for left in ((LEFT, LEFT), (replace(LEFT, person_id=C),), (replace(LEFT, person_id=A), LEFT)):
        given(OPENED, LISTED, SCREENED).when(replace(CLOSE, left_open=left)).then_refused(
            rules.TARGET_NOT_OPEN, "left_open"
        )
    early = replace(CLOSE, occurred_at=on("2019-05-05"))
    given(OPENED, LISTED, SCREENED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


def test_what_the_persons_own_records_tell_settles_a_target() -> None:
    campaign = replace(fold([OPENED, LISTED]), screened_elsewhere=frozenset({A}))
    context = Context(now=NOW, occurred_at=on("2019-11-08"), actor=OFFICER, new_id=C)
    assert decide(campaign, CLOSE, context) == [CLOSED]


@pytest.mark.parametrize("command", [add(C), SCREEN, CLOSE])
def test_a_closed_campaign_takes_nothing_until_it_is_reopened(command) -> None:
    history = (OPENED, LISTED, SCREENED, CLOSED)
    given(*history).when(replace(command, occurred_at=on("2019-12-03"))).then_refused(
        rules.CAMPAIGN_IS_CLOSED
    )
    given(*history, REOPENED).when(add(C)).then(replace(LISTED, person_ids=(C,)))
    given(*history).when(REOPEN).then(REOPENED)
    given(OPENED).when(REOPEN).then_refused(rules.CAMPAIGN_NOT_CLOSED)
    given(*history).when(replace(REOPEN, occurred_at=on("2019-11-07"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )


@pytest.mark.parametrize(
    ("campaign_id", "name", "day", "belongs"),
    [
        (A, None, "2020-01-01", True),
        (B, "清零", "2019-05-06", False),
        (None, "清零", "2019-04-01", True),
        (None, "清零", "2019-10-31", True),
        (None, "清零", "2019-03-31", False),
        (None, "清零", "2019-11-01", False),
        (None, "清库", "2019-05-06", False),
    ],
)
def test_a_screening_is_of_a_campaign_by_identifier_or_by_name_within_its_days(
    campaign_id: UUID | None, name: str | None, day: str, belongs: bool
) -> None:
    screened = PersonScreened(
        occurred_at=on(day), outcome=ScreeningOutcome.NO_FINDING, campaign=name, campaign_id=campaign_id
    )
    assert belongs_to(screened, A, fold([OPENED]).record) is belongs


PEOPLE = st.sampled_from([UUID(int=number) for number in range(6)])
ANYTHING = st.one_of(
    st.lists(PEOPLE, min_size=1, max_size=4).map(lambda some: add(*some)),
    st.builds(
        lambda person, outcome: replace(SCREEN, person_id=person, outcome=outcome),
        PEOPLE,
        st.sampled_from(ScreeningOutcome),
    ),
    PEOPLE.map(
        lambda one: commands.DropScreeningTarget(
            occurred_at=DAY, person_id=one, ground=events.DropGround.OTHER
        )
    ),
)


@for_all(st.lists(ANYTHING, max_size=12))
def test_the_register_counts_what_the_list_holds_and_the_end_needs_a_reason_for_each(asked) -> None:
    history: list[Event] = [OPENED]
    for command in asked:
        outcome = given(*history).when(command).outcome
        history += outcome if isinstance(outcome, list) else []
    campaign = fold(history)
    assert campaign.record.targets == len(campaign.targets)
    open_ = [person for person, outcome in campaign.targets.items() if not settles(outcome)]
    left = tuple(events.LeftOpen(person_id=one, ground=events.LeftOpenGround.NOT_MET) for one in open_)
    given(*history).when(replace(CLOSE, left_open=left)).then_recorded(events.ScreeningCampaignClosed)
    if left:
        given(*history).when(replace(CLOSE, left_open=left[1:])).then_refused(rules.TARGETS_OPEN, "left_open")
