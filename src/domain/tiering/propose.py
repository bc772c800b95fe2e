"""The reaction of a rule set to a history: a proposal, or nothing. Only a named officer assigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args
from uuid import UUID, uuid5

from ..calendar import law_date
from ..classification.commands import ProposeTier
from ..classification.events import ClassificationEvent, FiredRule, Tier
from ..classification.procedure import Procedure, procedure_of
from ..classification.state import Classification, Proposal, evolve
from ..correction.effective import effective
from ..envelope import Recorded
from ..events import Event
from ..policies.book import Policy, PolicyBook
from .engine import Answer, Rules
from .facts import facts_of

_PROPOSALS = UUID("0f6a3d0e-9c52-5d0b-8f6e-6c1d0d1d7b11")
_MOST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """A rule set with the policy that it comes from, and all policies beside it."""

    policy: Policy
    rules: Rules
    book: PolicyBook


def classification_of(history: Sequence[Recorded[Event]], day: date) -> Classification:
    """Tiers, proposals and objections as they stand on a day."""
    state = Classification()
    for recorded in effective(history):
        event: Any = recorded.event
        if isinstance(event, get_args(ClassificationEvent)) and law_date(event.occurred_at) <= day:
            state = evolve(state, event)
    return state


def propose(history: Sequence[Recorded[Event]], in_force: RulesInForce, day: date) -> ProposeTier | None:
    """The proposal that follows on a day; None where there is nothing new to propose."""
    facts = facts_of(effective(history), day, in_force.book)
    if not history or facts["dead"].value:
        return None
    answer = in_force.rules.apply(facts)
    name = in_force.rules.tiers[answer.tier].records_as
    if name is None:
        return None
    state, procedure = classification_of(history, day), procedure_of(in_force.book, day)
    tier = _in_steps(Tier(name), state, answer, procedure)
    if not _is_news(tier, state, answer, procedure, day):
        return None
    policy = in_force.policy
    return ProposeTier(
        proposal_id=uuid5(_PROPOSALS, f"{history[-1].event_id} {policy.name} {policy.version} {day} {tier}"),
        tier=tier,
        rule_set=policy.name,
        rule_set_version=policy.version,
        fired_rules=tuple(
            FiredRule(rule=f.rule.id, rests_on=f.rests_on) for f in answer.fired[:_MOST_EVENTS]
        ),
        missing_facts=answer.missing[:_MOST_EVENTS],
    )


def _in_steps(tier: Tier, state: Classification, answer: Answer, procedure: Procedure | None) -> Tier:
    """The tier itself, or as far towards it as one decision may go."""
    if state.assignment is None or procedure is None:
        return tier
    rules = [fired.rule.id for fired in answer.fired]
    return procedure.nearest(state.assignment.tier, tier, rules)


def _is_news(
    tier: Tier, state: Classification, answer: Answer, procedure: Procedure | None, day: date
) -> bool:
    open_, answered = _latest(state.proposals)
    if open_ is not None:
        return open_.tier is not tier
    if not answer.fired and not answer.missing:
        return False  # nothing to explain it with
    present = Tier.NOT_CLASSIFIED if state.assignment is None else state.assignment.tier
    if present is tier:
        return False
    if answered is None or answered.tier is not tier:
        return True
    # An officer has answered the same proposal otherwise: asked again when other rules apply, or in due time.
    wait = None if procedure is None else procedure.reassess_days.get(present)
    is_due = wait is not None and day >= law_date(answered.proposed_at) + timedelta(wait)
    return is_due or set(answered.fired) != {fired.rule.id for fired in answer.fired}


def _latest(proposals: Mapping[UUID, Proposal]) -> tuple[Proposal | None, Proposal | None]:
    """The latest proposal where it is open, else the latest one answered."""
    if not proposals:
        return None, None
    latest = max(enumerate(proposals.values()), key=lambda one: (one[1].proposed_at, one[0]))[1]
    return (None, latest) if latest.is_answered else (latest, None)
