"""Whether a policy can be used, beyond its schema: the checks that its kind is read with."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ...domain.aftercare import clock_terms
from ...domain.baseline import items as baseline
from ...domain.classification import procedure, windows
from ...domain.classification.events import Tier
from ...domain.contact import intervals
from ...domain.duplicates import scoring
from ...domain.fund import purposes
from ...domain.handover import overdue
from ...domain.indicators import definitions as indicators
from ...domain.indicators.checking import WrongDefinition
from ...domain.pathways import template
from ...domain.policies import settings
from ...domain.policies.book import NoPolicy, Policy, PolicyBook
from ...domain.policy_register.decide import WrongPolicy
from ...domain.schedules import plan
from ...domain.school_programme import items as programme_items
from ...domain.tiering.checking import WrongRuleSet
from .indicator_definitions import definitions_of
from .policy_files import check_content
from .tier_rules import KIND as TIER_RULES
from .tier_rules import rules_of

_LARGEST = 2**53
"""Beyond it, not every reader of JSON keeps a number as it is."""
_DEEPEST = 12
_READ_AS = dict(
    [
        procedure.PROCEDURE,
        (windows.KIND, windows.NAME),
        (intervals.KIND, intervals.NAME),
        (settings.KIND, settings.NAME),
        (overdue.KIND, overdue.NAME),
        (purposes.KIND, purposes.NAME),
        (indicators.KIND, indicators.NAME),
        (clock_terms.KIND, clock_terms.NAME),
        (scoring.KIND, scoring.NAME),
        (baseline.KIND, baseline.NAME),
    ]
)
"""Kinds of which one name alone is read; any other would be published and have no effect."""
_REFUSED = (template.TemplateRefused, plan.ScheduleRefused, clock_terms.TermsRefused)


def check_policy(policy: Policy, book: PolicyBook) -> None:
    """Raise `WrongPolicy` where a policy cannot be used beside the others of the book."""
    _check_plain(policy.content, "content", 0)
    name = _READ_AS.get(policy.kind, policy.name)
    if policy.name != name:
        raise WrongPolicy("name", f"policies of the kind {policy.kind} are read under the name “{name}”")
    check_content(policy)
    try:
        _OF_KIND.get(policy.kind, _nothing_more)(policy, book)
    except _REFUSED as error:  # which begin with the field
        at, _, problem = str(error).partition(": ")
        raise WrongPolicy(at.replace(".", "/"), problem) from None
    except WrongDefinition as error:
        raise WrongPolicy(f"content/{error.at}", error.problem) from None
    except WrongRuleSet as error:
        raise WrongPolicy("content", str(error)) from None


def _check_plain(value: Any, at: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise WrongPolicy(at, f"it is nested more than {_DEEPEST} deep")
    if isinstance(value, int | float) and not abs(value) <= _LARGEST:
        raise WrongPolicy(at, f"a number lies between -{_LARGEST} and {_LARGEST}")
    if isinstance(value, dict):
        for name, child in value.items():
            _check_plain(child, f"{at}/{name}", depth + 1)
    elif isinstance(value, list | tuple):
        for number, child in enumerate(value):
            _check_plain(child, f"{at}/{number}", depth + 1)


def _nothing_more(_policy: Policy, _book: PolicyBook) -> None:
    """The schema says all."""


def _check_rules(policy: Policy, _book: PolicyBook) -> None:
    for number, tier in enumerate(rules_of(policy).rule_set.tiers):
        if tier.records_as is not None and tier.records_as not in set(Tier):
            at = f"content/tiers/{number}/records_as"
            raise WrongPolicy(at, f"one of {', '.join(Tier)} is expected, or none")


def _check_procedure(policy: Policy, _book: PolicyBook) -> None:
    content = policy.content
    order = content["order"]
    if len(set(order)) < len(order):
        raise WrongPolicy("content/order", "a tier stands in it twice")
    if not 1 <= content["most_steps"] <= len(Tier):
        raise WrongPolicy("content/most_steps", f"1 to {len(Tier)} are allowed")
    for tier, days in content["reassess_days"].items():
        if not 1 <= days <= 3660:
            raise WrongPolicy(f"content/reassess_days/{tier}", "1 to 3660 are allowed")


def _check_baseline(policy: Policy, _book: PolicyBook) -> None:
    found = baseline.items_in_force(PolicyBook((policy,)), policy.effective_from)
    problem = None if found is None else baseline.problem_of(policy, found[1])
    if problem is not None:
        raise WrongPolicy(*problem)


def _check_programme_items(policy: Policy, _book: PolicyBook) -> None:
    problem = programme_items.problem_of(policy.content)
    if problem is not None:
        raise WrongPolicy(*problem)


def _check_settings(policy: Policy, book: PolicyBook) -> None:
    schedules: dict[str, list[str]] = policy.content.get("test_schedules", {})
    for kind, names in schedules.items():
        for name in names:
            _check_known(book, plan.KIND, name, policy.effective_from, f"test_schedules/{kind}")
    if "tier_rules" in policy.content:
        _check_known(book, TIER_RULES, policy.content["tier_rules"], policy.effective_from, "tier_rules")


def _check_known(book: PolicyBook, kind: str, name: str, day: date, at: str) -> None:
    try:
        book.in_force(kind, name, day)
    except NoPolicy as error:
        raise WrongPolicy(f"content/{at}", str(error)) from None


_OF_KIND: dict[str, Callable[[Policy, PolicyBook], object]] = {
    template.KIND: lambda policy, _: template.template_of(policy),
    plan.KIND: lambda policy, _: plan.schedule_of(policy),
    clock_terms.KIND: lambda policy, _: clock_terms.terms_of(policy),
    TIER_RULES: _check_rules,
    procedure.PROCEDURE[0]: _check_procedure,
    settings.KIND: _check_settings,
    baseline.KIND: _check_baseline,
    programme_items.KIND: _check_programme_items,
    indicators.KIND: lambda policy, _: definitions_of(policy),
}
