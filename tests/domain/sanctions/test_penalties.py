"""Penalties: decided, served, carried out or revoked; never on the ground of a tier."""

from dataclasses import replace
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import DETENTION, DETENTION_ID, DETOX, DETOX_ID, UNKNOWN_ID, day
from spec import NEW_ID, given, on

from tongxin.domain.appeals.events import (
    AppealDecided,
    AppealFiled,
    AppealOutcome,
    AppealRoute,
    AppealSubject,
)
from tongxin.domain.grounds import TIER_IS_NO_GROUND
from tongxin.domain.measures import rules as measure_rules
from tongxin.domain.measures.events import PersonReleased
from tongxin.domain.measures.kinds import ReleaseManner
from tongxin.domain.person import rules as person_rules
from tongxin.domain.person.state import fold
from tongxin.domain.sanctions import rules
from tongxin.domain.sanctions.commands import DecidePenalty, EndPenalty, RecordPenaltyServed
from tongxin.domain.sanctions.events import (
    PenaltyDecided,
    PenaltyEnded,
    PenaltyEnding,
    PenaltyKind,
    PenaltyServed,
)

FINE_ID = UUID("01970000-0000-7000-8000-0000000000c1")
APPEAL_ID = UUID("01970000-0000-7000-8000-0000000000d1")

DECIDE = DecidePenalty(
    occurred_at=on("2020-03-01"),
    penalty_id=FINE_ID,
    kind=PenaltyKind.FINE,
    decided_on=day("2020-03-01"),
    decider="同心县公安局",
    amount_cny=500,
    conduct="吸食毒品",
    legal_basis="治安管理处罚法 84",
)
FINED = PenaltyDecided(
    occurred_at=on("2020-03-01"),
    penalty_id=FINE_ID,
    kind=PenaltyKind.FINE,
    decided_on=day("2020-03-01"),
    decider="同心县公安局",
    amount_cny=500,
    conduct="吸食毒品",
)
DETAIN = replace(DECIDE, kind=PenaltyKind.DETENTION, amount_cny=None, measure_id=DETENTION_ID)
DETAINED = replace(FINED, kind=PenaltyKind.DETENTION, amount_cny=None, measure_id=DETENTION_ID)
SERVE = RecordPenaltyServed(
    occurred_at=on("2020-03-02"), penalty_id=FINE_ID, served_on=day("2020-03-02"), recipient_name="马建国"
)
SERVED = PenaltyServed(
    occurred_at=on("2020-03-02"), penalty_id=FINE_ID, served_on=day("2020-03-02"), recipient_name="马建国"
)
END = EndPenalty(
    occurred_at=on("2020-03-20"),
    penalty_id=FINE_ID,
    ended_on=day("2020-03-20"),
    ending=PenaltyEnding.EXECUTED,
)
ENDED = PenaltyEnded(
    occurred_at=on("2020-03-20"),
    penalty_id=FINE_ID,
    ended_on=day("2020-03-20"),
    ending=PenaltyEnding.EXECUTED,
)
REVOKE = replace(END, ending=PenaltyEnding.REVOKED, ended_on=day("2020-05-20"))
REVOKED = replace(ENDED, ending=PenaltyEnding.REVOKED, ended_on=day("2020-05-20"))
APPEALED = AppealFiled(
    occurred_at=on("2020-03-10"),
    appeal_id=APPEAL_ID,
    subject=AppealSubject.PENALTY,
    subject_id=FINE_ID,
    route=AppealRoute.REVIEW,
    filed_on=day("2020-03-10"),
    body="同心县人民政府",
)


def decided(outcome: AppealOutcome) -> AppealDecided:
    """The appeal came to this."""
    return AppealDecided(
        occurred_at=on("2020-05-19"), appeal_id=APPEAL_ID, decided_on=day("2020-05-19"), outcome=outcome
    )


def test_a_fine_is_decided() -> None:
    given(REGISTERED).when(DECIDE).then(FINED)


def test_the_service_names_a_penalty_that_the_client_does_not() -> None:
    given(REGISTERED).when(replace(DECIDE, penalty_id=None)).then(replace(FINED, penalty_id=NEW_ID))


def test_a_penalty_is_decided_once_under_its_identifier() -> None:
    given(REGISTERED, FINED).when(DECIDE).then_refused(rules.PENALTY_EXISTS, "penalty_id")


def test_a_fine_and_only_a_fine_has_an_amount() -> None:
    given(REGISTERED).when(replace(DECIDE, amount_cny=None)).then_refused(
        rules.FINE_WITHOUT_AMOUNT, "amount_cny"
    )
    warning = replace(DECIDE, kind=PenaltyKind.WARNING)
    given(REGISTERED).when(warning).then_refused(rules.AMOUNT_WITHOUT_FINE, "amount_cny")
    given(REGISTERED).when(replace(warning, amount_cny=None)).then_recorded(PenaltyDecided)


