"""The reaction of a rule set to a history: a proposal, or nothing. Only a named officer assigns."""

from collections.abc import Callable, Mapping, Sequence
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
from ..policies.book import NoPolicy, Policy, PolicyBook
from .checking import WrongRuleSet
from .engine import Answer, Fact, Rules
from .facts import facts_of

_PROPOSALS = UUID("0f6a3d0e-9c52-5d0b-8f6e-6c1d0d1d7b11")
_MOST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """A rule set with the policy that it comes from, and all policies beside it.

    `read`: makes another version of the book ready, so that what it said can be asked of it again.
    """

    policy: Policy
    rules: Rules
    book: PolicyBook
    read: Callable[[Policy], Rules] | None = None


@dataclass(frozen=True, slots=True)
class _Reached:
    """What the rules come to for a person on a day, and from where."""

    tier: Tier
    answer: Answer
    facts: Mapping[str, Fact]
    state: Classification
    procedure: Procedure | None


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
    reached = _reached(history, in_force, day)
    if reached is None or not _is_news(reached, in_force, day):
        return None
    policy, tier, answer = in_force.policy, reached.tier, reached.answer
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


def outcome(history: Sequence[Recorded[Event]], in_force: RulesInForce, day: date) -> Tier | None:
    """The tier that the rules come to on a day, as far as one decision may go, be it news or not."""
    reached = _reached(history, in_force, day)
    return None if reached is None else reached.tier


def _reached(history: Sequence[Recorded[Event]], in_force: RulesInForce, day: date) -> _Reached | None:
    facts = facts_of(effective(history), day, in_force.book)
    if not history or facts["dead"].value:
        return None
    answer = in_force.rules.apply(facts)
    name = in_force.rules.tiers[answer.tier].records_as
    if name is None:
        return None
    state, procedure = classification_of(history, day), procedure_of(in_force.book, day)
    return _Reached(_in_steps(Tier(name), state, answer, procedure), answer, facts, state, procedure)


def _in_steps(tier: Tier, state: Classification, answer: Answer, procedure: Procedure | None) -> Tier:
    """The tier itself, or as far towards it as one decision may go."""
    if state.assignment is None or procedure is None:
        return tier
    rules = [fired.rule.id for fired in answer.fired]
    return procedure.nearest(state.assignment.tier, tier, rules)


def _is_news(reached: _Reached, in_force: RulesInForce, day: date) -> bool:
    tier, state = reached.tier, reached.state
    open_, answered = _latest(state.proposals)
    if open_ is not None:
        return open_.tier is not tier
    if not reached.answer.fired and not reached.answer.missing:
        return False  # nothing to explain it with
    present = Tier.NOT_CLASSIFIED if state.assignment is None else state.assignment.tier
    if present is tier:
        return False
    if answered is None or answered.tier is not tier:
        return True
    # An officer has answered the same proposal otherwise: asked again when other rules apply, or in due time.
    wait = None if reached.procedure is None else reached.procedure.reassess_days.get(present)
    is_due = wait is not None and day >= law_date(answered.proposed_at) + timedelta(wait)
    return is_due or set(answered.fired) != _fired_now(answered, reached, in_force)


def _fired_now(answered: Proposal, reached: _Reached, in_force: RulesInForce) -> set[str]:
    """The rules that apply now, of the version that the officer was asked under: a new name is no news."""
    policy, rules = in_force.policy, None
    if (answered.rule_set, answered.rule_set_version) != (policy.name, policy.version) and in_force.read:
        try:
            own = in_force.book.version(policy.kind, answered.rule_set, answered.rule_set_version)
            rules = in_force.read(own)
        except (NoPolicy, WrongRuleSet):
            rules = None  # it is not known any more: the present version has the word
    answer = reached.answer if rules is None else rules.apply(reached.facts)
    return {fired.rule.id for fired in answer.fired}


def _latest(proposals: Mapping[UUID, Proposal]) -> tuple[Proposal | None, Proposal | None]:
    """The latest proposal where it is open, else the latest one answered."""
    if not proposals:
        return None, None
    latest = max(enumerate(proposals.values()), key=lambda one: (one[1].proposed_at, one[0]))[1]
    return (None, latest) if latest.is_answered else (latest, None)
