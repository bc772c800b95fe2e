"""Applying a rule set to facts. Pure: the same facts give the same answer.

A fact may be missing. A rule that could apply and could not, whatever the missing facts are, is undecided; so
the answer may be one of several tiers, and then it is the least intrusive of them, and provisional.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from .checking import candidates_of, check, check_asking, compiled
from .expressions import Compile, Condition, Value
from .rule_set import FactName, Mode, RuleSet, Table, TierName, TierRule


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one thing. None: not known. `rests_on`: the events that say so.

    `alternatives`: what it may be as well, where a dispute about it is open.
    """

    value: Value | None
    rests_on: tuple[UUID, ...] = ()
    alternatives: tuple[Value, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it is known, and undisputed."""
        return self.value is not None and not self.alternatives


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that applied. `facts`: what it asked for, as it was."""

    rule: TierRule
    facts: Mapping[str, Value]
    rests_on: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What one table came to. `possible`: every tier that it could come to, were the missing facts known.

    `points`: the fewest and the most. `undecided`: rules that hang on missing facts.
    """

    table: Table
    tier: str
    possible: tuple[str, ...]
    fired: tuple[FiredRule, ...]
    undecided: tuple[TierRule, ...]
    missing: tuple[str, ...]
    points: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The tier, and why. `fired`: the rules of the tables that came to this tier.

    `missing`: facts that are not known and were asked for. `possible`: the tiers that they leave open.
    `is_provisional`: a missing fact could change the tier, or a table requires it.
    """

    tier: str
    fired: tuple[FiredRule, ...]
    undecided: tuple[TierRule, ...]
    missing: tuple[str, ...]
    possible: tuple[str, ...]
    is_provisional: bool
    tables: tuple[TableAnswer, ...]


class Rules:
    """A rule set made ready to be applied. Raises `WrongRuleSet`."""

    def __init__(self, rule_set: RuleSet, compile_: Compile, built_in: Iterable[FactName] = ()) -> None:
        self.rule_set = rule_set
        self.facts = {fact.name: fact for fact in (*built_in, *rule_set.facts)}
        self.tiers: dict[str, TierName] = {tier.code: tier for tier in rule_set.tiers}
        self._rank = {tier.code: n for n, tier in enumerate(rule_set.tiers)}
        check(rule_set, self.facts.keys())
        self._conditions: dict[str, Condition] = {}
        self._candidates: dict[str, dict[str, tuple[Value, ...]]] = {}
        for rule in (rule for table in rule_set.tables for rule in table.rules):
            condition = self._conditions[rule.id] = compiled(rule, compile_)
            candidates = self._candidates[rule.id] = candidates_of(rule, condition, self.facts)
            check_asking(rule, condition, candidates)

    def apply(self, facts: Mapping[str, Fact]) -> Answer:
        """What the rule set says. A fact that is not given is missing."""
        tables = tuple(self._table(table, facts) for table in self.rule_set.tables)
        tier = self._most(table.tier for table in tables)
        outcomes = {self._most(combined) for combined in product(*(table.possible for table in tables))}
        missing = tuple(dict.fromkeys(name for table in tables for name in table.missing))
        required = {name for table in self.rule_set.tables for name in table.requires}
        lacking = any(not facts.get(name, _UNKNOWN).is_certain for name in required)
        return Answer(
            tier=tier,
            fired=tuple(fired for table in tables if table.tier == tier for fired in table.fired),
            undecided=tuple(rule for table in tables for rule in table.undecided),
            missing=missing,
            possible=tuple(sorted(outcomes, key=self._rank.__getitem__)),
            is_provisional=len(outcomes) > 1 or lacking,
            tables=tables,
        )

    def is_more_intrusive(self, tier: str, than: str) -> bool:
        """Whether one tier stands before another."""
        return self._rank[tier] < self._rank[than]

    def _most(self, tiers: Iterable[str]) -> str:
        return min(tiers, key=self._rank.__getitem__)

    def _least(self, tiers: Iterable[str]) -> str:
        return max(tiers, key=self._rank.__getitem__)

    def _table(self, table: Table, facts: Mapping[str, Fact]) -> TableAnswer:
        judged = [(rule, self._judge(rule, facts)) for rule in table.rules]
        certain = [rule for rule, holds in judged if holds]
        by_first_match = table.mode is Mode.FIRST_MATCH
        points = None if by_first_match else _points(judged)
        undecided = [rule for rule, holds in judged if holds is None]
        if points is None:
            possible, undecided = self._first_match(judged)
            chosen = self._least(possible)
            fired = [rule for rule in certain if rule.tier == chosen]
        else:
            possible = self._bands(table, *points)
            chosen, fired = self._least(possible), certain
        asked = (*table.requires, *(name for rule in undecided for name in self.names(rule)))
        return TableAnswer(
            table,
            chosen,
            tuple(sorted(possible, key=self._rank.__getitem__)),
            tuple(self._fired(rule, facts) for rule in fired),
            tuple(undecided),
            tuple(n for n in dict.fromkeys(asked) if not facts.get(n, _UNKNOWN).is_certain),
            points,
        )

    def _first_match(self, judged: list[tuple[TierRule, bool | None]]) -> tuple[set[str], list[TierRule]]:
        """The tiers that are possible, and the undecided rules that make them so."""
        possible: set[str] = set()
        undecided: list[TierRule] = []
        for rule, holds in judged:
            tier = rule.tier or self.rule_set.otherwise
            if holds:
                possible.add(tier)
                break
            if holds is None:
                possible.add(tier)
                undecided.append(rule)
        else:
            possible.add(self.rule_set.otherwise)
        return possible, undecided

    def _bands(self, table: Table, fewest: int, most: int) -> set[str]:
        bands = sorted(table.bands, key=lambda band: band.at_least)
        reached = [band for band in bands if band.at_least <= fewest]
        possible = {band.tier for band in bands if fewest < band.at_least <= most}
        return possible | {reached[-1].tier if reached else self.rule_set.otherwise}

    def names(self, rule: TierRule) -> tuple[str, ...]:
        """The facts that a rule asks for."""
        return tuple(self._candidates[rule.id])

    def _judge(self, rule: TierRule, facts: Mapping[str, Fact]) -> bool | None:
        """Whether a rule applies; None where that hangs on what is not known."""
        condition, candidates = self._conditions[rule.id], self._candidates[rule.id]
        known: dict[str, Value] = {}
        open_: dict[str, tuple[Value, ...]] = {}
        for name, any_value in candidates.items():
            fact = facts.get(name, _UNKNOWN)
            if fact.value is None:
                open_[name] = any_value
            elif fact.alternatives:
                open_[name] = (fact.value, *fact.alternatives)
            else:
                known[name] = fact.value
        if not open_:
            return condition.holds(known)
        outcomes = {
            condition.holds(known | dict(zip(open_, values, strict=True)))
            for values in product(*open_.values())
        }
        return outcomes.pop() if len(outcomes) == 1 else None

    def _fired(self, rule: TierRule, facts: Mapping[str, Fact]) -> FiredRule:
        asked = {name: facts.get(name, _UNKNOWN) for name in self.names(rule)}
        values = {name: fact.value for name, fact in asked.items() if fact.value is not None}
        return FiredRule(rule, values, tuple(dict.fromkeys(i for f in asked.values() for i in f.rests_on)))


_UNKNOWN = Fact(None)


def _points(judged: list[tuple[TierRule, bool | None]]) -> tuple[int, int]:
    sure = sum(rule.points or 0 for rule, holds in judged if holds)
    loose = [rule.points or 0 for rule, holds in judged if holds is None]
    return sure + sum(min(0, p) for p in loose), sure + sum(max(0, p) for p in loose)
