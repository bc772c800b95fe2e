"""Finding whether a person is addicted."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from domain.histories import REGISTERED
from domain.playing import play
from hypothesis import given as whatever
from hypothesis import strategies as st
from spec import given, on

from tongxin.domain import checks
from tongxin.domain.addiction import rules
from tongxin.domain.addiction.commands import RecordAddictionFinding
from tongxin.domain.addiction.events import AddictionFound, AddictionGround, AddictionLevel
from tongxin.domain.person.state import fold
from tongxin.domain.testing import rules as testing_rules
from tongxin.domain.testing.events import (
    DrugTestGround,
    DrugTestKind,
    DrugTestMethod,
    DrugTestOrdered,
    DrugTestResult,
    DrugTestTaken,
    LaboratoryResultRecorded,
)

TEST = UUID(int=1)
ORDERED = DrugTestOrdered(
    occurred_at=on("2020-04-10"),
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
    sample_a="12-A",
    sample_b="12-B",
)
OVERTURNED = LaboratoryResultRecorded(
    occurred_at=on("2020-04-18"), test_id=TEST, laboratory="甲中心", result=DrugTestResult.NEGATIVE
)
FOUND = AddictionFound(
    occurred_at=on("2020-04-13"),
    level=AddictionLevel.ADDICTED,
    grounds=(AddictionGround.POSITIVE_TEST, AddictionGround.HISTORY_OF_USE),
    test_id=TEST,
    found_by=("wang.jun", "li.na"),
    document_number="认字[2020]31号",
)
FIND = RecordAddictionFinding(
    occurred_at=on("2020-04-13"),
    level=AddictionLevel.ADDICTED,
    grounds=(AddictionGround.POSITIVE_TEST, AddictionGround.HISTORY_OF_USE),
    test_id=TEST,
    found_by=("wang.jun", "li.na"),
    document_number="认字[2020]31号",
)


def test_two_officers_find_addiction_upon_a_test() -> None:
    given(REGISTERED, POSITIVE).when(FIND).then(FOUND)


def test_one_officer_alone_finds_nothing() -> None:
    alone = replace(FIND, found_by=("wang.jun", "wang.jun"))
    refused = given(REGISTERED, POSITIVE).when(alone).then_refused(rules.TWO_OFFICERS, "found_by")
    assert refused.rule.article == "吸毒成瘾认定办法 6"


def test_a_commissioned_institution_names_two_people_but_not_by_that_article() -> None:
    alone = replace(FIND, institution="示例医院", found_by=("dr.zhou",))
    refused = given(REGISTERED, POSITIVE).when(alone).then_refused(rules.TWO_ASSESSORS, "found_by")
    assert refused.rule.article is None


def test_a_person_is_not_found_addicted_without_grounds() -> None:
    baseless = replace(FIND, grounds=())
    given(REGISTERED, POSITIVE).when(baseless).then_refused(rules.GROUNDS_MISSING, "grounds")
    cleared = replace(baseless, level=AddictionLevel.NOT_ADDICTED)
    given(REGISTERED, POSITIVE).when(cleared).then_recorded(AddictionFound)


def test_a_positive_test_as_a_ground_is_named_and_known_and_has_a_result() -> None:
    given(REGISTERED, POSITIVE).when(replace(FIND, test_id=None)).then_refused(rules.TEST_MISSING, "test_id")
    given(REGISTERED).when(FIND).then_refused(testing_rules.UNKNOWN_TEST, "test_id")
    given(REGISTERED, ORDERED).when(FIND).then_refused(testing_rules.NO_TEST_RESULT, "test_id")


def test_a_finding_does_not_come_before_its_test() -> None:
    early = replace(FIND, occurred_at=on("2020-04-11"))
    given(REGISTERED, POSITIVE).when(early).then_refused(checks.OUT_OF_ORDER, "occurred_at")


def test_a_test_that_a_laboratory_overturned_is_no_ground_any_more() -> None:
    late = replace(FIND, occurred_at=on("2020-04-19"))
    given(REGISTERED, POSITIVE, OVERTURNED).when(late).then_refused(rules.TEST_NEGATIVE, "test_id")


def test_a_finding_made_before_the_test_was_overturned_may_be_recorded_late() -> None:
    given(REGISTERED, POSITIVE, OVERTURNED).when(FIND).then(FOUND)


def test_a_finding_may_rest_on_other_grounds_than_a_test() -> None:
    by_symptoms = replace(FIND, grounds=(AddictionGround.WITHDRAWAL_SYMPTOMS,), test_id=None)
    given(REGISTERED).when(by_symptoms).then_recorded(AddictionFound)


def test_a_finding_is_recorded_once() -> None:
    given(REGISTERED, POSITIVE, FOUND).when(FIND).then_refused(rules.FOUND_ALREADY, "document_number")


findings = st.builds(
    RecordAddictionFinding,
    occurred_at=st.integers(0, 5).map(lambda days: on("2020-04-12") + timedelta(days=days)),
    grounds=st.just((AddictionGround.EVIDENCE_OF_USE,)),
    test_id=st.none(),
    found_by=st.sampled_from([("wang.jun", "li.na"), ("wang.jun",)]),
    document_number=st.sampled_from(["1号", "2号", "3号"]),
)


@whatever(st.lists(findings, max_size=10))
def test_the_latest_finding_counts_in_whatever_order_they_are_recorded(
    commands: list[RecordAddictionFinding],
) -> None:
    recorded = [event for event in play(commands) if isinstance(event, AddictionFound)]
    state = fold([REGISTERED, *recorded]).addiction
    assert len(set(state.documents)) == len(recorded)
    assert state.found_at == max((event.occurred_at for event in recorded), default=None)
    assert all(len(event.found_by) == 2 for event in recorded)
