"""What holds of tests whatever commands come in."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from domain.playing import play
from hypothesis import given, settings
from hypothesis import strategies as st
from spec import on

from tongxin.domain.commands import Command
from tongxin.domain.testing.commands import (
    ApproveForcedTest,
    ObjectToTestResult,
    OrderTest,
    RecordLaboratoryResult,
    RecordTest,
    RecordTestEvasion,
    RecordTestRefusal,
)
from tongxin.domain.testing.events import (
    DrugTestEvaded,
    DrugTestOrdered,
    DrugTestRefused,
    DrugTestTaken,
    ForcedTestApproved,
    LaboratoryResultRecorded,
)

days = st.integers(0, 5).map(lambda days: on("2020-04-01") + timedelta(days=days))
known_ids = st.integers(1, 2).map(lambda number: UUID(int=number))
ids = st.none() | known_ids
codes = st.sampled_from(["heroin", "A", "B"])
numbers = st.none() | codes
laboratories = st.sampled_from(["甲中心", "乙中心"])

commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(OrderTest, occurred_at=days, test_id=ids),
    st.builds(RecordTestRefusal, occurred_at=days, test_id=ids),
    st.builds(RecordTestEvasion, occurred_at=days, test_id=ids),
    st.builds(ApproveForcedTest, occurred_at=days, test_id=known_ids),
    st.builds(ObjectToTestResult, occurred_at=days, test_id=known_ids),
    st.builds(
        RecordLaboratoryResult,
        occurred_at=days,
        test_id=known_ids,
        laboratory=laboratories,
        substances=st.just(()),
        sample=numbers,
    ),
    st.builds(
        RecordTest,
        occurred_at=days,
        test_id=ids,
        testers=st.just(("wang.jun", "li.na")),
        laboratory=st.none() | laboratories,
        substances=st.just(()),
        sample_a=numbers,
        sample_b=numbers,
        is_forced=st.booleans(),
    ),
)


@settings(max_examples=200)
@given(st.lists(commands, max_size=25))
def test_each_test_is_ordered_missed_and_taken_at_most_once(given_commands: list[Command]) -> None:
    recorded = play(given_commands)
    for kinds in ((DrugTestOrdered,), (DrugTestRefused, DrugTestEvaded), (DrugTestTaken,)):
        seen = Counter(event.test_id for event in recorded if isinstance(event, kinds))
        assert set(seen.values()) <= {1}


@settings(max_examples=200)
@given(st.lists(commands, max_size=25))
def test_forced_tests_are_approved_and_laboratories_differ(given_commands: list[Command]) -> None:
    approved: set[UUID] = set()
    tested: set[tuple[UUID, str]] = set()
    for event in play(given_commands):
        match event:
            case ForcedTestApproved():
                approved.add(event.test_id)
            case DrugTestTaken():
                assert not event.is_forced or event.test_id in approved
                tested.add((event.test_id, event.laboratory or ""))
            case LaboratoryResultRecorded():
                assert (event.test_id, event.laboratory) not in tested
                tested.add((event.test_id, event.laboratory))
