"""What may be asked about tiers."""

from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen

from ..commands import Command, LongText, ShortText, command
from .events import FiredRule, ReviewOutcome, Tier

_PROPOSAL_ID = "01965b3c-0a00-7000-8000-000000000011"
_OBJECTION_ID = "01965b3c-0a00-7000-8000-000000000013"


@command(
    example={
        "proposal_id": _PROPOSAL_ID,
        "tier": "T2",
        "rule_set": "default-4tier",
        "rule_set_version": "1",
        "fired_rules": [{"rule": "R2.1", "rests_on": ["01965b3c-0a00-7000-8000-000000000021"]}],
        "missing_facts": ["contact.last_seen_on"],
        "occurred_at": "2026-04-20",
    }
)
class ProposeTier(Command):
    """Propose a tier under a rule set. `proposal_id`: an identifier of your own; a new one, if not given."""

    proposal_id: UUID | None = None
    tier: Tier
    rule_set: ShortText
    rule_set_version: ShortText
    fired_rules: Annotated[tuple[FiredRule, ...], MaxLen(50)] = ()
    missing_facts: Annotated[tuple[ShortText, ...], MaxLen(50)] = ()


@command(example={"tier": "T3", "reason": "近六个月检测均为阴性，就业稳定", "occurred_at": "2026-04-21"})
class AssignTier(Command):
    """Assign a tier, in your own name. `proposal_id`: the proposal that you answer, if there is one.

    `reason`: required, unless the tier is the one proposed.
    """

    assignment_id: UUID | None = None
    tier: Tier
    proposal_id: UUID | None = None
    reason: LongText | None = None


@command(
    example={
        "objection_id": _OBJECTION_ID,
        "statement": "已按期参加全部检测，认为等级过高",
        "occurred_at": "2026-04-25",
    }
)
class ObjectToTier(Command):
    """Record that the person objects to the tier assigned (个人信息保护法 24)."""

    objection_id: UUID | None = None
    statement: LongText


@command(
    example={
        "objection_id": _OBJECTION_ID,
        "outcome": "tier_revised",
        "revised_tier": "T3",
        "answer": "经核对检测记录，异议成立",
        "occurred_at": "2026-05-08",
    }
)
class ReviewTierObjection(Command):
    """Answer an objection, in your own name. `revised_tier`: the new tier, where you revise it."""

    objection_id: UUID
    outcome: ReviewOutcome
    revised_tier: Tier | None = None
    answer: LongText


ClassificationCommand = ProposeTier | AssignTier | ObjectToTier | ReviewTierObjection
