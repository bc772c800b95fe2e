"""Which tests were there, and what came of each? One row a test."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.testing import events as testing
from .items import item_projection


@dataclass(slots=True)
class RegisteredTest:
    """A test on its way from the order to the last result. `result`: the latest, found on `result_on`.

    `standing`: ordered, refused, evaded or taken. `objection_granted`: None while it is not decided.
    """

    stream: UUID
    test_id: UUID
    standing: str = "ordered"
    day: date = date.min
    ground: str | None = None
    method: str | None = None
    kind: str | None = None
    ordered_on: date | None = None
    due_on: date | None = None
    taken_on: date | None = None
    missed_on: date | None = None
    is_forced: bool = False
    result: str | None = None
    result_on: date | None = None
    laboratory: str | None = None
    objected_on: date | None = None
    objection_granted: bool | None = None
    version: int = 0
    position: int = 0


def _ordered(row: RegisteredTest, event: testing.DrugTestOrdered) -> None:
    row.ordered_on = row.day = law_date(event.occurred_at)
    row.ground, row.method, row.due_on = event.ground, event.method, event.due_on


def _taken(row: RegisteredTest, event: testing.DrugTestTaken) -> None:
    row.taken_on = row.result_on = row.day = law_date(event.occurred_at)
    row.standing, row.method, row.kind, row.result = "taken", event.method, event.kind, event.result
    row.is_forced, row.laboratory = event.is_forced, event.laboratory


def _missed(row: RegisteredTest, event: testing.DrugTestRefused | testing.DrugTestEvaded) -> None:
    row.missed_on = row.day = law_date(event.occurred_at)
    row.standing = "refused" if isinstance(event, testing.DrugTestRefused) else "evaded"


def _objected(row: RegisteredTest, event: testing.DrugTestResultObjected) -> None:
    row.objected_on, row.objection_granted = law_date(event.occurred_at), None


def _decided(row: RegisteredTest, event: testing.DrugTestObjectionDecided) -> None:
    row.objection_granted = event.granted


def _concluded(row: RegisteredTest, event: testing.LaboratoryResultRecorded) -> None:
    row.result, row.result_on = event.result, law_date(event.occurred_at)
    row.laboratory = event.laboratory
    row.objected_on = row.objection_granted = None  # it was of the result before


TEST_REGISTER = item_projection(
    "test_register",
    1,
    RegisteredTest,
    "test_id",
    {
        testing.DrugTestOrdered: _ordered,
        testing.DrugTestTaken: _taken,
        testing.DrugTestRefused: _missed,
        testing.DrugTestEvaded: _missed,
        testing.DrugTestResultObjected: _objected,
        testing.DrugTestObjectionDecided: _decided,
        testing.LaboratoryResultRecorded: _concluded,
    },
)
