"""From a result that is told to an objection, its decision and the sample that is sent."""

from typing import Any

import pytest
from domain.deadlines.docket_histories import T
from domain.deadlines.limit_events import decided, objected, positive, told
from domain.histories import REGISTERED
from spec import OFFICER, Scenario, given, on

from tongxin.domain.events import Event
from tongxin.domain.testing import rules
from tongxin.domain.testing.commands import DecideTestObjection, RecordResultTold, RecordSampleSent
from tongxin.domain.testing.events import DrugTestObjectionDecided, DrugTestResultTold, DrugTestSampleSent

TAKEN = positive("2026-03-02T10:30")
TELL = RecordResultTold(test_id=T, occurred_at=on("2026-03-02"))
DECIDE = DecideTestObjection(test_id=T, granted=True, decided_by="a", occurred_at=on("2026-03-04"))
SEND = RecordSampleSent(test_id=T, sample="A", laboratory="L", occurred_at=on("2026-03-05"))


def person(*events: Event) -> Scenario:
    return given(REGISTERED, *events).by(OFFICER)


def test_a_result_is_told_once() -> None:
    person(TAKEN).when(TELL).then_recorded(DrugTestResultTold)
    person(TAKEN, told("2026-03-02")).when(TELL).then_refused(rules.RESULT_TOLD_ALREADY, "test_id")


def test_an_objection_is_decided_once() -> None:
    person(TAKEN).when(DECIDE).then_refused(rules.NO_OPEN_TEST_OBJECTION, "test_id")
    person(TAKEN, objected("2026-03-03")).when(DECIDE).then_recorded(DrugTestObjectionDecided)
    person(TAKEN, objected("2026-03-03"), decided("2026-03-03")).when(DECIDE).then_refused(
        rules.NO_OPEN_TEST_OBJECTION, "test_id"
    )


def test_only_a_sample_of_the_test_is_sent() -> None:
    person(TAKEN).when(SEND).then_recorded(DrugTestSampleSent)
    other = RecordSampleSent(test_id=T, sample="C", laboratory="L", occurred_at=on("2026-03-05"))
    person(TAKEN).when(other).then_refused(rules.SAMPLE_OF_OTHER_TEST, "sample")


@pytest.mark.parametrize("command", [TELL, DECIDE, SEND])
def test_of_a_test_that_is_known(command: Any) -> None:
    person().when(command).then_refused(rules.UNKNOWN_TEST, "test_id")
