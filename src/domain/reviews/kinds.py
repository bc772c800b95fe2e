"""Kinds of events that decisions of several families rest on, and when a decision does."""

from collections.abc import Callable
from typing import Any, get_args

from ..identity.events import IdentityCorrected, PersonRegistered
from ..maternity.events import MaternityEvent
from ..measures import community_events as community
from ..measures import events as decisions
from ..measures import facility_events as facility
from ..proposals.events import ProposalAnswered, ProposalReceived
from ..testing import events as testing
from .basis import Basis, Kinds

TESTS: Kinds = (testing.DrugTestTaken, testing.LaboratoryResultRecorded)
NOT_TAKEN: Kinds = (testing.DrugTestEvaded, testing.DrugTestRefused)
ENDED: Kinds = (
    decisions.PersonReleased,
    decisions.MeasureCompleted,
    decisions.MeasureTerminated,
    decisions.MeasureChanged,
)
CUSTODY: Kinds = (facility.FacilityEntered, decisions.PersonReleased)
OF_A_TERM: Kinds = (
    decisions.MeasureOrdered,
    decisions.MeasureExtended,
    decisions.DecisionServed,
    decisions.MeasurePaused,
    decisions.MeasureResumed,
    community.PersonReportedIn,
    *CUSTODY,
    facility.PersonEscaped,
    facility.PersonRecaptured,
    facility.MeasureAssessed,
    ProposalReceived,
    ProposalAnswered,
)
MATERNITY: Kinds = get_args(MaternityEvent)
SAME_MEASURE = ("measure_id", "measure_id")
SAME_TEST = ("test_id", "test_id")
BIRTH_DATE = frozenset({"birth_date"})
IDENTITY: Kinds = (PersonRegistered, IdentityCorrected)
AGE = Basis(kinds=IDENTITY, fields=BIRTH_DATE)
"""By age some are not detained or isolated (禁毒法 39, 治安管理处罚法 23)."""


def on(field: str, *values: Any) -> Callable[[Any], bool]:
    """Decisions whose ground, or whose grounds, are among these."""

    def holds(decision: Any) -> bool:
        given = getattr(decision, field)
        return any(value in values for value in given) if isinstance(given, tuple) else given in values

    return holds
