"""What is seized: exact in whatever unit it was weighed, never reckoned from what has no mass."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import Scenario, given_case, on

from tongxin.domain.case import rules
from tongxin.domain.case.commands import RecordSeizure
from tongxin.domain.case.events import CaseKind, CaseOpened, DrugsSeized, Substance, Unit
from tongxin.domain.case.masses import total
from tongxin.domain.case.state import fold
from tongxin.domain.refusals import Refused

OPENED = CaseOpened(
    occurred_at=on("2020-05-14"),
    case_number="同公(禁)立字[2020]0016号",
    kind=CaseKind.TRAFFICKING,
    opened_on=date(2020, 5, 14),
    lead_region="640324",
)
DAY = on("2020-05-20")
SEIZE = RecordSeizure(occurred_at=DAY, substance=Substance.HEROIN)
MILLIGRAMS = {Unit.KILOGRAM: 10**6, Unit.GRAM: 10**3, Unit.MILLIGRAM: 1}


def weighed(amount: str, unit: Unit, mass_g: Decimal | None = None) -> RecordSeizure:
    return replace(SEIZE, amount=Decimal(amount), unit=unit, mass_g=mass_g)


def seizing(command: RecordSeizure) -> Scenario:
    return given_case(OPENED).when(command)


@pytest.mark.parametrize(
    ("amount", "unit", "mass_g"),
    [("1.2505", Unit.KILOGRAM, "1250.5"), ("0.1", Unit.GRAM, "0.1"), ("7", Unit.MILLIGRAM, "0.007")],
)
def test_what_is_weighed_is_kept_in_grams_and_as_it_was_weighed(amount: str, unit: Unit, mass_g: str) -> None:
    seizing(weighed(amount, unit)).then(
        DrugsSeized(
            occurred_at=DAY,
            substance=Substance.HEROIN,
            mass_g=Decimal(mass_g),
            amount=Decimal(amount),
            unit=unit,
        )
    )


def test_what_was_given_in_grams_alone_is_kept_so() -> None:
    stated = DrugsSeized(occurred_at=DAY, substance=Substance.HEROIN, mass_g=Decimal("1250.5"))
    seizing(replace(SEIZE, mass_g=Decimal("1250.5"))).then(stated)


@pytest.mark.parametrize("unit", [Unit.TABLET, Unit.MILLILITRE])
def test_what_is_counted_has_the_mass_that_was_weighed_and_no_other(unit: Unit) -> None:
    seizing(weighed("300", unit)).then_refused(rules.UNIT_HAS_NO_MASS, "unit")
    seizing(weighed("0", unit)).then_refused(rules.MASS_NOT_POSITIVE, "amount")
    [seized] = seizing(weighed("300", unit, mass_g=Decimal("28.5"))).then_recorded(DrugsSeized)
    assert isinstance(seized, DrugsSeized)
    assert (seized.mass_g, seized.amount, seized.unit) == (Decimal("28.5"), Decimal(300), unit)


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "-Infinity"])
def test_a_mass_is_greater_than_zero(amount: str) -> None:
    seizing(weighed(amount, Unit.GRAM)).then_refused(rules.MASS_NOT_POSITIVE, "amount")
    seizing(replace(SEIZE, mass_g=Decimal(amount))).then_refused(rules.MASS_NOT_POSITIVE, "mass_g")


@pytest.mark.parametrize("amount", ["1.0001", "1E-999999", "1E+999999", "1000000001", "1" * 40])
def test_nothing_is_rounded(amount: str) -> None:
    seizing(weighed(amount, Unit.GRAM)).then_refused(rules.MASS_NOT_WHOLE, "amount")


def test_a_seizure_says_one_mass() -> None:
    seizing(SEIZE).then_refused(rules.MASS_MISSING, "mass_g")
    seizing(replace(SEIZE, amount=Decimal(1))).then_refused(rules.MASS_MISSING, "unit")
    seizing(replace(SEIZE, unit=Unit.GRAM)).then_refused(rules.MASS_MISSING, "amount")
    seizing(weighed("1", Unit.KILOGRAM, mass_g=Decimal(1000))).then_recorded(DrugsSeized)
    seizing(weighed("1", Unit.KILOGRAM, mass_g=Decimal(999))).then_refused(rules.MASSES_DISAGREE, "amount")


amounts = st.tuples(
    st.sampled_from(list(Substance)[:3]),
    st.decimals(min_value="0.001", max_value="999999", places=3),
    st.sampled_from(list(MILLIGRAMS)),
)


@for_all(st.lists(amounts, max_size=12), st.randoms(use_true_random=False))
def test_totals_are_exact_and_the_same_in_any_order(
    weighings: list[tuple[Substance, Decimal, Unit]], chance
) -> None:
    seized, exact = list[DrugsSeized](), Fraction(0)
    for substance, amount, unit in weighings:
        outcome = seizing(replace(weighed(str(amount), unit), substance=substance)).outcome
        milligrams = Fraction(amount) * MILLIGRAMS[unit]
        assert isinstance(outcome, Refused) == (milligrams.denominator != 1)
        if isinstance(outcome, list):
            seized += [event for event in outcome if isinstance(event, DrugsSeized)]
            exact += milligrams
    shuffled = chance.sample(seized, len(seized))
    case, other = fold([OPENED, *seized]), fold([OPENED, *shuffled])
    assert list(case.seized_g.items()) == list(other.seized_g.items())
    assert Fraction(total(case.seized_g)) * 1000 == exact
