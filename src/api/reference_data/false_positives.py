"""A chapter on a scheduled test that is positive on site and negative in the laboratory."""

from datetime import date

from ...domain.measures.kinds import MeasureKind
from ...domain.testing.commands import OrderTest
from ...domain.testing.events import DrugTestGround, DrugTestMethod, DrugTestResult
from .findings import take_positive_test, tell_objection
from .teller import Teller

GROUNDS = {
    MeasureKind.COMMUNITY_DETOX: DrugTestGround.COMMUNITY_TREATMENT,
    MeasureKind.COMMUNITY_REHAB: DrugTestGround.COMMUNITY_REHABILITATION,
}


def tell_false_positive(t: Teller, kind: MeasureKind, day: date) -> None:
    """The latest result counts: the person was not using."""
    test_id = t.id()
    t.line.add(
        day, OrderTest, t.worker(day), test_id=test_id, ground=GROUNDS[kind], method=DrugTestMethod.URINE,
        legal_basis=t.regulation(day, "19"),
    )  # fmt: skip
    take_positive_test(t, day, test_id)
    tell_objection(t, day, test_id, DrugTestResult.NEGATIVE)
