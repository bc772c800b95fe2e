"""On what decisions about measures may rest: what was not kept, orders, extensions, changes and endings."""

from collections.abc import Callable
from typing import Any

from ..addiction.events import AddictionFound
from ..appeals.events import AppealDecided
from ..contact.events import LeaveGranted, LeaveReturned
from ..events import Event
from ..measures import community_events as community
from ..measures import events as decisions
from ..measures import facility_events as facility
from ..measures.kinds import (
    TEST_BREACHES,
    BreachKind,
    IsolationGround,
    MeasureKind,
    PoliceReportGround,
    SeriousBreachGround,
)
from ..proposals.events import ProposalAnswered, ProposalReceived
from ..testing import events as testing
from .basis import Basis
from .kinds import (
    BIRTH_DATE,
    CUSTODY,
    ENDED,
    IDENTITY,
    MATERNITY,
    NOT_TAKEN,
    OF_A_TERM,
    SAME_MEASURE,
    SAME_TEST,
    TESTS,
    on,
)


def _isolation_for(*grounds: IsolationGround) -> Callable[[Any], bool]:
    """Isolation on one of these grounds, or on one that is not told."""

    def holds(decision: Any) -> bool:
        is_isolation = decision.kind is MeasureKind.COMPULSORY_ISOLATION
        return is_isolation and decision.isolation_ground in (*grounds, None)

    return holds


_USE = _isolation_for(
    IsolationGround.USE_DURING_COMMUNITY_DETOX, IsolationGround.USE_AFTER_DETOX_OR_ISOLATION
)
_AFTER = _isolation_for(IsolationGround.USE_AFTER_DETOX_OR_ISOLATION)
_DETOX_OR_ISOLATION = on("kind", MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION)
_PENAL = on("kind", MeasureKind.DETENTION, MeasureKind.COMPULSORY_ISOLATION)

OF_MEASURES: dict[type[Event], tuple[Basis, ...]] = {
    # what was not kept
    community.PersonNotReported: (
        Basis(kinds=(decisions.MeasureOrdered, decisions.DecisionServed), named=SAME_MEASURE),
    ),
    community.BreachRecorded: (
        Basis(kinds=(decisions.MeasureOrdered,), named=SAME_MEASURE),
        Basis(kinds=(testing.DrugTestOrdered, *NOT_TAKEN), named=SAME_TEST, strict=True),
        Basis(kinds=NOT_TAKEN, latest=True,
              when=lambda one: one.test_id is None and one.kind in TEST_BREACHES),
        Basis(kinds=(LeaveGranted, LeaveReturned), latest=True,
              when=on("kind", BreachKind.DEPARTURE_WITHOUT_LEAVE)),
    ),
    community.WarningIssued: (
        Basis(
            kinds=(community.BreachRecorded, community.AbsenceRecorded, community.PersonNotReported),
            named=SAME_MEASURE,
        ),
    ),
    community.SeriousBreachFound: (
        Basis(kinds=(decisions.MeasureOrdered,), named=SAME_MEASURE),
        Basis(kinds=(community.BreachRecorded,), named=SAME_MEASURE,
              when=on("ground", SeriousBreachGround.TESTS_EVADED_OR_REFUSED,
                       SeriousBreachGround.DEPARTURES_WITHOUT_LEAVE)),
        Basis(kinds=(community.AbsenceRecorded,), named=SAME_MEASURE,
              when=on("ground", SeriousBreachGround.DAYS_WITHOUT_LEAVE)),
    ),
    community.PoliceInformed: (
        Basis(kinds=(community.PersonNotReported, community.BreachRecorded), named=SAME_MEASURE,
              when=on("ground", PoliceReportGround.REFUSAL, PoliceReportGround.OTHER)),
        Basis(kinds=TESTS, latest=True, when=on("ground", PoliceReportGround.DRUG_USE)),
        Basis(kinds=(community.SeriousBreachFound, community.BreachRecorded), named=SAME_MEASURE,
              when=on("ground", PoliceReportGround.SERIOUS_BREACH)),
    ),
    # measures
    decisions.MeasureOrdered: (
        Basis(kinds=(decisions.MeasureChanged,), named=("measure_id", "new_measure_id")),
        Basis(kinds=(decisions.MeasureOrdered, *ENDED), named=("follows_measure_id", "measure_id"),
              strict=True),
        Basis(kinds=(AddictionFound,), latest=True, when=_DETOX_OR_ISOLATION),
        Basis(kinds=(community.PersonNotReported,), named=("follows_measure_id", "measure_id"),
              when=_isolation_for(IsolationGround.REFUSED_COMMUNITY_DETOX)),
        Basis(kinds=(community.SeriousBreachFound,), named=("follows_measure_id", "measure_id"),
              when=_isolation_for(IsolationGround.SERIOUS_BREACH)),
        Basis(kinds=TESTS, latest=True, when=_USE),
        Basis(kinds=ENDED, latest=True, when=_AFTER),
        Basis(kinds=MATERNITY, when=_DETOX_OR_ISOLATION),
        Basis(kinds=TESTS, latest=True, when=on("kind", MeasureKind.DETENTION)),
        Basis(kinds=IDENTITY, fields=BIRTH_DATE, when=_PENAL),
    ),
    decisions.MeasureExtended: (Basis(kinds=OF_A_TERM, named=SAME_MEASURE),),
    decisions.MeasureChanged: (
        Basis(kinds=(*OF_A_TERM, facility.MedicalLeaveGranted), named=SAME_MEASURE),
        Basis(kinds=MATERNITY),
    ),
    decisions.PersonReleased: (Basis(kinds=OF_A_TERM, named=SAME_MEASURE),),
    decisions.MeasureCompleted: (Basis(kinds=OF_A_TERM, named=SAME_MEASURE),),
    decisions.MeasureTerminated: (
        Basis(kinds=(decisions.MeasureOrdered, decisions.MeasurePaused), named=SAME_MEASURE),
    ),
    decisions.MeasurePaused: (Basis(kinds=(decisions.MeasureOrdered,), named=SAME_MEASURE),),
    decisions.MeasureCancelled: (
        Basis(kinds=(decisions.MeasureOrdered,), named=SAME_MEASURE),
        Basis(kinds=(AppealDecided,), named=("appeal_id", "appeal_id"), strict=True),
    ),
    facility.MeasureAssessed: (
        Basis(
            kinds=(decisions.MeasureOrdered, *CUSTODY, facility.PersonEscaped, facility.PersonRecaptured),
            named=SAME_MEASURE,
        ),
    ),
    ProposalAnswered: (
        Basis(kinds=(ProposalReceived, facility.MeasureAssessed), named=SAME_MEASURE),
    ),
}  # fmt: skip
"""Every type of decision on measures → on what it may rest."""
