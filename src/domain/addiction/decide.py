"""What happens when an addiction command comes in."""

from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from ..checks import check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from ..testing.events import DrugTestResult
from ..testing.rules import NO_TEST_RESULT, UNKNOWN_TEST
from . import rules
from .commands import AddictionCommand, RecordAddictionFinding
from .events import AddictionFound, AddictionGround, AddictionLevel


def decide(person: Person, command: AddictionCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RecordAddictionFinding():
            return _find(person, command, context)
        case _:
            assert_never(command)


def _find(person: Person, command: RecordAddictionFinding, context: Context) -> list[Event]:
    if len(set(command.found_by)) < 2:
        rule = rules.TWO_OFFICERS if command.institution is None else rules.TWO_ASSESSORS
        raise rule.refuse("found_by")
    if command.level is not AddictionLevel.NOT_ADDICTED and not command.grounds:
        raise rules.GROUNDS_MISSING.refuse("grounds")
    is_by_test = AddictionGround.POSITIVE_TEST in command.grounds
    if command.test_id is not None:
        _check_test(person, command.test_id, is_by_test, context)
    elif is_by_test:
        raise rules.TEST_MISSING.refuse("test_id")
    if command.document_number in person.addiction.documents:
        raise rules.FOUND_ALREADY.refuse("document_number", document_number=command.document_number)
    return [AddictionFound.of(command, context)]


def _check_test(person: Person, test_id: UUID, must_be_positive: bool, context: Context) -> None:
    test = person.testing.tests.get(test_id)
    if test is None:
        raise UNKNOWN_TEST.refuse("test_id", test_id=test_id)
    if test.taken_at is None or test.result_at is None:
        raise NO_TEST_RESULT.refuse("test_id")
    check_not_before(law_date(test.taken_at), context)
    is_result_known = law_date(context.occurred_at) >= law_date(test.result_at)
    if must_be_positive and is_result_known and test.result is DrugTestResult.NEGATIVE:
        raise rules.TEST_NEGATIVE.refuse("test_id")
