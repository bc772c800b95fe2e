"""What happens when a classification command comes in."""

from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from ..checks import check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import AssignTier, ClassificationCommand, ObjectToTier, ProposeTier, ReviewTierObjection
from .events import ReviewOutcome, TierAssigned, TierObjected, TierObjectionReviewed, TierProposed
from .procedure import procedure_of
from .state import Classification, Proposal, TierAssignment

SYSTEM = "system"
"""The role of an actor that is no person."""


def decide(person: Person, command: ClassificationCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    state = person.classification
    match command:
        case ProposeTier():
            return _propose(state, command, context)
        case AssignTier():
            return _assign(state, command, context)
        case ObjectToTier():
            return _object(state, command, context)
        case ReviewTierObjection():
            return _review(state, command, context)
        case _:
            assert_never(command)


def _propose(state: Classification, command: ProposeTier, context: Context) -> list[Event]:
    proposal_id = command.proposal_id or context.new_id
    check_new(proposal_id, state.proposals, "proposal_id")
    if not command.fired_rules and not command.missing_facts:
        raise rules.UNEXPLAINED_PROPOSAL.refuse("fired_rules")
    return [TierProposed.of(command, context, proposal_id=proposal_id)]


def _assign(state: Classification, command: AssignTier, context: Context) -> list[Event]:
    _check_is_person(context)
    assignment_id = command.assignment_id or context.new_id
    if state.assignment is not None:
        check_new(assignment_id, (state.assignment.assignment_id,), "assignment_id")
        check_not_before(law_date(state.assignment.assigned_at), context)
    proposal = _answerable(state, command.proposal_id, context)
    is_as_proposed = proposal is not None and proposal.tier is command.tier
    if not is_as_proposed and command.reason is None:
        raise rules.REASON_MISSING.refuse("reason")
    _check_procedure(state, command, proposal if is_as_proposed else None, context)
    assigned = TierAssigned.of(
        command,
        context,
        assignment_id=assignment_id,
        assigned_by=context.actor.user,
        is_override=proposal is not None and not is_as_proposed,
    )
    return [assigned]


def _check_procedure(
    state: Classification, command: AssignTier, as_proposed: Proposal | None, context: Context
) -> None:
    """The product's or the county's own rules on changing a tier. No law says so."""
    procedure = procedure_of(context.policies, law_date(context.occurred_at))
    if procedure is None or state.assignment is None:
        return
    present, fired = state.assignment.tier, () if as_proposed is None else as_proposed.fired
    nearest = procedure.nearest(present, command.tier, fired)
    if nearest is not command.tier:
        raise rules.TIER_STEPS.refuse("tier", present=present, nearest=nearest, tier=command.tier)
    is_upgrade = procedure.is_upgrade(present, command.tier)
    if is_upgrade and procedure.reason_for_upgrade and command.reason is None:
        raise rules.UPGRADE_REASON_MISSING.refuse("reason", present=present, tier=command.tier)


def _answerable(state: Classification, proposal_id: UUID | None, context: Context) -> Proposal | None:
    if proposal_id is None:
        return None
    proposal = state.proposals.get(proposal_id)
    if proposal is None:
        raise rules.UNKNOWN_PROPOSAL.refuse("proposal_id", proposal_id=proposal_id)
    if proposal.is_answered:
        raise rules.PROPOSAL_ANSWERED.refuse("proposal_id")
    check_not_before(law_date(proposal.proposed_at), context)
    return proposal


def _object(state: Classification, command: ObjectToTier, context: Context) -> list[Event]:
    if state.assignment is None:
        raise rules.NO_TIER_ASSIGNED.refuse()
    objection_id = command.objection_id or context.new_id
    check_new(objection_id, state.objections, "objection_id")
    check_not_before(law_date(state.assignment.assigned_at), context)
    assignment_id = state.assignment.assignment_id
    if any(one.is_open and one.to.assignment_id == assignment_id for one in state.objections.values()):
        raise rules.TIER_OBJECTED_ALREADY.refuse()
    return [TierObjected.of(command, context, objection_id=objection_id, assignment_id=assignment_id)]


def _review(state: Classification, command: ReviewTierObjection, context: Context) -> list[Event]:
    _check_is_person(context)
    objection = state.objections.get(command.objection_id)
    if objection is None or not objection.is_open:
        raise rules.UNKNOWN_OBJECTION.refuse("objection_id", objection_id=command.objection_id)
    check_not_before(law_date(objection.objected_at), context)
    if context.actor.user == objection.to.assigned_by:
        raise rules.REVIEW_BY_ASSIGNER.refuse(assigned_by=objection.to.assigned_by)
    _check_outcome(command, state.assignment or objection.to, context)
    reviewed = TierObjectionReviewed.of(
        command, context, assignment_id=objection.to.assignment_id, reviewed_by=context.actor.user
    )
    if command.revised_tier is None:
        return [reviewed]
    revision = TierAssigned.of(
        command,
        context,
        assignment_id=context.new_id,
        tier=command.revised_tier,
        assigned_by=context.actor.user,
        reason=command.answer,
    )
    return [reviewed, revision]


def _check_outcome(command: ReviewTierObjection, present: TierAssignment, context: Context) -> None:
    is_revision = command.outcome is ReviewOutcome.TIER_REVISED
    if is_revision != (command.revised_tier is not None) or command.revised_tier is present.tier:
        raise rules.REVISED_TIER.refuse("revised_tier", tier=present.tier)
    if is_revision:
        check_not_before(law_date(present.assigned_at), context)


def _check_is_person(context: Context) -> None:
    if context.actor.role == SYSTEM:
        raise rules.SYSTEM_DECIDES.refuse()
