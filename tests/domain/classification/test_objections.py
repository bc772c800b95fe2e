"""The person objects to a tier; another officer answers."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from domain.histories import REGISTERED
from domain.playing import play
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from spec import NEW_ID, OFFICER, given, on

from tongxin.domain import checks
from tongxin.domain.classification import rules
from tongxin.domain.classification.commands import AssignTier, ObjectToTier, ProposeTier, ReviewTierObjection
from tongxin.domain.classification.events import (
    ReviewOutcome,
    Tier,
    TierAssigned,
    TierObjected,
    TierObjectionReviewed,
)
from tongxin.domain.commands import Actor, Command

REVIEWER = Actor(user="zhao.min", role="police_officer", unit="640324")
SYSTEM = Actor(user="tier-engine", role="system", unit="640324")
ASSIGNMENT = UUID(int=2)
OBJECTION = UUID(int=3)

ASSIGNED = TierAssigned(
    occurred_at=on("2020-04-21"), assignment_id=ASSIGNMENT, tier=Tier.T2, assigned_by="wang.jun"
)
OBJECTED = TierObjected(
    occurred_at=on("2020-04-25"), objection_id=OBJECTION, assignment_id=ASSIGNMENT, statement="等级过高"
)
UPHELD = TierObjectionReviewed(
    occurred_at=on("2020-05-08"),
    objection_id=OBJECTION,
    assignment_id=ASSIGNMENT,
    outcome=ReviewOutcome.TIER_UPHELD,
    reviewed_by="zhao.min",
    answer="经核对，维持",
)
OBJECT = ObjectToTier(occurred_at=on("2020-04-25"), objection_id=OBJECTION, statement="等级过高")
UPHOLD = ReviewTierObjection(
    occurred_at=on("2020-05-08"),
    objection_id=OBJECTION,
    outcome=ReviewOutcome.TIER_UPHELD,
    answer="经核对，维持",
)
REVISE = replace(UPHOLD, outcome=ReviewOutcome.TIER_REVISED, revised_tier=Tier.T3, answer="经核对，异议成立")
REASSIGNED = replace(ASSIGNED, occurred_at=on("2020-05-01"), assignment_id=UUID(int=4), tier=Tier.T3)


def test_a_person_objects_and_another_officer_upholds_the_tier() -> None:
    given(REGISTERED, ASSIGNED).when(OBJECT).then(OBJECTED)
    given(REGISTERED, ASSIGNED, OBJECTED).by(REVIEWER).when(UPHOLD).then(UPHELD)


def test_a_revision_assigns_the_new_tier_in_the_name_of_the_reviewer() -> None:
    given(REGISTERED, ASSIGNED, OBJECTED).by(REVIEWER).when(REVISE).then(
        replace(
            UPHELD,
            outcome=ReviewOutcome.TIER_REVISED,
            revised_tier=Tier.T3,
            answer="经核对，异议成立",
        ),
        TierAssigned(
            occurred_at=on("2020-05-08"),
            assignment_id=NEW_ID,
            tier=Tier.T3,
            assigned_by="zhao.min",
            objection_id=OBJECTION,
            reason="经核对，异议成立",
        ),
    )


def test_without_a_tier_there_is_nothing_to_object_to() -> None:
    given(REGISTERED).when(OBJECT).then_refused(rules.NO_TIER_ASSIGNED)


def test_an_objection_is_not_dated_before_the_tier_nor_its_review_before_it() -> None:
    early = replace(OBJECT, occurred_at=on("2020-04-20"))
    given(REGISTERED, ASSIGNED).when(early).then_refused(checks.OUT_OF_ORDER, "occurred_at")
    hasty = replace(UPHOLD, occurred_at=on("2020-04-24"))
    given(REGISTERED, ASSIGNED, OBJECTED).by(REVIEWER).when(hasty).then_refused(
        checks.OUT_OF_ORDER, "occurred_at"
    )


def test_an_objection_to_a_tier_is_open_once() -> None:
    again = replace(OBJECT, objection_id=None)
    given(REGISTERED, ASSIGNED, OBJECTED).when(again).then_refused(rules.TIER_OBJECTED_ALREADY)


def test_a_person_may_object_again_after_the_review_and_to_a_new_tier() -> None:
    again = replace(OBJECT, occurred_at=on("2020-05-09"), objection_id=None)
    given(REGISTERED, ASSIGNED, OBJECTED, UPHELD).when(again).then_recorded(TierObjected)
    given(REGISTERED, ASSIGNED, OBJECTED, REASSIGNED).when(again).then_recorded(TierObjected)


def test_an_objection_has_an_id_of_its_own() -> None:
    given(REGISTERED, ASSIGNED, OBJECTED, UPHELD).when(OBJECT).then_refused(checks.ID_TAKEN, "objection_id")


def test_only_an_open_objection_is_reviewed() -> None:
    given(REGISTERED, ASSIGNED).by(REVIEWER).when(UPHOLD).then_refused(
        rules.UNKNOWN_OBJECTION, "objection_id"
    )
    given(REGISTERED, ASSIGNED, OBJECTED, UPHELD).by(REVIEWER).when(UPHOLD).then_refused(
        rules.UNKNOWN_OBJECTION, "objection_id"
    )


def test_who_assigned_the_tier_does_not_review_the_objection() -> None:
    refused = given(REGISTERED, ASSIGNED, OBJECTED).by(OFFICER).when(UPHOLD)
    assert refused.then_refused(rules.REVIEW_BY_ASSIGNER).rule.article is None


def test_a_tier_assigned_meanwhile_does_not_open_the_review_to_the_first_officer() -> None:
    meanwhile = replace(REASSIGNED, assigned_by="zhao.min")
    given(REGISTERED, ASSIGNED, OBJECTED, meanwhile).by(OFFICER).when(UPHOLD).then_refused(
        rules.REVIEW_BY_ASSIGNER
    )


def test_a_system_does_not_review() -> None:
    given(REGISTERED, ASSIGNED, OBJECTED).by(SYSTEM).when(UPHOLD).then_refused(rules.SYSTEM_DECIDES)


def test_a_revision_names_another_tier_and_upholding_none() -> None:
    scenario = given(REGISTERED, ASSIGNED, OBJECTED).by(REVIEWER)
    for contradictory in (
        replace(REVISE, revised_tier=None),
        replace(REVISE, revised_tier=Tier.T2),
        replace(UPHOLD, revised_tier=Tier.T3),
    ):
        scenario.when(contradictory).then_refused(rules.REVISED_TIER, "revised_tier")


def test_a_revision_is_not_dated_before_the_tier_it_replaces() -> None:
    early = replace(REVISE, occurred_at=on("2020-04-28"), revised_tier=Tier.T4)
    given(REGISTERED, ASSIGNED, OBJECTED, REASSIGNED).by(REVIEWER).when(early).then_refused(
        checks.OUT_OF_ORDER, "occurred_at"
    )


days = st.integers(0, 5).map(lambda days: on("2020-04-20") + timedelta(days=days))
known_ids = st.integers(1, 2).map(lambda number: UUID(int=number))
actors = st.sampled_from([OFFICER, REVIEWER, SYSTEM])
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(ProposeTier, occurred_at=days, proposal_id=known_ids, missing_facts=st.just(("age",))),
    st.builds(AssignTier, occurred_at=days, proposal_id=st.none() | known_ids, reason=st.just("评估")),
    st.builds(ObjectToTier, occurred_at=days, objection_id=st.none() | known_ids),
    st.builds(
        ReviewTierObjection,
        occurred_at=days,
        objection_id=known_ids,
        revised_tier=st.none() | st.sampled_from(Tier),
    ),
)


@settings(max_examples=200)
@whatever(st.lists(st.tuples(actors, commands), max_size=25))
def test_no_system_decides_and_nobody_reviews_their_own_tier(
    given_commands: list[tuple[Actor, Command]],
) -> None:
    assigner: dict[UUID, str] = {}
    for event in play(given_commands):
        match event:
            case TierAssigned():
                assert event.assigned_by != SYSTEM.user
                assigner[event.assignment_id] = event.assigned_by
            case TierObjectionReviewed():
                assert event.reviewed_by not in (SYSTEM.user, assigner[event.assignment_id])
