"""A line of the budget: planned, amended, spent, settled; overspending is shown, not refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import POLICIES, Scenario, on

from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.events import Event
from tongxin.domain.fund import decider, rules, state
from tongxin.domain.fund.commands import AmendFund, CloseFund, FundCommand, PlanFund, RecordSpending
from tongxin.domain.fund.events import FundAmended, FundClosed, FundPlanned, FundSource, FundSpent
from tongxin.domain.fund.purposes import purposes_on
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE

DAY, LATER = on("2020-01-10"), on("2020-07-01")
PLAN = PlanFund(
    occurred_at=DAY,
    year=2020,
    source=FundSource.COUNTY_BUDGET,
    name="2020年县级禁毒专项经费",
    area="640324",
    amount_cny=Decimal("4600000.00"),
)
PLANNED = FundPlanned(
    occurred_at=DAY,
    year=2020,
    source=FundSource.COUNTY_BUDGET,
    name="2020年县级禁毒专项经费",
    area="640324",
    amount_cny=Decimal("4600000.00"),
)
AMEND = AmendFund(occurred_at=LATER, amount_cny=Decimal(4800000), reason="年中追加预算")
AMENDED = FundAmended(occurred_at=LATER, amount_cny=Decimal(4800000), reason="年中追加预算")
SPEND = RecordSpending(occurred_at=LATER, amount_cny=Decimal("86500.50"), purpose="testing")
SPENT = FundSpent(occurred_at=LATER, amount_cny=Decimal("86500.50"), purpose="testing")
CLOSE = CloseFund(occurred_at=on("2021-01-15"))
CLOSED = FundClosed(occurred_at=on("2021-01-15"))


def given(*events: Event) -> Scenario:
    return Scenario(list(events), fold=state.fold, decide=decider.decide)


def planned(*more: Event) -> Scenario:
    return given(PLANNED, *more)


def test_a_line_is_planned_once() -> None:
    given().when(PLAN).then(PLANNED)
    planned().when(PLAN).then_refused(rules.FUND_PLANNED_ALREADY)
    given().when(replace(PLAN, area="640399")).then_refused(UNKNOWN_AREA, "area")


@pytest.mark.parametrize("command", [AMEND, SPEND, CLOSE])
def test_nothing_happens_before_it_is_planned_or_after_it_is_settled(command: FundCommand) -> None:
    given().when(command).then_refused(rules.FUND_UNKNOWN)
    planned(CLOSED).when(command).then_refused(rules.FUND_IS_CLOSED)
    planned().when(replace(command, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")


def test_a_line_is_amended_spent_and_settled() -> None:
    planned().when(AMEND).then(AMENDED)
    planned(AMENDED).when(replace(AMEND, amount_cny=Decimal("4800000.00"))).then_nothing_happens()
    planned().when(SPEND).then(SPENT)
    planned(SPENT).when(CLOSE).then(CLOSED)
    planned(SPENT).when(replace(CLOSE, occurred_at=on("2020-06-30"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )
    planned().when(replace(AMEND, occurred_at=on("2020-01-09"))).then_refused(OUT_OF_ORDER, "occurred_at")


def test_wages_may_be_paid_before_the_budget_is_voted() -> None:
    planned().when(replace(SPEND, occurred_at=on("2020-01-05"))).then_recorded(FundSpent)


@pytest.mark.parametrize("amount", ["0.001", "1.999", "NaN", "Infinity"])
@pytest.mark.parametrize("command", [PLAN, AMEND, SPEND])
def test_amounts_are_whole_fen(command: PlanFund | AmendFund | RecordSpending, amount: str) -> None:
    line = given() if isinstance(command, PlanFund) else planned()
    refused = line.when(replace(command, amount_cny=Decimal(amount)))
    refused.then_refused(rules.AMOUNT_NOT_IN_FEN, "amount_cny")


def test_this_money_is_for_drug_control_work_only() -> None:
    refused = (
        planned().when(replace(SPEND, purpose="banquet")).then_refused(rules.PURPOSE_NOT_OF_FUND, "purpose")
    )
    assert "banquet" in str(refused)
    assert "testing" in str(refused)
    assert "testing" in (purposes_on(POLICIES, date(2020, 7, 1)) or ())
    assert purposes_on(POLICIES, date(2008, 5, 31)) is None


def test_more_may_be_spent_than_was_planned_and_it_shows() -> None:
    far_more = replace(SPEND, amount_cny=Decimal(10_000_000), purpose="wages")
    planned(SPENT).when(far_more).then_recorded(FundSpent)
    line = state.fold([PLANNED, SPENT, replace(SPENT, amount_cny=Decimal(10_000_000), purpose="wages")])
    assert line.status == "in_use"
    assert line.over_cny == Decimal("5486500.50")
    assert line.spent_by_purpose == {"testing": Decimal("86500.50"), "wages": Decimal(10_000_000)}
    amended = state.evolve(line, replace(AMENDED, amount_cny=Decimal(11_000_000)))
    assert (amended.over_cny, amended.first_planned_cny) == (Decimal(0), Decimal(4_600_000))


@for_all(st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from(["testing", "wages", "rewards"]))))
def test_what_was_spent_is_the_sum_over_purposes(spendings: list[tuple[int, str]]) -> None:
    events = [replace(SPENT, amount_cny=Decimal(fen) / 100, purpose=purpose) for fen, purpose in spendings]
    line = state.fold([PLANNED, *events])
    assert line.spent_cny * 100 == sum(fen for fen, _ in spendings)
    assert sum(line.spent_by_purpose.values()) == line.spent_cny
    assert line.over_cny == max(0, line.spent_cny - line.planned_cny)
    assert line.spendings == len(spendings)
