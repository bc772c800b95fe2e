"""Who answers for what: leaders for townships, units for duties, cadres for key villages."""

from dataclasses import replace
from datetime import date

import pytest
from spec import Scenario, on

from tongxin.domain.checks import IDENTITY_NUMBER_HERE, OUT_OF_ORDER
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.responsibility import decider, rules, state
from tongxin.domain.responsibility.commands import (
    AssignResponsibility,
    CloseResponsibility,
    EndResponsibility,
    OpenResponsibility,
    RenewResponsibility,
    ResponsibilityCommand,
)
from tongxin.domain.responsibility.events import (
    ClosingReason,
    EndingReason,
    LeadingBody,
    Mechanism,
    ResponsibilityAssigned,
    ResponsibilityClosed,
    ResponsibilityEnded,
    ResponsibilityOpened,
    ResponsibilityRenewed,
)

DAY, LATER = on("2019-03-01"), on("2020-06-01")
VILLAGE = OpenResponsibility(
    occurred_at=DAY, mechanism=Mechanism.CADRE_VILLAGE, area="640324102", place="示例重点村"
)
TOWNSHIP = OpenResponsibility(occurred_at=DAY, mechanism=Mechanism.LEADER_TOWNSHIP, area="640324102")
DUTY = OpenResponsibility(
    occurred_at=DAY, mechanism=Mechanism.UNIT_DUTY, area="640324", place="学校毒品预防教育"
)
OPENED = ResponsibilityOpened(
    occurred_at=DAY, mechanism=Mechanism.CADRE_VILLAGE, area="640324102", place="示例重点村"
)
OF_TOWNSHIP = ResponsibilityOpened(occurred_at=DAY, mechanism=Mechanism.LEADER_TOWNSHIP, area="640324102")
ASSIGN = AssignResponsibility(occurred_at=DAY, holder="ma.xiulan", last_day=date(2021, 2, 28))
ASSIGNED = ResponsibilityAssigned(occurred_at=DAY, holder="ma.xiulan", last_day=date(2021, 2, 28))
RENEW = RenewResponsibility(occurred_at=LATER, holder="ma.xiulan", last_day=date(2023, 2, 28))
RENEWED = ResponsibilityRenewed(occurred_at=LATER, holder="ma.xiulan", last_day=date(2023, 2, 28))
END = EndResponsibility(occurred_at=LATER, holder="ma.xiulan", reason=EndingReason.REPLACED)
ENDED = ResponsibilityEnded(occurred_at=LATER, holder="ma.xiulan", reason=EndingReason.REPLACED)
CLOSE = CloseResponsibility(occurred_at=LATER, reason=ClosingReason.NO_LONGER_KEY)
CLOSED = ResponsibilityClosed(occurred_at=LATER, reason=ClosingReason.NO_LONGER_KEY)
LEADER = AssignResponsibility(occurred_at=DAY, holder="县委副书记", leading_body=LeadingBody.PARTY_COMMITTEE)


def given(*events: Event) -> Scenario:
    return Scenario(list(events), fold=state.fold, decide=decider.decide)


def opened(*more: Event) -> Scenario:
    """A key village, and what followed."""
    return given(OPENED, *more)


def test_each_of_the_three_mechanisms_is_opened() -> None:
    given().when(VILLAGE).then(OPENED)
    given().when(TOWNSHIP).then(OF_TOWNSHIP)
    given().when(DUTY).then_recorded(ResponsibilityOpened)
    opened().when(VILLAGE).then_refused(rules.RESPONSIBILITY_OPENED_ALREADY)


