"""A rule set proposes a tier; a person assigns it."""

from dataclasses import replace
from uuid import UUID

from domain.histories import REGISTERED
from spec import NEW_ID, OFFICER, given, on

from tongxin.domain import checks
from tongxin.domain.classification import rules
from tongxin.domain.classification.commands import AssignTier, ProposeTier
from tongxin.domain.classification.events import FiredRule, Tier, TierAssigned, TierProposed
from tongxin.domain.commands import Actor

SYSTEM = Actor(user="tier-engine", role="system", unit="640324")
PROPOSAL = UUID(int=1)
ASSIGNMENT = UUID(int=2)
FIRED = (FiredRule(rule="R2.1", rests_on=(UUID(int=9),)),)

PROPOSED = TierProposed(
    occurred_at=on("2020-04-20"),
    proposal_id=PROPOSAL,
    tier=Tier.T2,
    rule_set="default-4tier",
    rule_set_version="1",
    fired_rules=FIRED,
)
ASSIGNED = TierAssigned(
    occurred_at=on("2020-04-21"),
    assignment_id=ASSIGNMENT,
    tier=Tier.T2,
    assigned_by="wang.jun",
    proposal_id=PROPOSAL,
)
PROPOSE = ProposeTier(
    occurred_at=on("2020-04-20"),
    proposal_id=PROPOSAL,
    tier=Tier.T2,
    rule_set="default-4tier",
    rule_set_version="1",
    fired_rules=FIRED,
)
ASSIGN = AssignTier(
    occurred_at=on("2020-04-21"), assignment_id=ASSIGNMENT, tier=Tier.T2, proposal_id=PROPOSAL
)


def test_a_system_proposes_and_an_officer_assigns() -> None:
    given(REGISTERED).by(SYSTEM).when(PROPOSE).then(PROPOSED)
    given(REGISTERED, PROPOSED).by(OFFICER).when(ASSIGN).then(ASSIGNED)


def test_a_system_does_not_assign() -> None:
    refused = given(REGISTERED, PROPOSED).by(SYSTEM).when(ASSIGN).then_refused(rules.SYSTEM_DECIDES)
    assert refused.rule.article == "个人信息保护法 24"


def test_a_proposal_explains_itself() -> None:
    silent = replace(PROPOSE, fired_rules=())
    given(REGISTERED).when(silent).then_refused(rules.UNEXPLAINED_PROPOSAL, "fired_rules")
    unknown = replace(silent, tier=Tier.NOT_CLASSIFIED, missing_facts=("addiction.level",))
    given(REGISTERED).when(unknown).then_recorded(TierProposed)


def test_a_proposal_has_an_id_of_its_own() -> None:
    given(REGISTERED, PROPOSED).when(PROPOSE).then_refused(checks.ID_TAKEN, "proposal_id")
    given(REGISTERED).when(replace(PROPOSE, proposal_id=None)).then(replace(PROPOSED, proposal_id=NEW_ID))


def test_a_tier_is_assigned_against_a_proposal_that_exists() -> None:
    given(REGISTERED).by(OFFICER).when(ASSIGN).then_refused(rules.UNKNOWN_PROPOSAL, "proposal_id")


def test_a_proposal_is_answered_once() -> None:
    again = replace(ASSIGN, assignment_id=None)
    given(REGISTERED, PROPOSED, ASSIGNED).by(OFFICER).when(again).then_refused(
        rules.PROPOSAL_ANSWERED, "proposal_id"
    )


def test_an_officer_overrides_a_proposal_with_a_reason() -> None:
    scenario = given(REGISTERED, PROPOSED).by(OFFICER)
    override = replace(ASSIGN, tier=Tier.T3, reason="已就业")
    scenario.when(override).then(replace(ASSIGNED, tier=Tier.T3, reason="已就业", is_override=True))
    scenario.when(replace(override, reason=None)).then_refused(rules.REASON_MISSING, "reason")


def test_an_officer_assigns_without_a_proposal_with_a_reason() -> None:
    own = replace(ASSIGN, proposal_id=None, reason="长期稳定")
    given(REGISTERED).by(OFFICER).when(own).then(replace(ASSIGNED, proposal_id=None, reason="长期稳定"))
    given(REGISTERED).by(OFFICER).when(replace(own, reason=None)).then_refused(rules.REASON_MISSING, "reason")


def test_a_tier_is_not_assigned_before_its_proposal_nor_before_the_present_one() -> None:
    early = replace(ASSIGN, occurred_at=on("2020-04-19"))
    given(REGISTERED, PROPOSED).by(OFFICER).when(early).then_refused(checks.OUT_OF_ORDER, "occurred_at")
    back_dated = replace(
        ASSIGN, occurred_at=on("2020-04-20"), assignment_id=None, proposal_id=None, reason="补录"
    )
    given(REGISTERED, PROPOSED, ASSIGNED).by(OFFICER).when(back_dated).then_refused(
        checks.OUT_OF_ORDER, "occurred_at"
    )


def test_an_assignment_has_an_id_of_its_own() -> None:
    again = replace(ASSIGN, proposal_id=None, reason="复评")
    given(REGISTERED, PROPOSED, ASSIGNED).by(OFFICER).when(again).then_refused(
        checks.ID_TAKEN, "assignment_id"
    )
    given(REGISTERED, PROPOSED, ASSIGNED).by(OFFICER).when(replace(again, assignment_id=None)).then_recorded(
        TierAssigned
    )
