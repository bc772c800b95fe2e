"""The handling of a case for a penalty: accepted, extended twice at most, closed."""

import pytest
from domain.deadlines.docket_histories import H, P, day
from domain.deadlines.limit_events import accepted, case_closed, case_extended, penalty
from domain.histories import REGISTERED
from spec import OFFICER, Scenario, given, on

from tongxin.domain.events import Event
from tongxin.domain.measures.rules import DATES_OUT_OF_ORDER
from tongxin.domain.sanctions import rules
from tongxin.domain.sanctions.commands import AcceptPenaltyCase, ClosePenaltyCase, ExtendPenaltyCase
from tongxin.domain.sanctions.events import (
    PenaltyCaseAccepted,
    PenaltyCaseClosed,
    PenaltyCaseExtended,
    PenaltyCaseOutcome,
)


def accept(on_: str, conduct: str = "2026-01-10", discovered: str | None = None) -> AcceptPenaltyCase:
    return AcceptPenaltyCase(
        handling_id=H,
        accepted_on=day(on_),
        unit="禁毒大队",
        conduct_on=day(conduct),
        discovered_on=day(discovered) if discovered else None,
        occurred_at=on(on_),
    )


def extend(on_: str) -> ExtendPenaltyCase:
    return ExtendPenaltyCase(
        handling_id=H, extended_on=day(on_), approved_by="吴忠市公安局", occurred_at=on(on_)
    )


def close(on_: str, *, with_penalty: bool) -> ClosePenaltyCase:
    return ClosePenaltyCase(
        handling_id=H,
        closed_on=day(on_),
        outcome=PenaltyCaseOutcome.PENALTY if with_penalty else PenaltyCaseOutcome.NO_PENALTY,
        penalty_id=P if with_penalty else None,
        occurred_at=on(on_),
    )


def person(*events: Event) -> Scenario:
    return given(REGISTERED, *events).by(OFFICER)


def test_a_case_is_accepted_once() -> None:
    person().when(accept("2026-01-12")).then_recorded(PenaltyCaseAccepted)
    person(accepted("2026-01-12")).when(accept("2026-01-13")).then_refused(
        rules.PENALTY_CASE_EXISTS, "handling_id"
    )


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (accept("2026-01-09"), "accepted_on"),
        (accept("2026-01-12", discovered="2026-01-09"), "discovered_on"),
        (accept("2026-01-12", discovered="2026-01-13"), "accepted_on"),
    ],
)
def test_conduct_discovery_and_acceptance_follow_one_another(command: AcceptPenaltyCase, field: str) -> None:
    person().when(command).then_refused(DATES_OUT_OF_ORDER, field)


def test_it_is_extended_twice_at_most() -> None:
    once = (accepted("2026-01-12"), case_extended("2026-02-10"))
    person(*once).when(extend("2026-03-10")).then_recorded(PenaltyCaseExtended)
    person(*once, case_extended("2026-03-10")).when(extend("2026-04-10")).then_refused(
        rules.PENALTY_CASE_EXTENDED_TWICE, "handling_id"
    )


def test_it_is_closed_once_and_names_the_penalty_it_came_to() -> None:
    begun = (accepted("2026-01-12"), penalty("2026-02-02"))
    person(*begun).when(close("2026-02-02", with_penalty=True)).then_recorded(PenaltyCaseClosed)
    person(*begun).when(close("2026-02-02", with_penalty=False)).then_recorded(PenaltyCaseClosed)
    person(begun[0]).when(close("2026-02-02", with_penalty=True)).then_refused(
        rules.UNKNOWN_PENALTY, "penalty_id"
    )
    person(*begun, case_closed("2026-02-02")).when(extend("2026-02-10")).then_refused(
        rules.PENALTY_CASE_CLOSED, "handling_id"
    )
    person().when(extend("2026-02-10")).then_refused(rules.UNKNOWN_PENALTY_CASE, "handling_id")


def test_an_outcome_and_its_penalty_belong_together() -> None:
    wrong = ClosePenaltyCase(
        handling_id=H,
        closed_on=day("2026-02-02"),
        outcome=PenaltyCaseOutcome.NO_PENALTY,
        penalty_id=P,
        occurred_at=on("2026-02-02"),
    )
    person(accepted("2026-01-12"), penalty("2026-02-02")).when(wrong).then_refused(
        rules.PENALTY_CASE_WITH_PENALTY, "penalty_id"
    )
