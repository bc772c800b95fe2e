"""Objecting to a result, and testing again in a laboratory."""

from dataclasses import replace
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from spec import given, on

from tongxin.domain import checks
from tongxin.domain.commands import Command
from tongxin.domain.testing import rules
from tongxin.domain.testing.commands import ObjectToTestResult, RecordLaboratoryResult
from tongxin.domain.testing.events import (
    DrugTestGround,
    DrugTestKind,
    DrugTestMethod,
    DrugTestOrdered,
    DrugTestResult,
    DrugTestResultObjected,
    DrugTestTaken,
    LaboratoryResultRecorded,
)

TEST = UUID(int=1)
ORDERED = DrugTestOrdered(
    occurred_at=on("2020-04-01"),
    test_id=TEST,
    ground=DrugTestGround.SUSPICION,
    method=DrugTestMethod.URINE,
)
POSITIVE = DrugTestTaken(
    occurred_at=on("2020-04-12"),
    test_id=TEST,
    method=DrugTestMethod.URINE,
    kind=DrugTestKind.ON_SITE,
    result=DrugTestResult.POSITIVE,
    testers=("wang.jun", "li.na"),
    substances=("heroin",),
    sample_a="12-A",
    sample_b="12-B",
)
OBJECTED = DrugTestResultObjected(occurred_at=on("2020-04-13"), test_id=TEST, statement="止咳药")
FIRST = LaboratoryResultRecorded(
    occurred_at=on("2020-04-18"),
    test_id=TEST,
    laboratory="甲中心",
    result=DrugTestResult.POSITIVE,
    substances=("heroin",),
    sample="12-A",
)
OBJECT = ObjectToTestResult(occurred_at=on("2020-04-13"), test_id=TEST, statement="止咳药")
SEND_A = RecordLaboratoryResult(
    occurred_at=on("2020-04-18"),
    test_id=TEST,
    laboratory="甲中心",
    result=DrugTestResult.POSITIVE,
    substances=("heroin",),
    sample="12-A",
)
SEND_B = RecordLaboratoryResult(
    occurred_at=on("2020-04-25"),
    test_id=TEST,
    laboratory="乙中心",
    result=DrugTestResult.NEGATIVE,
    sample="12-B",
)


def test_a_person_objects_and_a_laboratory_tests_the_sample() -> None:
    given(REGISTERED, POSITIVE).when(OBJECT).then(OBJECTED)
    given(REGISTERED, POSITIVE, OBJECTED).when(SEND_A).then(FIRST)


def test_another_laboratory_tests_again() -> None:
    event = LaboratoryResultRecorded(
        occurred_at=on("2020-04-25"),
        test_id=TEST,
        laboratory="乙中心",
        result=DrugTestResult.NEGATIVE,
        sample="12-B",
        is_retest=True,
    )
    given(REGISTERED, POSITIVE, FIRST).when(SEND_B).then(event)


def test_the_same_laboratory_does_not_test_again() -> None:
    again = replace(SEND_B, laboratory="甲中心")
    given(REGISTERED, POSITIVE, FIRST).when(again).then_refused(rules.SAME_LABORATORY, "laboratory")


def test_the_laboratory_that_made_the_test_does_not_test_again() -> None:
    made = replace(POSITIVE, kind=DrugTestKind.LABORATORY, laboratory="乙中心")
    given(REGISTERED, made).when(SEND_B).then_refused(rules.SAME_LABORATORY, "laboratory")


def test_an_objection_is_recorded_once_for_each_result() -> None:
    given(REGISTERED, POSITIVE, OBJECTED).when(OBJECT).then_refused(rules.RESULT_OBJECTED_ALREADY, "test_id")
    later = replace(OBJECT, occurred_at=on("2020-04-19"))
    given(REGISTERED, POSITIVE, OBJECTED, FIRST).when(later).then_recorded(DrugTestResultObjected)


@pytest.mark.parametrize("command", [OBJECT, SEND_A])
def test_without_a_result_there_is_nothing_to_object_to_nor_to_test_again(command: Command) -> None:
    given(REGISTERED, ORDERED).when(command).then_refused(rules.NO_TEST_RESULT, "test_id")
    given(REGISTERED).when(command).then_refused(rules.UNKNOWN_TEST, "test_id")


def test_what_follows_a_result_is_not_dated_before_it() -> None:
    early = on("2020-04-11")
    for command in (OBJECT, SEND_A):
        given(REGISTERED, POSITIVE).when(replace(command, occurred_at=early)).then_refused(
            checks.OUT_OF_ORDER, "occurred_at"
        )
    before_first = replace(SEND_B, occurred_at=on("2020-04-17"))
    given(REGISTERED, POSITIVE, FIRST).when(before_first).then_refused(checks.OUT_OF_ORDER, "occurred_at")


def test_a_fact_known_to_the_day_only_may_follow_one_known_to_the_hour() -> None:
    midnight = on("2020-04-12").replace(hour=0)
    given(REGISTERED, POSITIVE).when(replace(OBJECT, occurred_at=midnight)).then_recorded(
        DrugTestResultObjected
    )


def test_the_sample_tested_is_one_that_was_kept() -> None:
    foreign = replace(SEND_A, sample="13-A")
    given(REGISTERED, POSITIVE).when(foreign).then_refused(rules.SAMPLE_OF_OTHER_TEST, "sample")


def test_a_negative_laboratory_result_finds_no_drugs() -> None:
    contradictory = replace(SEND_B, substances=("heroin",))
    given(REGISTERED, POSITIVE).when(contradictory).then_refused(rules.SUBSTANCES_OF_NEGATIVE, "substances")
