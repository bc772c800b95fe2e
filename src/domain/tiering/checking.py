"""Reading a rule set: a rule that contradicts itself, or cannot be asked, is found now."""

import re
from collections.abc import Collection, Mapping
from math import prod

from .expressions import Compile, Condition, Value, WrongCondition
from .rule_set import FactName, FactType, Mode, RuleSet, Table, TierRule

_NUMBER = re.compile(r"(?<![\w'\"])\d+(?![\w'\"])")
_TEXT = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_MOST_COMBINATIONS = 20_000


class WrongRuleSet(ValueError):
    """A rule set contradicts itself; the message says where."""


def check(rule_set: RuleSet, facts: Collection[str]) -> None:
    """Raise `WrongRuleSet` where a table, a band or a rule does not fit the rest."""
    tiers = {tier.code for tier in rule_set.tiers}
    named = [(rule_set.otherwise, "otherwise")]
    named += [(band.tier, table.id) for table in rule_set.tables for band in table.bands]
    rules = [rule for table in rule_set.tables for rule in table.rules]
    named += [(rule.tier, rule.id) for rule in rules if rule.tier is not None]
    for code, where in named:
        if code not in tiers:
            raise WrongRuleSet(f"{where} names the tier {code}, which is not among the tiers")
    ids = [rule.id for rule in rules]
    if len(set(ids)) < len(ids):
        raise WrongRuleSet("two rules have one id")
    for table in rule_set.tables:
        _check_table(table, facts)


def _check_table(table: Table, facts: Collection[str]) -> None:
    is_points = table.mode is Mode.POINTS
    if is_points != bool(table.bands):
        raise WrongRuleSet(f"{table.id}: a points table has bands, and no other has")
    for name in table.requires:
        if name not in facts:
            raise WrongRuleSet(f"{table.id} requires {name}, which is no known fact")
    for rule in table.rules:
        if (rule.points is not None, rule.tier is not None) != (is_points, not is_points):
            raise WrongRuleSet(f"{rule.id} in {table.id} needs {'points' if is_points else 'a tier'} alone")


def candidates_of(
    rule: TierRule, condition: Condition, facts: Mapping[str, FactName]
) -> dict[str, tuple[Value, ...]]:
    """For each fact that a rule asks for, the values to try where it is missing."""
    unknown = sorted(condition.names - facts.keys())
    if unknown:
        raise WrongRuleSet(f"{rule.id} asks for {', '.join(unknown)}, which is no known fact")
    candidates = {name: _candidates(facts[name].type, rule.when) for name in sorted(condition.names)}
    if prod(map(len, candidates.values())) > _MOST_COMBINATIONS:
        raise WrongRuleSet(f"{rule.id} asks for too many facts at once; make it several rules")
    return candidates


def compiled(rule: TierRule, compile_: Compile) -> Condition:
    """The condition of a rule."""
    try:
        return compile_(rule.when)
    except WrongCondition as error:
        raise WrongRuleSet(f"{rule.id}: {error}") from None


def check_asking(rule: TierRule, condition: Condition, candidates: Mapping[str, tuple[Value, ...]]) -> None:
    """Ask the rule once, and put its reason into words."""
    example = {name: values[0] for name, values in candidates.items()}
    try:
        condition.holds(example)
    except WrongCondition as error:
        raise WrongRuleSet(f"{rule.id}: {error}") from None
    try:
        rule.because_zh.format_map(example)
        rule.because_en.format_map(example)
    except (KeyError, ValueError, IndexError) as error:
        raise WrongRuleSet(f"{rule.id}: its reason names {error}, which `when` does not ask for") from None


def _candidates(kind: FactType, when: str) -> tuple[Value, ...]:
    """Values of which each possible outcome of a comparison with the literals has one."""
    if kind is FactType.BOOL:
        return (False, True)
    if kind is FactType.STRING:
        return ("", *dict.fromkeys(a or b for a, b in _TEXT.findall(when)))
    near = (int(found) + step for found in _NUMBER.findall(when) for step in (-1, 0, 1))
    return tuple(sorted({0, *near}))