def test_a_detention_and_only_a_detention_names_its_measure() -> None:
    given(REGISTERED, DETENTION).when(DETAIN).then(DETAINED)
    given(REGISTERED, DETENTION).when(replace(DETAIN, measure_id=None)).then_refused(
        rules.DETENTION_WITHOUT_MEASURE, "measure_id"
    )
    given(REGISTERED, DETENTION).when(replace(DECIDE, measure_id=DETENTION_ID)).then_refused(
        rules.MEASURE_WITHOUT_DETENTION, "measure_id"
    )


def test_the_measure_of_a_detention_is_one_and_its_own() -> None:
    given(REGISTERED).when(DETAIN).then_refused(measure_rules.UNKNOWN_MEASURE, "measure_id")
    given(REGISTERED, DETOX).when(replace(DETAIN, measure_id=DETOX_ID)).then_refused(
        rules.NOT_A_DETENTION, "measure_id"
    )
    other = replace(DETAIN, penalty_id=UNKNOWN_ID)
    given(REGISTERED, DETENTION, DETAINED).when(other).then_refused(rules.MEASURE_TAKEN, "measure_id")


@pytest.mark.parametrize("basis", ["A类", "四级分类", "T1", "高风险", "tier 1"])
def test_a_tier_is_never_the_ground_of_a_penalty(basis: str) -> None:
    given(REGISTERED).when(replace(DECIDE, legal_basis=basis)).then_refused(TIER_IS_NO_GROUND, "legal_basis")


def test_a_penalty_is_served_once_after_its_decision() -> None:
    given(REGISTERED, FINED).when(SERVE).then(SERVED)
    given(REGISTERED, FINED, SERVED).when(SERVE).then_refused(rules.PENALTY_SERVED_ALREADY, "penalty_id")
    early = replace(SERVE, served_on=day("2020-02-29"))
    given(REGISTERED, FINED).when(early).then_refused(measure_rules.DATES_OUT_OF_ORDER, "served_on")


def test_nothing_is_served_or_ended_that_was_not_decided() -> None:
    given(REGISTERED).when(SERVE).then_refused(rules.UNKNOWN_PENALTY, "penalty_id")
    given(REGISTERED).when(END).then_refused(rules.UNKNOWN_PENALTY, "penalty_id")


def test_no_date_of_a_penalty_lies_in_the_future() -> None:
    late = replace(SERVE, served_on=day("2026-06-02"))
    given(REGISTERED, FINED).when(late).then_refused(person_rules.IN_FUTURE, "served_on")


def test_a_penalty_ends_once_after_its_decision() -> None:
    given(REGISTERED, FINED).when(END).then(ENDED)
    given(REGISTERED, FINED, ENDED).when(END).then_refused(rules.PENALTY_ENDED, "penalty_id")
    early = replace(END, ended_on=day("2020-02-29"))
    given(REGISTERED, FINED).when(early).then_refused(measure_rules.DATES_OUT_OF_ORDER, "ended_on")


def test_a_detention_has_not_been_carried_out_while_its_measure_is_open() -> None:
    history = (REGISTERED, DETENTION, DETAINED)
    given(*history).when(END).then_refused(rules.DETENTION_OPEN, "penalty_id")
    released = PersonReleased(
        occurred_at=on("2020-03-11"),
        measure_id=DETENTION_ID,
        released_on=day("2020-03-11"),
        manner=ReleaseManner.AT_EXPIRY,
    )
    given(*history, released).when(END).then(ENDED)


def test_a_penalty_is_revoked_once_also_after_it_was_carried_out() -> None:
    given(REGISTERED, FINED, ENDED).when(REVOKE).then(REVOKED)
    given(REGISTERED, FINED, REVOKED).when(REVOKE).then_refused(rules.PENALTY_REVOKED, "penalty_id")
    penalty = fold([REGISTERED, FINED, ENDED, REVOKED]).sanctions.by_id[FINE_ID]
    assert (penalty.ended_on, penalty.revoked_on) == (day("2020-03-20"), day("2020-05-20"))


def test_a_revocation_names_only_an_appeal_that_set_the_penalty_aside() -> None:
    on_appeal = replace(REVOKE, appeal_id=APPEAL_ID)
    history = (REGISTERED, FINED, APPEALED)
    given(*history, decided(AppealOutcome.REVOKED)).when(on_appeal).then(
        replace(REVOKED, appeal_id=APPEAL_ID)
    )
    given(*history).when(on_appeal).then_refused(rules.NOT_REVOKED_ON_APPEAL, "appeal_id")
    given(*history, decided(AppealOutcome.UPHELD)).when(on_appeal).then_refused(
        rules.NOT_REVOKED_ON_APPEAL, "appeal_id"
    )


def test_a_penalty_that_was_carried_out_names_no_appeal() -> None:
    given(REGISTERED, FINED).when(replace(END, appeal_id=APPEAL_ID)).then_refused(
        rules.APPEAL_WITHOUT_REVOCATION, "appeal_id"
    )
