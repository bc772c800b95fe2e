"""Stations: opened, assessed, closed; posts filled and vacated; trainings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from spec import Scenario, on

from tongxin.domain.checks import IDENTITY_NUMBER_HERE, OUT_OF_ORDER
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.station import decider, rules, state
from tongxin.domain.station.commands import (
    AssessStation,
    CloseStation,
    FillPost,
    OpenStation,
    RecordTraining,
    StationCommand,
    VacatePost,
)
from tongxin.domain.station.events import (
    PostFilled,
    PostRole,
    PostVacated,
    StationAssessed,
    StationClosed,
    StationClosingReason,
    StationKind,
    StationOpened,
    TrainingHeld,
    VacancyReason,
)

DAY, LATER = on("2017-05-10"), on("2019-04-12")
NAME = "韦州镇社区戒毒社区康复工作中心"
OPEN = OpenStation(occurred_at=DAY, kind=StationKind.CENTRE, name=NAME, area="640324102")
OPENED = StationOpened(occurred_at=DAY, kind=StationKind.CENTRE, name=NAME, area="640324102")
FILL = FillPost(occurred_at=DAY, user="ma.li", role=PostRole.CASE_WORKER)
FILLED = PostFilled(occurred_at=DAY, user="ma.li", role=PostRole.CASE_WORKER)
VACATE = VacatePost(occurred_at=LATER, user="ma.li", reason=VacancyReason.MOVED)
VACATED = PostVacated(occurred_at=LATER, user="ma.li", reason=VacancyReason.MOVED)
TRAIN = RecordTraining(occurred_at=LATER, topic="工作规范", hours=Decimal(16), attendees=("ma.li",))
TRAINED = TrainingHeld(occurred_at=LATER, topic="工作规范", hours=Decimal(16), attendees=("ma.li",))
ASSESS = AssessStation(occurred_at=LATER, met=True, standard="标准化中心")
ASSESSED = StationAssessed(occurred_at=LATER, met=True, standard="标准化中心")
CLOSE = CloseStation(occurred_at=LATER, reason=StationClosingReason.MERGED)
CLOSED = StationClosed(occurred_at=LATER, reason=StationClosingReason.MERGED)


def given(*events: Event) -> Scenario:
    return Scenario(list(events), fold=state.fold, decide=decider.decide)


def opened(*more: Event) -> Scenario:
    return given(OPENED, *more)


def test_a_station_is_opened_once() -> None:
    given().when(OPEN).then(OPENED)
    opened().when(OPEN).then_refused(rules.STATION_OPENED_ALREADY)
    given().when(replace(OPEN, area="640324999")).then_refused(UNKNOWN_AREA, "area")


@pytest.mark.parametrize("command", [FILL, VACATE, TRAIN, ASSESS, CLOSE])
def test_nothing_happens_before_it_is_opened_or_after_it_is_closed(command: StationCommand) -> None:
    given().when(command).then_refused(rules.STATION_UNKNOWN)
    opened(CLOSED).when(command).then_refused(rules.STATION_IS_CLOSED)
    opened().when(replace(command, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")
    opened().when(replace(command, occurred_at=on("2017-05-09"))).then_refused(OUT_OF_ORDER, "occurred_at")


def test_a_station_is_assessed_against_a_standard() -> None:
    opened().when(ASSESS).then(ASSESSED)
    assert state.fold([OPENED]).met is None
    again = state.fold([OPENED, ASSESSED, replace(ASSESSED, met=False)])
    assert (again.met, again.assessed_on) == (False, date(2019, 4, 12))


def test_nobody_holds_two_posts_of_a_station_at_a_time() -> None:
    opened().when(FILL).then(FILLED)
    opened(FILLED).when(FILL).then_refused(rules.POST_HELD_ALREADY, "user")
    as_other = replace(FILL, role=PostRole.OTHER)
    opened(FILLED).when(as_other).then_refused(rules.POST_HELD_ALREADY, "user")
    opened(FILLED).when(VACATE).then(VACATED)
    opened(FILLED, VACATED).when(replace(as_other, occurred_at=LATER)).then_recorded(PostFilled)


def test_only_who_is_in_post_leaves_it_or_is_trained() -> None:
    opened().when(VACATE).then_refused(rules.POST_NOT_HELD, "user")
    opened(FILLED, VACATED).when(VACATE).then_refused(rules.POST_NOT_HELD, "user")
    opened(FILLED).when(replace(TRAIN, attendees=("ma.li", "ding.wei"))).then_refused(
        rules.POST_NOT_HELD, "attendees"
    )
    late = replace(FILLED, occurred_at=on("2019-04-13"))
    opened(late).when(VACATE).then_refused(OUT_OF_ORDER, "occurred_at")
    opened(late).when(TRAIN).then_refused(OUT_OF_ORDER, "occurred_at")


def test_an_identity_number_is_no_user() -> None:
    refused = opened().when(replace(FILL, user="999999198803150016"))
    refused.then_refused(IDENTITY_NUMBER_HERE, "user")


def test_hours_of_training_add_up_each_attendee_once_a_training() -> None:
    opened(FILLED).when(TRAIN).then(TRAINED)
    station = state.fold([OPENED, FILLED, TRAINED, replace(TRAINED, attendees=("ma.li", "ma.li"))])
    assert (station.trainings, station.hours_trained) == (2, {"ma.li": Decimal(32)})


def test_a_station_is_closed_when_nobody_is_in_post_any_more() -> None:
    opened(FILLED).when(CLOSE).then_refused(rules.STATION_HAS_STAFF)
    opened(FILLED, VACATED).when(CLOSE).then(CLOSED)
    opened(ASSESSED).when(replace(CLOSE, occurred_at=on("2019-04-11"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )
