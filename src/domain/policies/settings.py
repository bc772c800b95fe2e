"""What a county has chosen: which schedules of tests it uses, and which rule set proposes tiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..measures.kinds import MeasureKind
from .book import NoPolicy, PolicyBook

KIND, NAME = "county-settings", "default"
DEFAULT_TIER_RULES = "default-4tier"
DEFAULT_ROLES_SEEING_CASE_LINKS = ("police_officer", "legal_reviewer", "auditor")
"""Who sees which person a suspect of a case is, where the county says nothing: a product default, no law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountySettings:
    """`test_schedules`: for each kind of measure, the schedules in use. `tier_rules`: the rule set in use.

    `roles_seeing_case_links`: the roles that see which person a suspect of a case is.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    test_schedules: Mapping[MeasureKind, tuple[str, ...]] = field(default_factory=dict)
    tier_rules: str = DEFAULT_TIER_RULES
    roles_seeing_case_links: tuple[str, ...] = DEFAULT_ROLES_SEEING_CASE_LINKS


def tier_rules_name(book: PolicyBook, day: date) -> str:
    """The name of the rule set that proposes tiers on a day."""
    try:
        content = book.in_force(KIND, NAME, day).content
    except NoPolicy:
        return DEFAULT_TIER_RULES
    return str(content.get("tier_rules", DEFAULT_TIER_RULES))


def roles_seeing_case_links(book: PolicyBook, day: date) -> tuple[str, ...]:
    """The roles that see on a day which person a suspect of a case is."""
    try:
        content = book.in_force(KIND, NAME, day).content
    except NoPolicy:
        return DEFAULT_ROLES_SEEING_CASE_LINKS
    return tuple(content.get("roles_seeing_case_links", DEFAULT_ROLES_SEEING_CASE_LINKS))
