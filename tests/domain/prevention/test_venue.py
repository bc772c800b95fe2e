"""A venue: opened, money put into it before and after, closed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import Scenario, on

from tongxin.domain.checks import OUT_OF_ORDER, PERSONAL_NUMBER_HERE
from tongxin.domain.events import Event
from tongxin.domain.fund.rules import AMOUNT_NOT_IN_FEN
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.venue import decider, rules, state
from tongxin.domain.venue.commands import CloseVenue, InvestInVenue, OpenVenue
from tongxin.domain.venue.events import (
    VenueClosed,
    VenueClosingReason,
    VenueInvested,
    VenueKind,
    VenueOpened,
)

DAY, LATER = on("2018-06-26"), on("2020-11-02")
BASE = VenueKind.EDUCATION_BASE
OPEN = OpenVenue(occurred_at=DAY, kind=BASE, name="示例教育基地", area="640324100")
OPENED = VenueOpened(occurred_at=DAY, kind=BASE, name="示例教育基地", area="640324100")
INVEST = InvestInVenue(occurred_at=LATER, amount_cny=Decimal("1250000.50"))
INVESTED = VenueInvested(occurred_at=LATER, amount_cny=Decimal("1250000.50"))
CLOSE = CloseVenue(occurred_at=LATER, reason=VenueClosingReason.REPLACED)
CLOSED = VenueClosed(occurred_at=LATER, reason=VenueClosingReason.REPLACED)


def given(*events: Event) -> Scenario:
    return Scenario(list(events), fold=state.fold, decide=decider.decide)


def test_a_venue_is_opened_once() -> None:
    given().when(OPEN).then(OPENED)
    given(OPENED).when(OPEN).then_refused(rules.VENUE_OPENED_ALREADY)
    given().when(replace(OPEN, area="640399")).then_refused(UNKNOWN_AREA, "area")
    given().when(replace(OPEN, name="电子屏13900000000")).then_refused(PERSONAL_NUMBER_HERE, "name")


@pytest.mark.parametrize("command", [INVEST, CLOSE])
def test_nothing_happens_before_it_opens_or_after_it_closes(command: InvestInVenue | CloseVenue) -> None:
    given().when(command).then_refused(rules.VENUE_UNKNOWN)
    given(OPENED, CLOSED).when(command).then_refused(rules.VENUE_IS_CLOSED)
    given(OPENED).when(replace(command, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")


def test_money_is_put_into_it_also_before_it_opens() -> None:
    given(OPENED).when(INVEST).then(INVESTED)
    given(OPENED).when(replace(INVEST, occurred_at=on("2018-03-01"))).then_recorded(VenueInvested)
    for amount in ("0.001", "NaN"):
        refused = given(OPENED).when(replace(INVEST, amount_cny=Decimal(amount)))
        refused.then_refused(AMOUNT_NOT_IN_FEN, "amount_cny")


def test_it_closes_after_all_else() -> None:
    given(OPENED, INVESTED).when(CLOSE).then(CLOSED)
    early = replace(CLOSE, occurred_at=on("2020-11-01"))
    given(OPENED, INVESTED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
    venue = state.fold([OPENED, INVESTED, CLOSED])
    assert (venue.status, venue.title) == ("closed", "示例教育基地")
    assert (str(venue.since), str(venue.until)) == ("2018-06-26", "2020-11-02")


@for_all(st.lists(st.integers(1, 10**9), max_size=20))
def test_what_was_invested_is_the_sum_to_the_fen(parts: list[int]) -> None:
    events = [replace(INVESTED, amount_cny=Decimal(fen) / 100) for fen in parts]
    venue = state.fold([OPENED, *events])
    assert venue.invested_cny * 100 == sum(parts)
    assert venue.investments == len(parts)
