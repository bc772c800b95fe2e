"""Classification events. Names and fields are stored for ever: add, never rename.

A tier is an opinion with its reasons. It changes no legal status and is never a ground for a sanction.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class Tier(StrEnum):
    """A tier (分级分类). The names are those of the default rule set; no law defines four tiers.

    T1 high (高风险), T2 medium (中风险), T3 general low (一般低风险), T4 long-term low (长期低风险).
    """

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    NOT_CLASSIFIED = "not_classified"


class ReviewOutcome(StrEnum):
    """What the review of an objection came to: the tier stays, or another is assigned."""

    TIER_UPHELD = "tier_upheld"
    TIER_REVISED = "tier_revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiredRule:
    """A rule of the rule set that applied. `rests_on`: ids of the events that made it apply."""

    rule: str
    rests_on: tuple[UUID, ...] = ()


@event("tier.proposed/1")
class TierProposed(Event):
    """A rule set proposes a tier and explains itself. `missing_facts`: what it would have needed to know."""

    proposal_id: UUID
    tier: Tier
    rule_set: str
    rule_set_version: str
    fired_rules: tuple[FiredRule, ...] = ()
    missing_facts: tuple[str, ...] = ()


@event("tier.assigned/1")
class TierAssigned(Event):
    """An officer assigned a tier. `assigned_by`: user name.

    `proposal_id`: the proposal that it answers. `is_override`: the tier is another than the one proposed.
    `objection_id`: the objection upon which it was revised.
    """

    assignment_id: UUID
    tier: Tier
    assigned_by: str
    proposal_id: UUID | None = None
    objection_id: UUID | None = None
    is_override: bool = False
    reason: Sealed[str] = None


@event("tier.objected/1")
class TierObjected(Event):
    """The person objects to the tier assigned."""

    objection_id: UUID
    assignment_id: UUID
    statement: Sealed[str] = None


@event("tier.objection_reviewed/1")
class TierObjectionReviewed(Event):
    """Another officer than the one who assigned the tier answered the objection. `reviewed_by`: user name.

    A revision is followed by `tier.assigned` in the same command.
    """

    objection_id: UUID
    assignment_id: UUID
    outcome: ReviewOutcome
    revised_tier: Tier | None = None
    reviewed_by: str
    answer: Sealed[str] = None


ClassificationEvent = TierProposed | TierAssigned | TierObjected | TierObjectionReviewed
