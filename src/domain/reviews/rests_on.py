"""On which events a decision may rest, by the type of the decision. What it names itself comes first.

No law draws this table. It follows what each decision takes as its ground in the law or in this product, and
would rather ask once too often than leave a decision standing on what was taken back.
"""

from typing import Any

from ..addiction.events import AddictionFound, AddictionGround
from ..aftercare import events as aftercare
from ..appeals.events import AppealDecided
from ..classification import events as classification
from ..contact.events import ContactLost
from ..events import Event
from ..measures import community_events as community
from ..measures import events as decisions
from ..sanctions import events as sanctions
from ..screening.events import PersonScreened
from ..testing import events as testing
from .basis import Basis
from .kinds import AGE, CUSTODY, ENDED, NOT_TAKEN, SAME_MEASURE, SAME_TEST, TESTS, on
from .measures_rest_on import OF_MEASURES

_OF_TIERS = (
    PersonScreened,
    AddictionFound,
    *TESTS,
    *NOT_TAKEN,
    community.BreachRecorded,
    community.SeriousBreachFound,
    decisions.MeasureOrdered,
    *ENDED,
    ContactLost,
    aftercare.AbstinenceReset,
    aftercare.ThreeYearAbstinenceConfirmed,
)

RESTS_ON: dict[type[Event], tuple[Basis, ...]] = {
    **OF_MEASURES,
    # tiers
    classification.TierProposed: (Basis(kinds=_OF_TIERS, when=lambda one: not _named_by(one)),),
    classification.TierAssigned: (
        Basis(kinds=(classification.TierProposed,), named=("proposal_id", "proposal_id"), strict=True),
        Basis(kinds=(classification.TierObjected,), named=("objection_id", "objection_id"), strict=True),
        Basis(kinds=_OF_TIERS, when=lambda one: one.proposal_id is None),
    ),
    classification.TierObjectionReviewed: (
        Basis(kinds=(classification.TierObjected,), named=("objection_id", "objection_id")),
        Basis(kinds=(classification.TierAssigned,), named=("assignment_id", "assignment_id")),
    ),
    # tests and findings
    testing.ForcedTestApproved: (Basis(kinds=NOT_TAKEN, named=SAME_TEST),),
    testing.DrugTestObjectionDecided: (
        Basis(kinds=(testing.DrugTestResultObjected, *TESTS), named=SAME_TEST),
    ),
    AddictionFound: (
        Basis(kinds=TESTS, named=SAME_TEST, strict=True),
        Basis(
            kinds=TESTS, latest=True,
            when=lambda one: one.test_id is None and on(
                "grounds", AddictionGround.POSITIVE_TEST, AddictionGround.SEVERAL_DRUG_CLASSES
            )(one),
        ),
        Basis(
            kinds=(PersonScreened, sanctions.PenaltyDecided),
            when=on("grounds", AddictionGround.EVIDENCE_OF_USE, AddictionGround.HISTORY_OF_USE),
        ),
        Basis(
            kinds=(decisions.MeasureOrdered, *ENDED),
            when=on("grounds", AddictionGround.USE_AFTER_MEASURE),
        ),
    ),
    # penalties
    sanctions.PenaltyDecided: (
        Basis(kinds=(decisions.MeasureOrdered,), named=SAME_MEASURE, strict=True),
        Basis(kinds=(sanctions.PenaltyCaseAccepted,), latest=True),
        Basis(kinds=TESTS, latest=True),
        AGE,
    ),
    sanctions.PenaltyCaseClosed: (
        Basis(kinds=(sanctions.PenaltyCaseAccepted,), named=("handling_id", "handling_id")),
        Basis(kinds=(sanctions.PenaltyDecided,), named=("penalty_id", "penalty_id"), strict=True),
    ),
    sanctions.PenaltyEnded: (
        Basis(kinds=(sanctions.PenaltyDecided,), named=("penalty_id", "penalty_id")),
        Basis(kinds=(AppealDecided,), named=("appeal_id", "appeal_id"), strict=True),
    ),
    # aftercare
    aftercare.AbstinenceStarted: (
        Basis(kinds=TESTS, latest=True, when=on("ground", aftercare.ClockStart.LAST_POSITIVE_TEST)),
        Basis(kinds=(sanctions.PenaltyDecided, *TESTS), latest=True,
              when=on("ground", aftercare.ClockStart.LAST_CAUGHT)),
        Basis(kinds=(decisions.PersonReleased,), latest=True,
              when=on("ground", aftercare.ClockStart.RELEASE)),
    ),
    aftercare.AbstinenceReset: (
        Basis(kinds=TESTS, latest=True, when=on("ground", aftercare.RelapseFound.POSITIVE_TEST)),
        Basis(kinds=(sanctions.PenaltyDecided, *TESTS), latest=True,
              when=on("ground", aftercare.RelapseFound.CAUGHT)),
    ),
    aftercare.ThreeYearAbstinenceConfirmed: (
        Basis(
            kinds=(
                aftercare.AbstinenceStarted, aftercare.AbstinencePaused, aftercare.AbstinenceResumed,
                aftercare.AbstinenceReset, *CUSTODY, *TESTS,
            )
        ),
    ),
    aftercare.DynamicControlEnded: (
        Basis(kinds=(aftercare.ThreeYearAbstinenceConfirmed,), latest=True),
    ),
}  # fmt: skip
"""Every type of decision that is reviewed → on what it may rest."""


def _named_by(proposal: classification.TierProposed) -> frozenset[Any]:
    return frozenset(event_id for fired in proposal.fired_rules for event_id in fired.rests_on)


def events_named(decision: Event) -> frozenset[Any]:
    """The ids of the events that a decision names one by one."""
    return _named_by(decision) if isinstance(decision, classification.TierProposed) else frozenset()
