"""What deciding needs to know of drug tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from .events import (
    DrugTestEvaded,
    DrugTestObjectionDecided,
    DrugTestOrdered,
    DrugTestRefused,
    DrugTestResult,
    DrugTestResultObjected,
    DrugTestResultTold,
    DrugTestSampleSent,
    DrugTestTaken,
    ForcedTestApproved,
    LaboratoryResultRecorded,
    TestingEvent,
)


@dataclass(frozen=True, slots=True)
class DrugTest:
    """One test. `taken_at`: when the sample was. `result` … `objection_granted`: of the latest result.

    `samples`: numbers of the halves kept. `laboratories`: those that have tested, in order.
    """

    ordered_at: datetime | None = None
    refused_at: datetime | None = None
    evaded_at: datetime | None = None
    forced_approved_at: datetime | None = None
    taken_at: datetime | None = None
    result: DrugTestResult | None = None
    result_at: datetime | None = None
    is_objected: bool = False
    is_told: bool = False
    objection_granted: bool | None = None
    samples: tuple[str, ...] = ()
    laboratories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Testing:
    """The tests by their id."""

    tests: Mapping[UUID, DrugTest] = field(default_factory=dict)


_NEW_TEST = DrugTest()


def evolve(testing: Testing, event: TestingEvent) -> Testing:
    """The state after an event. Trusts history: never refuses."""
    before = testing.tests.get(event.test_id, _NEW_TEST)
    return Testing({**testing.tests, event.test_id: _evolve_test(before, event)})


def _evolve_test(test: DrugTest, event: TestingEvent) -> DrugTest:
    match event:
        case DrugTestOrdered():
            return replace(test, ordered_at=event.occurred_at)
        case DrugTestTaken():
            return _taken(test, event)
        case DrugTestRefused():
            return replace(test, refused_at=event.occurred_at)
        case DrugTestEvaded():
            return replace(test, evaded_at=event.occurred_at)
        case ForcedTestApproved():
            return replace(test, forced_approved_at=event.occurred_at)
        case DrugTestResultObjected():
            return replace(test, is_objected=True, objection_granted=None)
        case DrugTestResultTold():
            return replace(test, is_told=True)
        case DrugTestObjectionDecided():
            return replace(test, objection_granted=event.granted)
        case DrugTestSampleSent():
            return test
        case LaboratoryResultRecorded():
            return replace(
                test,
                result=event.result,
                result_at=event.occurred_at,
                is_objected=False,
                is_told=False,
                objection_granted=None,
                laboratories=(*test.laboratories, event.laboratory),
            )
        case _:
            assert_never(event)


def _taken(test: DrugTest, event: DrugTestTaken) -> DrugTest:
    return replace(
        test,
        taken_at=event.occurred_at,
        result=event.result,
        result_at=event.occurred_at,
        samples=tuple(number for number in (event.sample_a, event.sample_b) if number is not None),
        laboratories=() if event.laboratory is None else (event.laboratory,),
    )
