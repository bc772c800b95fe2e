"""The procedure of tiers is a policy: steps and reasons are the product's rule, not the law's."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from spec import OFFICER, given, on

from tongxin.domain.classification import rules
from tongxin.domain.classification.commands import AssignTier
from tongxin.domain.classification.events import FiredRule, Tier, TierAssigned, TierProposed
from tongxin.domain.refusals import Rule

PROPOSAL = UUID(int=1)


def assigned(tier: Tier, day: str = "2026-02-01") -> TierAssigned:
    return TierAssigned(
        occurred_at=on(day), assignment_id=UUID(int=2), tier=tier, assigned_by="li.na", is_override=False
    )


def proposed(tier: Tier, rule: str) -> TierProposed:
    return TierProposed(
        occurred_at=on("2026-03-01"), proposal_id=PROPOSAL, tier=tier, rule_set="default-4tier",
        rule_set_version="1", fired_rules=(FiredRule(rule=rule),),
    )  # fmt: skip


def assign(tier: Tier, reason: str | None = "理由", proposal: UUID | None = None) -> AssignTier:
    return AssignTier(
        occurred_at=on("2026-03-02"),
        tier=tier,
        reason=reason,
        proposal_id=proposal,
        assignment_id=UUID(int=3),
    )


@pytest.mark.parametrize(
    ("present", "tier", "refused"),
    [
        (Tier.T2, Tier.T3, None), (Tier.T2, Tier.T4, rules.TIER_STEPS), (Tier.T3, Tier.T2, None),
        (Tier.T3, Tier.T1, rules.TIER_STEPS), (Tier.T1, Tier.T3, rules.TIER_STEPS), (Tier.T2, Tier.T2, None),
        (Tier.T1, Tier.NOT_CLASSIFIED, None), (Tier.NOT_CLASSIFIED, Tier.T1, None),
    ],
)  # fmt: skip
def test_one_step_at_a_time(present: Tier, tier: Tier, refused: Rule | None) -> None:
    outcome = given(REGISTERED, assigned(present)).by(OFFICER).when(assign(tier))
    if refused is None:
        outcome.then_recorded(TierAssigned)
    else:
        assert outcome.then_refused(refused, "tier").rule.article is None


@pytest.mark.parametrize(("rule", "is_granted"), [("R1.1", True), ("R1.2", True), ("R1.3", False)])
def test_two_rules_go_to_the_first_tier_at_once(rule: str, is_granted: bool) -> None:
    history = given(REGISTERED, assigned(Tier.T4), proposed(Tier.T1, rule)).by(OFFICER)
    outcome = history.when(assign(Tier.T1, proposal=PROPOSAL))
    if is_granted:
        outcome.then_recorded(TierAssigned)
    else:
        outcome.then_refused(rules.TIER_STEPS, "tier")


def test_a_more_intrusive_tier_needs_a_reason_even_where_it_was_proposed() -> None:
    history = given(REGISTERED, assigned(Tier.T3), proposed(Tier.T2, "R2.2")).by(OFFICER)
    history.when(assign(Tier.T2, None, PROPOSAL)).then_refused(rules.UPGRADE_REASON_MISSING, "reason")
    history.when(assign(Tier.T2, "缺检", PROPOSAL)).then_recorded(TierAssigned)
    lower = given(REGISTERED, assigned(Tier.T2), proposed(Tier.T3, "R3.1")).by(OFFICER)
    lower.when(assign(Tier.T3, None, PROPOSAL)).then_recorded(TierAssigned)


def test_before_the_policy_was_in_force_nothing_of_it_was_asked() -> None:
    long_ago = replace(assign(Tier.T4), occurred_at=on("2025-12-31"))
    history = given(REGISTERED, assigned(Tier.T1, "2025-02-01")).by(OFFICER)
    history.when(long_ago).then_recorded(TierAssigned)
    assert long_ago.occurred_at is not None
    in_force = replace(long_ago, occurred_at=long_ago.occurred_at + timedelta(days=1))
    history.when(in_force).then_refused(rules.TIER_STEPS, "tier")
