"""Help for a person and the family."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NEW_ID, given, on

from tongxin.domain.checks import ID_TAKEN, OUT_OF_ORDER
from tongxin.domain.refusals import Refused
from tongxin.domain.support import rules
from tongxin.domain.support.commands import EndSupport, GrantSupport
from tongxin.domain.support.events import (
    Beneficiary,
    SupportEnded,
    SupportGranted,
    SupportKind,
    SupportOutcome,
)

ID = UUID("01970000-0000-7000-8000-0000000000c1")
GRANT = GrantSupport(
    occurred_at=on("2020-03-10"),
    support_id=ID,
    kind=SupportKind.LOW_INCOME_AID,
    beneficiary=Beneficiary.FAMILY,
    amount=Decimal("3600.00"),
    provider="同心县民政局",
)
GRANTED = SupportGranted(
    occurred_at=on("2020-03-10"),
    support_id=ID,
    kind=SupportKind.LOW_INCOME_AID,
    beneficiary=Beneficiary.FAMILY,
    amount=Decimal("3600.00"),
    provider="同心县民政局",
)
END = EndSupport(occurred_at=on("2020-12-31"), support_id=ID, outcome=SupportOutcome.COMPLETED)
ENDED = SupportEnded(occurred_at=on("2020-12-31"), support_id=ID, outcome=SupportOutcome.COMPLETED)


def test_support_is_granted() -> None:
    given(REGISTERED).when(GRANT).then(GRANTED)


def test_support_that_is_no_money_has_no_amount_and_is_given_an_identifier() -> None:
    training = GrantSupport(occurred_at=on("2020-03-10"), kind=SupportKind.TRAINING)
    given(REGISTERED).when(training).then(
        SupportGranted(occurred_at=on("2020-03-10"), support_id=NEW_ID, kind=SupportKind.TRAINING)
    )


@pytest.mark.parametrize("amount", ["0", "-0.01", "NaN", "Infinity"])
def test_an_amount_is_greater_than_zero(amount: str) -> None:
    command = replace(GRANT, amount=Decimal(amount))
    given(REGISTERED).when(command).then_refused(rules.AMOUNT_NOT_POSITIVE, "amount")


def test_an_identifier_serves_one_support() -> None:
    given(REGISTERED, GRANTED).when(GRANT).then_refused(ID_TAKEN, "support_id")


def test_support_ends() -> None:
    given(REGISTERED, GRANTED).when(END).then(ENDED)


def test_support_that_was_never_granted_does_not_end() -> None:
    given(REGISTERED).when(END).then_refused(rules.UNKNOWN_SUPPORT, "support_id")


def test_support_ends_once() -> None:
    given(REGISTERED, GRANTED, ENDED).when(END).then_refused(rules.SUPPORT_ENDED, "support_id")


def test_support_does_not_end_before_it_began() -> None:
    early = replace(END, occurred_at=on("2020-03-09"))
    given(REGISTERED, GRANTED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


@for_all(st.decimals())
def test_whatever_amount_is_granted_is_money(amount: Decimal) -> None:
    outcome = given(REGISTERED).when(replace(GRANT, amount=amount)).outcome
    assert isinstance(outcome, Refused) != (amount.is_finite() and amount > 0)


@pytest.mark.parametrize(
    ("kind", "outcome", "fits"),
    [
        (SupportKind.POVERTY_REGISTER, SupportOutcome.LIFTED_OUT_OF_POVERTY, True),
        (SupportKind.LOW_INCOME_AID, SupportOutcome.LIFTED_OUT_OF_POVERTY, True),
        (SupportKind.LOAN, SupportOutcome.LIFTED_OUT_OF_POVERTY, False),
        (SupportKind.LOAN, SupportOutcome.REPAID, True),
        (SupportKind.TRAINING, SupportOutcome.REPAID, False),
        (SupportKind.SCHOOLING, SupportOutcome.GRADUATED, True),
        (SupportKind.TRAINING, SupportOutcome.EMPLOYED, True),
        (SupportKind.TRAINING, SupportOutcome.QUALIFIED, True),
        (SupportKind.MEDICAL, SupportOutcome.QUALIFIED, False),
        (SupportKind.OTHER, SupportOutcome.COMPLETED, True),
    ],
)
def test_an_outcome_fits_the_kind_of_support(kind: SupportKind, outcome: SupportOutcome, fits: bool) -> None:
    asked = given(REGISTERED, replace(GRANTED, kind=kind)).when(replace(END, outcome=outcome))
    if fits:
        asked.then(replace(ENDED, outcome=outcome))
    else:
        asked.then_refused(rules.OUTCOME_DOES_NOT_FIT, "outcome")
