"""Ordering and taking a test, refusing it, evading it, forcing it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from spec import NEW_ID, given, on

from tongxin.domain import checks
from tongxin.domain.testing import rules
from tongxin.domain.testing.commands import (
    ApproveForcedTest,
    OrderTest,
    RecordTest,
    RecordTestEvasion,
    RecordTestRefusal,
)
from tongxin.domain.testing.events import (
    DrugTestEvaded,
    DrugTestGround,
    DrugTestKind,
    DrugTestMethod,
    DrugTestOrdered,
    DrugTestRefused,
    DrugTestResult,
    DrugTestTaken,
    ForcedTestApproved,
    ForcedTestApprover,
)

TEST = UUID(int=1)
OTHER = UUID(int=2)
ORDERED = DrugTestOrdered(
    occurred_at=on("2020-04-01"),
    test_id=TEST,
    ground=DrugTestGround.COMMUNITY_TREATMENT,
    method=DrugTestMethod.URINE,
    due_on=date(2020, 4, 15),
)
REFUSED = DrugTestRefused(occurred_at=on("2020-04-10"), test_id=TEST, reason="身体不适")
EVADED = DrugTestEvaded(occurred_at=on("2020-04-16"), test_id=TEST)
APPROVED = ForcedTestApproved(
    occurred_at=on("2020-04-11"),
    test_id=TEST,
    approved_by="zhang.wei",
    approved_as=ForcedTestApprover.HEAD_OF_BRANCH,
)
NEGATIVE = DrugTestTaken(
    occurred_at=on("2020-04-12"),
    test_id=TEST,
    method=DrugTestMethod.URINE,
    kind=DrugTestKind.ON_SITE,
    result=DrugTestResult.NEGATIVE,
    testers=("wang.jun", "li.na"),
    place="豫海镇派出所",
)

ORDER = OrderTest(
    occurred_at=on("2020-04-01"),
    test_id=TEST,
    ground=DrugTestGround.COMMUNITY_TREATMENT,
    method=DrugTestMethod.URINE,
    due_on=date(2020, 4, 15),
)
TAKE = RecordTest(
    occurred_at=on("2020-04-12"),
    test_id=TEST,
    method=DrugTestMethod.URINE,
    kind=DrugTestKind.ON_SITE,
    result=DrugTestResult.NEGATIVE,
    testers=("wang.jun", "li.na"),
    place="豫海镇派出所",
)
TAKE_POSITIVE = replace(
    TAKE, result=DrugTestResult.POSITIVE, substances=("heroin",), sample_a="12-A", sample_b="12-B"
)
REFUSE = RecordTestRefusal(occurred_at=on("2020-04-10"), test_id=TEST, reason="身体不适")
EVADE = RecordTestEvasion(occurred_at=on("2020-04-16"), test_id=TEST)
APPROVE = ApproveForcedTest(
    occurred_at=on("2020-04-11"),
    test_id=TEST,
    approved_by="zhang.wei",
    approved_as=ForcedTestApprover.HEAD_OF_BRANCH,
)


def test_a_test_is_ordered_and_taken() -> None:
    given(REGISTERED).when(ORDER).then(ORDERED)
    given(REGISTERED, ORDERED).when(TAKE).then(NEGATIVE)


def test_a_test_without_an_order_gets_an_id_of_its_own() -> None:
    given(REGISTERED).when(replace(TAKE, test_id=None)).then(replace(NEGATIVE, test_id=NEW_ID))
    given(REGISTERED).when(replace(REFUSE, test_id=None)).then(replace(REFUSED, test_id=NEW_ID))
    given(REGISTERED).when(replace(EVADE, test_id=None)).then(replace(EVADED, test_id=NEW_ID))
    given(REGISTERED).when(replace(ORDER, test_id=None)).then(replace(ORDERED, test_id=NEW_ID))


def test_an_id_orders_one_test() -> None:
    given(REGISTERED, ORDERED).when(ORDER).then_refused(checks.ID_TAKEN, "test_id")


def test_a_test_is_not_due_before_it_is_ordered() -> None:
    early = replace(ORDER, due_on=date(2020, 3, 31))
    given(REGISTERED).when(early).then_refused(rules.TEST_DUE_BEFORE_ORDER, "due_on")
    given(REGISTERED).when(replace(ORDER, due_on=date(2020, 4, 1))).then_recorded(DrugTestOrdered)


def test_a_test_is_due_in_the_days_to_come() -> None:
    ahead = given(REGISTERED).at(on("2020-04-01")).when(ORDER)
    ahead.then(ORDERED)


@pytest.mark.parametrize("command", [TAKE, REFUSE, EVADE, APPROVE])
def test_nothing_comes_of_a_test_that_is_not_on_record(command: Any) -> None:
    unknown = replace(command, test_id=OTHER)
    given(REGISTERED, ORDERED).when(unknown).then_refused(rules.UNKNOWN_TEST, "test_id")


@pytest.mark.parametrize("command", [TAKE, REFUSE, EVADE])
def test_nothing_comes_of_a_test_before_it_is_ordered(command: Any) -> None:
    early = replace(command, occurred_at=on("2020-03-31"))
    given(REGISTERED, ORDERED).when(early).then_refused(checks.OUT_OF_ORDER, "occurred_at")


@pytest.mark.parametrize("command", [TAKE, REFUSE, EVADE])
def test_a_test_that_was_taken_has_its_result(command: Any) -> None:
    given(REGISTERED, ORDERED, NEGATIVE).when(command).then_refused(rules.TEST_TAKEN_ALREADY, "test_id")


@pytest.mark.parametrize("command", [REFUSE, EVADE])
def test_a_test_counts_once_as_missed(command: Any) -> None:
    for missed in (REFUSED, EVADED):
        given(REGISTERED, ORDERED, missed).when(command).then_refused(rules.TEST_MISSED_ALREADY, "test_id")


def test_a_person_who_refused_or_evaded_a_test_may_still_take_it() -> None:
    given(REGISTERED, ORDERED, REFUSED).when(TAKE).then(NEGATIVE)
    given(REGISTERED, ORDERED, EVADED).when(TAKE).then(NEGATIVE)


def test_a_test_takes_two_different_testers() -> None:
    alone = replace(TAKE, testers=("wang.jun", "wang.jun"))
    given(REGISTERED, ORDERED).when(alone).then_refused(rules.TWO_TESTERS, "testers")


def test_a_sample_that_is_positive_on_site_is_kept_in_two_numbered_halves() -> None:
    scenario = given(REGISTERED, ORDERED)
    scenario.when(TAKE_POSITIVE).then_recorded(DrugTestTaken)
    without_a, without_b = replace(TAKE_POSITIVE, sample_a=None), replace(TAKE_POSITIVE, sample_b=None)
    scenario.when(without_a).then_refused(rules.SAMPLE_NUMBERS_MISSING, "sample_a")
    scenario.when(without_b).then_refused(rules.SAMPLE_NUMBERS_MISSING, "sample_b")
    alike = replace(TAKE_POSITIVE, sample_b="12-A")
    scenario.when(alike).then_refused(rules.SAMPLE_NUMBERS_ALIKE, "sample_b")


def test_a_negative_test_finds_no_drugs() -> None:
    contradictory = replace(TAKE, substances=("heroin",))
    given(REGISTERED, ORDERED).when(contradictory).then_refused(rules.SUBSTANCES_OF_NEGATIVE, "substances")


def test_a_laboratory_test_names_its_laboratory_and_needs_no_kept_halves() -> None:
    hair = replace(
        TAKE, kind=DrugTestKind.LABORATORY, method=DrugTestMethod.HAIR, result=DrugTestResult.POSITIVE
    )
    given(REGISTERED, ORDERED).when(hair).then_refused(rules.LABORATORY_MISSING, "laboratory")
    given(REGISTERED, ORDERED).when(replace(hair, laboratory="甲中心")).then_recorded(DrugTestTaken)


def test_a_refused_test_is_forced_after_approval() -> None:
    given(REGISTERED, ORDERED, REFUSED).when(APPROVE).then(APPROVED)
    forced = replace(TAKE, is_forced=True)
    given(REGISTERED, ORDERED, REFUSED, APPROVED).when(forced).then(replace(NEGATIVE, is_forced=True))


def test_a_test_is_not_forced_without_or_before_approval() -> None:
    forced = replace(TAKE, is_forced=True)
    refused = given(REGISTERED, ORDERED, REFUSED).when(forced)
    assert refused.then_refused(rules.FORCED_TEST_NOT_APPROVED, "is_forced").rule.article == "禁毒法 32"
    unordered = given(REGISTERED).when(replace(forced, test_id=None))
    unordered.then_refused(rules.FORCED_TEST_NOT_APPROVED, "is_forced")
    early = replace(forced, occurred_at=on("2020-04-10"))
    given(REGISTERED, ORDERED, REFUSED, APPROVED).when(early).then_refused(checks.OUT_OF_ORDER, "occurred_at")


def test_only_a_test_that_was_refused_is_approved_to_be_forced() -> None:
    for history in ((ORDERED,), (ORDERED, EVADED)):
        refused = given(REGISTERED, *history).when(APPROVE).then_refused(rules.TEST_NOT_REFUSED, "test_id")
        assert refused.rule.article == "禁毒法 32"


def test_forcing_is_approved_once_after_the_refusal_and_before_the_test() -> None:
    given(REGISTERED, ORDERED, REFUSED, APPROVED).when(APPROVE).then_refused(
        rules.FORCED_TEST_APPROVED_ALREADY, "test_id"
    )
    early = replace(APPROVE, occurred_at=on("2020-04-09"))
    given(REGISTERED, ORDERED, REFUSED).when(early).then_refused(checks.OUT_OF_ORDER, "occurred_at")
    given(REGISTERED, ORDERED, REFUSED, NEGATIVE).when(APPROVE).then_refused(
        rules.TEST_TAKEN_ALREADY, "test_id"
    )
