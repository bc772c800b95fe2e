"""What happens when a testing command comes in."""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from ..checks import check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import (
    ApproveForcedTest,
    DecideTestObjection,
    ObjectToTestResult,
    OrderTest,
    RecordLaboratoryResult,
    RecordResultTold,
    RecordSampleSent,
    RecordTest,
    RecordTestEvasion,
    RecordTestRefusal,
    TestingCommand,
)
from .events import (
    DrugTestEvaded,
    DrugTestKind,
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
)
from .state import DrugTest


def decide(person: Person, command: TestingCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case OrderTest():
            return _order(person, command, context)
        case RecordTest():
            return _take(person, command, context)
        case RecordTestRefusal():
            test_id = _missed_test(person, command.test_id, context)
            return [DrugTestRefused.of(command, context, test_id=test_id)]
        case RecordTestEvasion():
            test_id = _missed_test(person, command.test_id, context)
            return [DrugTestEvaded.of(command, context, test_id=test_id)]
        case ApproveForcedTest():
            return _approve_forced(person, command, context)
        case ObjectToTestResult():
            test = _known(person, command.test_id)
            _check_follows_result(test, context)
            if test.is_objected:
                raise rules.RESULT_OBJECTED_ALREADY.refuse("test_id")
            return [DrugTestResultObjected.of(command, context)]
        case RecordLaboratoryResult():
            return _laboratory_result(person, command, context)
        case RecordResultTold():
            return _tell(person, command, context)
        case DecideTestObjection():
            return _decide_objection(person, command, context)
        case RecordSampleSent():
            return _send_sample(person, command, context)
        case _:
            assert_never(command)


def _order(person: Person, command: OrderTest, context: Context) -> list[Event]:
    test_id = command.test_id or context.new_id
    check_new(test_id, person.testing.tests, "test_id")
    if command.due_on is not None and command.due_on < law_date(context.occurred_at):
        raise rules.TEST_DUE_BEFORE_ORDER.refuse("due_on")
    return [DrugTestOrdered.of(command, context, test_id=test_id)]


def _take(person: Person, command: RecordTest, context: Context) -> list[Event]:
    test_id = command.test_id or context.new_id
    test = _known(person, command.test_id) if command.test_id else DrugTest()
    if test.result is not None:
        raise rules.TEST_TAKEN_ALREADY.refuse("test_id")
    _check_after(test.ordered_at, context)
    if command.is_forced:
        if test.forced_approved_at is None:
            raise rules.FORCED_TEST_NOT_APPROVED.refuse("is_forced")
        _check_after(test.forced_approved_at, context)
    _check_record(command)
    return [DrugTestTaken.of(command, context, test_id=test_id)]


def _check_record(command: RecordTest) -> None:
    if len(set(command.testers)) < 2:
        raise rules.TWO_TESTERS.refuse("testers")
    _check_substances(command.result, command.substances)
    if command.kind is DrugTestKind.LABORATORY and command.laboratory is None:
        raise rules.LABORATORY_MISSING.refuse("laboratory")
    if command.kind is DrugTestKind.ON_SITE and command.result is DrugTestResult.POSITIVE:
        for name in ("sample_a", "sample_b"):
            if getattr(command, name) is None:
                raise rules.SAMPLE_NUMBERS_MISSING.refuse(name)
    if command.sample_a is not None and command.sample_a == command.sample_b:
        raise rules.SAMPLE_NUMBERS_ALIKE.refuse("sample_b")


def _check_substances(result: DrugTestResult, substances: tuple[str, ...]) -> None:
    if substances and result is DrugTestResult.NEGATIVE:
        raise rules.SUBSTANCES_OF_NEGATIVE.refuse("substances")


def _missed_test(person: Person, test_id: UUID | None, context: Context) -> UUID:
    """The id of a test that can be refused or evaded: each test counts once as missed."""
    if test_id is None:
        return context.new_id
    test = _known(person, test_id)
    if test.result is not None:
        raise rules.TEST_TAKEN_ALREADY.refuse("test_id")
    if test.refused_at is not None or test.evaded_at is not None:
        raise rules.TEST_MISSED_ALREADY.refuse("test_id")
    _check_after(test.ordered_at, context)
    return test_id


def _approve_forced(person: Person, command: ApproveForcedTest, context: Context) -> list[Event]:
    test = _known(person, command.test_id)
    if test.refused_at is None:
        raise rules.TEST_NOT_REFUSED.refuse("test_id")
    if test.result is not None:
        raise rules.TEST_TAKEN_ALREADY.refuse("test_id")
    if test.forced_approved_at is not None:
        raise rules.FORCED_TEST_APPROVED_ALREADY.refuse("test_id")
    _check_after(test.refused_at, context)
    return [ForcedTestApproved.of(command, context)]


def _laboratory_result(person: Person, command: RecordLaboratoryResult, context: Context) -> list[Event]:
    test = _known(person, command.test_id)
    _check_follows_result(test, context)
    if command.laboratory in test.laboratories:
        raise rules.SAME_LABORATORY.refuse("laboratory", laboratory=command.laboratory)
    if command.sample is not None and test.samples and command.sample not in test.samples:
        raise rules.SAMPLE_OF_OTHER_TEST.refuse("sample", sample=command.sample)
    _check_substances(command.result, command.substances)
    return [LaboratoryResultRecorded.of(command, context, is_retest=bool(test.laboratories))]


def _tell(person: Person, command: RecordResultTold, context: Context) -> list[Event]:
    test = _known(person, command.test_id)
    _check_follows_result(test, context)
    if test.is_told:
        raise rules.RESULT_TOLD_ALREADY.refuse("test_id")
    return [DrugTestResultTold.of(command, context)]


def _decide_objection(person: Person, command: DecideTestObjection, context: Context) -> list[Event]:
    test = _known(person, command.test_id)
    if not test.is_objected or test.objection_granted is not None:
        raise rules.NO_OPEN_TEST_OBJECTION.refuse("test_id")
    _check_follows_result(test, context)
    return [DrugTestObjectionDecided.of(command, context)]


def _send_sample(person: Person, command: RecordSampleSent, context: Context) -> list[Event]:
    test = _known(person, command.test_id)
    _check_follows_result(test, context)
    if command.sample not in test.samples:
        raise rules.SAMPLE_OF_OTHER_TEST.refuse("sample", sample=command.sample)
    return [DrugTestSampleSent.of(command, context)]


def _known(person: Person, test_id: UUID) -> DrugTest:
    test = person.testing.tests.get(test_id)
    if test is None:
        raise rules.UNKNOWN_TEST.refuse("test_id", test_id=test_id)
    return test


def _check_follows_result(test: DrugTest, context: Context) -> None:
    if test.result_at is None:
        raise rules.NO_TEST_RESULT.refuse("test_id")
    _check_after(test.result_at, context)


def _check_after(earlier: datetime | None, context: Context) -> None:
    if earlier is not None:
        check_not_before(law_date(earlier), context)
