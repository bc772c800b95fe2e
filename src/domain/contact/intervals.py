"""How often somebody is in touch with a person of a tier, at the least: a policy, no law says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import Ge, Le

from ..calendar import add_months
from ..classification.events import Tier
from ..policies.book import NoPolicy, Policy, PolicyBook

KIND, NAME = "contact-intervals", "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactIntervals:
    """`visit_months`: the tiers that are visited, and within how many months each. No other is."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    visit_months: Mapping[Tier, Annotated[int, Ge(1), Le(36)]]

    def visit_by(self, tier: Tier, since: date) -> date | None:
        """The last day for the next visit after a day; None where the tier asks for none."""
        months = self.visit_months.get(tier)
        return None if months is None else add_months(since, months)


def intervals_in_force(book: PolicyBook, day: date) -> tuple[Policy, ContactIntervals] | None:
    """The intervals of a day with their policy; None where none is in force."""
    try:
        policy = book.in_force(KIND, NAME, day)
    except NoPolicy:
        return None
    months = {Tier(tier): number for tier, number in policy.content["visit_months"].items()}
    return policy, ContactIntervals(visit_months=months)
