"""Appeals: filed against what there is, decided or withdrawn once, and what a revocation does."""

from dataclasses import replace
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import COMPLETED, DETOX, DETOX_ID, ISOLATION, ISOLATION_ID, UNKNOWN_ID, day
from spec import NEW_ID, given, on

from tongxin.domain.appeals import rules
from tongxin.domain.appeals.commands import AppealCommand, DecideAppeal, FileAppeal, WithdrawAppeal
from tongxin.domain.appeals.events import (
    AppealDecided,
    AppealFiled,
    AppealOutcome,
    AppealRoute,
    AppealSubject,
    AppealWithdrawn,
)
from tongxin.domain.measures import rules as measure_rules
from tongxin.domain.measures.commands import CancelMeasure
from tongxin.domain.measures.events import MeasureCancelled
from tongxin.domain.person import rules as person_rules

APPEAL_ID = UUID("01970000-0000-7000-8000-0000000000d1")
FILE = FileAppeal(
    occurred_at=on("2019-07-01"),
    appeal_id=APPEAL_ID,
    subject=AppealSubject.MEASURE,
    subject_id=DETOX_ID,
    route=AppealRoute.REVIEW,
    filed_on=day("2019-07-01"),
    body="同心县人民政府",
    reason="不服决定",
)
FILED = AppealFiled(
    occurred_at=on("2019-07-01"),
    appeal_id=APPEAL_ID,
    subject=AppealSubject.MEASURE,
    subject_id=DETOX_ID,
    route=AppealRoute.REVIEW,
    filed_on=day("2019-07-01"),
    body="同心县人民政府",
    reason="不服决定",
)
DECIDE = DecideAppeal(
    occurred_at=on("2019-08-20"),
    appeal_id=APPEAL_ID,
    decided_on=day("2019-08-20"),
    outcome=AppealOutcome.REVOKED,
)
DECIDED = AppealDecided(
    occurred_at=on("2019-08-20"),
    appeal_id=APPEAL_ID,
    decided_on=day("2019-08-20"),
    outcome=AppealOutcome.REVOKED,
)
WITHDRAW = WithdrawAppeal(
    occurred_at=on("2019-07-10"), appeal_id=APPEAL_ID, withdrawn_on=day("2019-07-10"), reason="和解"
)
WITHDRAWN = AppealWithdrawn(
    occurred_at=on("2019-07-10"), appeal_id=APPEAL_ID, withdrawn_on=day("2019-07-10"), reason="和解"
)
CANCEL = CancelMeasure(
    occurred_at=on("2019-08-21"),
    measure_id=DETOX_ID,
    cancelled_on=day("2019-08-21"),
    decider="同心县人民政府",
    appeal_id=APPEAL_ID,
    reason="复议决定撤销",
)


def test_a_person_appeals_against_a_measure_open_or_ended() -> None:
    given(REGISTERED, DETOX).when(FILE).then(FILED)
    given(REGISTERED, DETOX, COMPLETED).when(FILE).then(FILED)


def test_the_service_names_an_appeal_that_the_client_does_not() -> None:
    given(REGISTERED, DETOX).when(replace(FILE, appeal_id=None)).then(replace(FILED, appeal_id=NEW_ID))


def test_an_appeal_may_speak_of_a_tier() -> None:
    given(REGISTERED, DETOX).when(replace(FILE, legal_basis="被列为高风险")).then(FILED)


@pytest.mark.parametrize("subject", AppealSubject)
def test_an_appeal_is_against_what_there_is(subject: AppealSubject) -> None:
    command = replace(FILE, subject=subject, subject_id=UNKNOWN_ID)
    given(REGISTERED, DETOX).when(command).then_refused(rules.UNKNOWN_SUBJECT, "subject_id")


def test_an_appeal_follows_the_decision() -> None:
    early = replace(FILE, filed_on=day("2019-06-02"))
    given(REGISTERED, DETOX).when(early).then_refused(measure_rules.DATES_OUT_OF_ORDER, "filed_on")
    late = replace(FILE, filed_on=day("2026-06-02"))
    given(REGISTERED, DETOX).when(late).then_refused(person_rules.IN_FUTURE, "filed_on")


def test_an_appeal_is_filed_once_under_its_identifier() -> None:
    given(REGISTERED, DETOX, FILED).when(FILE).then_refused(rules.APPEAL_EXISTS, "appeal_id")


def test_one_appeal_by_each_route_is_pending_at_a_time() -> None:
    again = replace(FILE, appeal_id=NEW_ID)
    given(REGISTERED, DETOX, FILED).when(again).then_refused(rules.APPEAL_PENDING, "subject_id")
    given(REGISTERED, DETOX, FILED, WITHDRAWN).when(again).then_recorded(AppealFiled)
    given(REGISTERED, DETOX, FILED).when(replace(again, route=AppealRoute.LAWSUIT)).then_recorded(AppealFiled)
    other = replace(again, subject_id=ISOLATION_ID, filed_on=day("2020-11-20"))
    given(REGISTERED, DETOX, ISOLATION, FILED).when(other).then_recorded(AppealFiled)


def test_an_appeal_is_decided() -> None:
    given(REGISTERED, DETOX, FILED).when(DECIDE).then(DECIDED)


def test_an_appeal_is_withdrawn() -> None:
    given(REGISTERED, DETOX, FILED).when(WITHDRAW).then(WITHDRAWN)


@pytest.mark.parametrize("command", [DECIDE, WITHDRAW])
def test_an_appeal_ends_once(command: AppealCommand) -> None:
    given(REGISTERED, DETOX).when(command).then_refused(rules.UNKNOWN_APPEAL, "appeal_id")
    given(REGISTERED, DETOX, FILED, DECIDED).when(command).then_refused(rules.APPEAL_DECIDED, "appeal_id")
    given(REGISTERED, DETOX, FILED, WITHDRAWN).when(command).then_refused(rules.APPEAL_WITHDRAWN, "appeal_id")


def test_an_appeal_does_not_end_before_it_was_filed() -> None:
    given(REGISTERED, DETOX, FILED).when(replace(DECIDE, decided_on=day("2019-06-30"))).then_refused(
        measure_rules.DATES_OUT_OF_ORDER, "decided_on"
    )
    given(REGISTERED, DETOX, FILED).when(replace(WITHDRAW, withdrawn_on=day("2019-06-30"))).then_refused(
        measure_rules.DATES_OUT_OF_ORDER, "withdrawn_on"
    )


def test_a_measure_is_cancelled_on_an_appeal_that_set_it_aside() -> None:
    given(REGISTERED, DETOX, FILED, DECIDED).when(CANCEL).then_recorded(MeasureCancelled)


@pytest.mark.parametrize("outcome", [AppealOutcome.UPHELD, AppealOutcome.DISMISSED])
def test_a_measure_is_not_cancelled_on_any_other(outcome: AppealOutcome) -> None:
    decided = replace(DECIDED, outcome=outcome)
    given(REGISTERED, DETOX, FILED, decided).when(CANCEL).then_refused(
        measure_rules.NOT_REVOKED_ON_APPEAL, "appeal_id"
    )
    given(REGISTERED, DETOX, FILED).when(CANCEL).then_refused(
        measure_rules.NOT_REVOKED_ON_APPEAL, "appeal_id"
    )
    of_other = replace(FILED, subject_id=ISOLATION_ID)
    given(REGISTERED, DETOX, ISOLATION, of_other, DECIDED).when(CANCEL).then_refused(
        measure_rules.NOT_REVOKED_ON_APPEAL, "appeal_id"
    )
