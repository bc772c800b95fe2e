"""What a county has chosen: which schedules of tests it uses, and which rule set proposes tiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..measures.kinds import MeasureKind
from .book import NoPolicy, PolicyBook

KIND, NAME = "county-settings", "default"
DEFAULT_TIER_RULES = "default-4tier"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountySettings:
    """`test_schedules`: for each kind of measure, the schedules in use. `tier_rules`: the rule set in use."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    test_schedules: Mapping[MeasureKind, tuple[str, ...]] = field(default_factory=dict)
    tier_rules: str = DEFAULT_TIER_RULES


def tier_rules_name(book: PolicyBook, day: date) -> str:
    """The name of the rule set that proposes tiers on a day."""
    try:
        content = book.in_force(KIND, NAME, day).content
    except NoPolicy:
        return DEFAULT_TIER_RULES
    return str(content.get("tier_rules", DEFAULT_TIER_RULES))
