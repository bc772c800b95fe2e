"""An explanation for a case worker: what the rules say, why, what is missing, what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ..calendar import law_date
from ..classification.events import Tier
from ..correction.effective import effective
from ..envelope import Recorded
from ..events import Event
from .engine import Answer, Fact, FiredRule
from .facts import facts_of
from .propose import RulesInForce, classification_of
from .timeline import Chronicle, day_of
from .words import words_for

_STEP = timedelta(days=30)
_HORIZON = timedelta(days=3 * 366 + 31)


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An event on which a rule rests."""

    event_id: UUID
    version: int
    day: date
    type: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that applied, its reason in words, and the events."""

    rule: str
    zh: str
    en: str
    basis: str
    basis_zh: str
    mark: str
    events: tuple[RestsOn, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not known."""

    fact: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Change:
    """From which day on the rules would propose which tier, if nothing else happens."""

    day: date
    tier: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the rules say of a person on a day. `assigned`: what an officer decided.

    `names_*`: what each tier of the rule set is called, by its code.
    """

    day: date
    rule_set: str
    rule_set_version: str
    title: str
    title_zh: str
    status: str
    source: str
    source_zh: str
    tier: str
    tier_zh: str
    tier_en: str
    meaning_zh: str | None
    meaning_en: str | None
    is_provisional: bool
    possible: tuple[str, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    change: Change | None
    assigned: Tier | None
    assigned_by: str | None
    assigned_on: date | None
    names_zh: Mapping[str, str]
    names_en: Mapping[str, str]


def explain(history: Sequence[Recorded[Event]], in_force: RulesInForce, day: date) -> Explanation:
    """Explain the tier that the rules come to on a day."""
    counted = effective(history)
    chronicle = Chronicle(counted)
    facts, rules, policy = facts_of(chronicle, day, in_force.book), in_force.rules, in_force.policy
    answer = rules.apply(facts)
    tier = rules.tiers[answer.tier]
    assignment = classification_of(history, day).assignment
    by_id = {recorded.event_id: recorded for recorded in counted}
    return Explanation(
        day=day,
        rule_set=policy.name,
        rule_set_version=policy.version,
        title=policy.title,
        title_zh=policy.title_zh,
        status=policy.status,
        source=policy.source,
        source_zh=rules.rule_set.source_zh or policy.source,
        tier=tier.code,
        tier_zh=tier.zh,
        tier_en=tier.en,
        meaning_zh=tier.meaning_zh,
        meaning_en=tier.meaning_en,
        is_provisional=answer.is_provisional,
        possible=answer.possible,
        reasons=tuple(_reason(fired, by_id) for fired in answer.fired),
        missing=tuple(Missing(n, rules.facts[n].zh, rules.facts[n].en) for n in answer.missing),
        change=next_change(chronicle, in_force, day, answer, facts),
        assigned=None if assignment is None else assignment.tier,
        assigned_by=None if assignment is None else assignment.assigned_by,
        assigned_on=None if assignment is None else law_date(assignment.assigned_at),
        names_zh={code: one.zh for code, one in rules.tiers.items()},
        names_en={code: one.en for code, one in rules.tiers.items()},
    )


def next_change(
    chronicle: Chronicle,
    in_force: RulesInForce,
    day: date,
    answer: Answer,
    facts: Mapping[str, Fact],
) -> Change | None:
    """When time alone would change the tier. None: not within three years, or not at all."""

    def tier_on(later: date) -> str:
        return in_force.rules.apply(facts_of(chronicle, later, in_force.book)).tier

    if not answer.fired or facts["dead"].value:
        return None
    before, after = day, day + _STEP
    while tier_on(after) == answer.tier:
        before, after = after, after + _STEP
        if after > day + _HORIZON:
            return None
    while after - before > timedelta(days=1):
        middle = before + (after - before) // 2
        before, after = (middle, after) if tier_on(middle) == answer.tier else (before, middle)
    return Change(after, tier_on(after))


def _reason(fired: FiredRule, by_id: Mapping[UUID, Recorded[Event]]) -> Reason:
    rule = fired.rule
    events = (by_id[event_id] for event_id in fired.rests_on if event_id in by_id)
    rests_on = sorted((_rests_on(one) for one in events), key=lambda one: (one.day, one.version))
    # A fact in dispute has no settled value to put into words.
    values = dict.fromkeys(_names_in(rule.because_zh + rule.because_en), "?") | dict(fired.facts)
    return Reason(
        rule.id,
        rule.because_zh.format_map(values),
        rule.because_en.format_map(values),
        rule.basis,
        rule.basis_zh or rule.basis,
        rule.mark,
        tuple(rests_on),
    )


def _names_in(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def _rests_on(recorded: Recorded[Event]) -> RestsOn:
    zh, en = words_for(recorded.event)
    day = day_of(recorded.event)
    return RestsOn(recorded.event_id, recorded.version, day, recorded.event.TYPE, zh, en)
