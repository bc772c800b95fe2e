"""What deciding needs to know of tiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from .events import (
    ClassificationEvent,
    Tier,
    TierAssigned,
    TierObjected,
    TierObjectionReviewed,
    TierProposed,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tier proposed, by which rules of which version, and whether an officer has answered it."""

    tier: Tier
    proposed_at: datetime
    fired: tuple[str, ...] = ()
    is_answered: bool = False
    rule_set: str = ""
    rule_set_version: str = ""


@dataclass(frozen=True, slots=True)
class TierAssignment:
    """The tier assigned last, and by whom."""

    assignment_id: UUID
    tier: Tier
    assigned_by: str
    assigned_at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection, and the assignment to which the person objects."""

    to: TierAssignment
    objected_at: datetime
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Classification:
    """The proposals and objections by their id, and the present assignment."""

    proposals: Mapping[UUID, Proposal] = field(default_factory=dict)
    assignment: TierAssignment | None = None
    objections: Mapping[UUID, Objection] = field(default_factory=dict)


def evolve(state: Classification, event: ClassificationEvent) -> Classification:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case TierProposed():
            fired = tuple(fired.rule for fired in event.fired_rules)
            proposal = Proposal(
                event.tier,
                event.occurred_at,
                fired,
                rule_set=event.rule_set,
                rule_set_version=event.rule_set_version,
            )
            return replace(state, proposals={**state.proposals, event.proposal_id: proposal})
        case TierAssigned():
            return _assigned(state, event)
        case TierObjected():
            if state.assignment is None:
                return state
            objection = Objection(state.assignment, event.occurred_at)
            return replace(state, objections={**state.objections, event.objection_id: objection})
        case TierObjectionReviewed():
            reviewed = state.objections.get(event.objection_id)
            if reviewed is None:
                return state
            closed = replace(reviewed, is_open=False)
            return replace(state, objections={**state.objections, event.objection_id: closed})
        case _:
            assert_never(event)


def _assigned(state: Classification, event: TierAssigned) -> Classification:
    assignment = TierAssignment(event.assignment_id, event.tier, event.assigned_by, event.occurred_at)
    if event.proposal_id is None or event.proposal_id not in state.proposals:
        return replace(state, assignment=assignment)
    answered = replace(state.proposals[event.proposal_id], is_answered=True)
    return replace(state, assignment=assignment, proposals={**state.proposals, event.proposal_id: answered})
