"""A station in another region: staffed year by year, and how many years on end."""

from dataclasses import replace
from datetime import date

from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import Scenario, on

from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.liaison_station import rules
from tongxin.domain.liaison_station.commands import (
    CloseLiaisonStation,
    ConfirmLiaisonYear,
    OpenLiaisonStation,
)
from tongxin.domain.liaison_station.decider import decide
from tongxin.domain.liaison_station.events import (
    LiaisonStationClosed,
    LiaisonStationOpened,
    LiaisonYearConfirmed,
)
from tongxin.domain.liaison_station.state import NEW_LIAISON_STATION, evolve

OPEN = OpenLiaisonStation(
    occurred_at=on("2004-03-01"),
    title="驻滇工作站",
    host_region="532901",
    opened_on=date(2004, 3, 1),
    lead_unit="禁毒大队",
)
OPENED = LiaisonStationOpened(
    occurred_at=on("2004-03-01"),
    title="驻滇工作站",
    host_region="532901",
    opened_on=date(2004, 3, 1),
    lead_unit="禁毒大队",
)
CONFIRM = ConfirmLiaisonYear(occurred_at=on("2020-12-31"), year=2020, officers=3)
CLOSE = CloseLiaisonStation(occurred_at=on("2020-12-31"), closed_on=date(2020, 12, 31))
CLOSED = LiaisonStationClosed(occurred_at=on("2020-12-31"), closed_on=date(2020, 12, 31))


def confirmed(year: int) -> LiaisonYearConfirmed:
    return LiaisonYearConfirmed(occurred_at=on("2020-12-31"), year=year, officers=3)


def fold(events):
    state = NEW_LIAISON_STATION
    for event in events:
        state = evolve(state, event)
    return state


def given_station(*events: Event) -> Scenario:
    return Scenario(list(events), fold=fold, decide=decide)


def test_a_station_is_opened_staffed_and_given_up() -> None:
    given_station().when(OPEN).then(OPENED)
    given_station(OPENED).when(CONFIRM).then(confirmed(2020))
    given_station(OPENED, confirmed(2020)).when(CLOSE).then(CLOSED)


def test_seventeen_years_from_2004_to_2020() -> None:
    assert fold([OPENED, *map(confirmed, range(2004, 2021))]).consecutive_years == 17


@for_all(st.sets(st.integers(2004, 2020), min_size=1), st.randoms(use_true_random=False))
def test_consecutive_years_end_with_the_latest_in_whatever_order_they_are_confirmed(
    years: set[int], chance
) -> None:
    shuffled = chance.sample(sorted(years), len(years))
    missing = max({2003, *range(2004, max(years))} - years)
    assert fold([OPENED, *map(confirmed, shuffled)]).consecutive_years == max(years) - missing


def test_a_year_is_confirmed_once_it_has_begun_and_once() -> None:
    for year in (2003, 2021):
        given_station(OPENED).when(replace(CONFIRM, year=year)).then_refused(rules.YEAR_OUTSIDE, "year")
    given_station(OPENED, confirmed(2020)).when(CONFIRM).then_refused(rules.YEAR_CONFIRMED_ALREADY, "year")


def test_a_station_is_opened_once_and_elsewhere() -> None:
    given_station(OPENED).when(OPEN).then_refused(rules.LIAISON_OPENED_ALREADY)
    later = replace(OPEN, opened_on=date(2004, 3, 2))
    given_station().when(later).then_refused(rules.LIAISON_OPENED_LATER, "opened_on")
    given_station().when(replace(OPEN, host_region="640324")).then_refused(
        rules.LIAISON_AT_HOME, "host_region"
    )
    given_station().when(replace(OPEN, host_region="649999")).then_refused(UNKNOWN_AREA, "host_region")


def test_a_station_that_is_closed_stays_so() -> None:
    for command in (CONFIRM, CLOSE):
        given_station().when(command).then_refused(rules.LIAISON_STATION_UNKNOWN)
        given_station(OPENED, CLOSED).when(command).then_refused(rules.LIAISON_IS_CLOSED)
    before = replace(CLOSE, closed_on=date(2019, 12, 31))
    given_station(OPENED, confirmed(2020)).when(before).then_refused(rules.LIAISON_CLOSES_EARLY, "closed_on")
    ahead = replace(CLOSE, closed_on=date(2021, 1, 1))
    given_station(OPENED).when(ahead).then_refused(rules.LIAISON_CLOSES_LATER, "closed_on")