@pytest.mark.parametrize("command", [ASSIGN, RENEW, END, CLOSE])
def test_nothing_happens_before_it_is_opened_or_after_it_is_closed(command: ResponsibilityCommand) -> None:
    given().when(command).then_refused(rules.RESPONSIBILITY_UNKNOWN)
    opened(ASSIGNED, CLOSED).when(command).then_refused(rules.RESPONSIBILITY_IS_CLOSED)
    opened().when(replace(command, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")
    opened().when(replace(command, occurred_at=on("2019-02-28"))).then_refused(OUT_OF_ORDER, "occurred_at")


@pytest.mark.parametrize(
    ("command", "area"),
    [(TOWNSHIP, "640324"), (VILLAGE, "640000"), (DUTY, "640324102"), (DUTY, "640300"), (DUTY, "640000")],
)
def test_the_area_is_of_the_level_of_the_mechanism(command: OpenResponsibility, area: str) -> None:
    given().when(replace(command, area=area)).then_refused(rules.AREA_OF_WRONG_LEVEL, "area")
    given().when(replace(command, area="640324999")).then_refused(UNKNOWN_AREA, "area")


def test_a_village_and_a_duty_have_a_name_and_a_township_none_but_its_own() -> None:
    given().when(replace(VILLAGE, place=None)).then_refused(rules.PLACE_MISSING, "place")
    given().when(replace(DUTY, place=None)).then_refused(rules.PLACE_MISSING, "place")
    given().when(replace(TOWNSHIP, place="示例村")).then_refused(rules.PLACE_NOT_ASKED, "place")


def test_somebody_is_assigned_renewed_and_released() -> None:
    opened().when(ASSIGN).then(ASSIGNED)
    opened(ASSIGNED).when(RENEW).then(RENEWED)
    opened(ASSIGNED).when(replace(RENEW, last_day=ASSIGN.last_day)).then_nothing_happens()
    opened(ASSIGNED, RENEWED).when(END).then(ENDED)
    opened(ASSIGNED, ENDED).when(replace(ASSIGN, occurred_at=LATER)).then_recorded(ResponsibilityAssigned)
    opened(ASSIGNED).when(CLOSE).then(CLOSED)


def test_nobody_is_assigned_the_same_twice_at_a_time() -> None:
    opened(ASSIGNED).when(ASSIGN).then_refused(rules.HELD_ALREADY, "holder")
    opened(ASSIGNED, RENEWED).when(replace(ASSIGN, last_day=None)).then_refused(rules.HELD_ALREADY, "holder")
    opened(ASSIGNED).when(replace(ASSIGN, holder="ding.wei")).then_recorded(ResponsibilityAssigned)


@pytest.mark.parametrize("command", [RENEW, END])
def test_only_who_is_assigned_is_renewed_or_released(command: ResponsibilityCommand) -> None:
    opened().when(command).then_refused(rules.NOT_HELD, "holder")
    opened(ASSIGNED, ENDED).when(command).then_refused(rules.NOT_HELD, "holder")
    late = replace(ASSIGNED, occurred_at=on("2020-07-01"))
    opened(late).when(command).then_refused(OUT_OF_ORDER, "occurred_at")


def test_a_term_ends_after_it_began_and_is_renewed_to_a_later_day() -> None:
    opened().when(replace(ASSIGN, last_day=date(2019, 3, 1))).then_refused(
        rules.LAST_DAY_NOT_LATER, "last_day"
    )
    earlier = replace(RENEW, last_day=date(2021, 2, 27))
    opened(ASSIGNED).when(earlier).then_refused(rules.LAST_DAY_NOT_LATER, "last_day")
    opened(ASSIGNED).when(replace(RENEW, last_day=None)).then_recorded(ResponsibilityRenewed)


def test_a_leader_is_of_one_of_the_four_bodies_and_nobody_else_is() -> None:
    given(OF_TOWNSHIP).when(LEADER).then_recorded(ResponsibilityAssigned)
    given(OF_TOWNSHIP).when(ASSIGN).then_refused(rules.LEADING_BODY_MISSING, "leading_body")
    opened().when(LEADER).then_refused(rules.LEADING_BODY_NOT_ASKED, "leading_body")


def test_an_identity_number_names_nobody() -> None:
    refused = opened().when(replace(ASSIGN, holder="999999198803150016"))
    assert refused.then_refused(IDENTITY_NUMBER_HERE, "holder").rule.article == "个人信息保护法 6"


def test_the_register_says_whether_somebody_answers_for_it() -> None:
    assert state.fold([OPENED]).status == "vacant"
    held = state.fold([OPENED, ASSIGNED, RENEWED])
    assert held.status == "held"
    assert held.holdings == (state.Holding("ma.xiulan", date(2019, 3, 1), date(2023, 2, 28)),)
    assert state.fold([OPENED, ASSIGNED, ENDED]).status == "vacant"
    closed = state.fold([OPENED, ASSIGNED, CLOSED])
    assert (closed.status, closed.holdings, closed.until) == ("closed", (), date(2020, 6, 1))
    assert (held.title, state.fold([OF_TOWNSHIP]).title) == ("示例重点村", "640324102")
