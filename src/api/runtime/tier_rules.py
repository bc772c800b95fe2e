"""Tier rules from policies: read, checked, compiled once and kept."""

from datetime import date

from cachetools import LRUCache
from pydantic import TypeAdapter, ValidationError

from ...domain.policies.book import Policy, PolicyBook
from ...domain.policies.settings import DEFAULT_TIER_RULES, tier_rules_name
from ...domain.tiering.checking import WrongRuleSet
from ...domain.tiering.engine import Rules
from ...domain.tiering.facts import FACTS
from ...domain.tiering.rule_set import RuleSet
from .cel import compile_cel

KIND = "tier-rules"
DEFAULT = DEFAULT_TIER_RULES
_RULE_SET = TypeAdapter(RuleSet)
_READY: LRUCache[int, tuple[Policy, Rules]] = LRUCache(64)


def rules_of(policy: Policy) -> Rules:
    """The rules of a policy, ready to be applied. Raises `WrongRuleSet`."""
    known = _READY.get(id(policy))
    if known is not None and known[0] is policy:
        return known[1]
    if policy.kind != KIND:
        raise WrongRuleSet(f"“{policy.name}” is of the kind {policy.kind}, not {KIND}")
    try:
        rules = Rules(_RULE_SET.validate_python(policy.content), compile_cel, FACTS)
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongRuleSet(f"content.{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    _READY[id(policy)] = (policy, rules)
    return rules


def rules_in_force(book: PolicyBook, day: date, name: str | None = None) -> tuple[Policy, Rules]:
    """A rule set in force on a day; the one that the county uses, if no name is given.

    Raises `NoPolicy`, `WrongRuleSet`.
    """
    policy = book.in_force(KIND, name or tier_rules_name(book, day), day)
    return policy, rules_of(policy)
