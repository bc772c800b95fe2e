"""The procedure of tiers, a policy: how far one decision may go, when a reason is due, when to ask again.

It is the product's or the county's rule, never the law's; where none is in force, none is kept.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ..policies.book import NoPolicy, PolicyBook
from .events import Tier

PROCEDURE = ("tier-procedure", "default")


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """`order`: tiers, the most intrusive first. `most_steps`: how many of them a decision may move.

    `straight_to_first`: rules that let a proposal go to the first tier at once. `reassess_days`: after how
    many days a person of a tier is asked about again; one of a tier that is not named never is.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    order: tuple[Tier, ...]
    most_steps: int
    straight_to_first: tuple[str, ...]
    reason_for_upgrade: bool
    reassess_days: Mapping[Tier, int]

    def is_upgrade(self, present: Tier, wanted: Tier) -> bool:
        """Whether a tier is more intrusive than the present one."""
        return self._both(present, wanted) and self.order.index(wanted) < self.order.index(present)

    def nearest(self, present: Tier, wanted: Tier, rules: Collection[str]) -> Tier:
        """The tier nearest to the one wanted that a decision resting on these rules may go to."""
        if not self._both(present, wanted):
            return wanted
        if wanted is self.order[0] and any(rule in self.straight_to_first for rule in rules):
            return wanted
        here, there = self.order.index(present), self.order.index(wanted)
        return self.order[max(here - self.most_steps, min(here + self.most_steps, there))]

    def _both(self, present: Tier, wanted: Tier) -> bool:
        return present in self.order and wanted in self.order


def procedure_of(book: PolicyBook, day: date) -> Procedure | None:
    """The procedure in force on a day, if one is."""
    try:
        content = book.in_force(*PROCEDURE, day).content
    except NoPolicy:
        return None
    return Procedure(
        order=tuple(map(Tier, content["order"])),
        most_steps=content["most_steps"],
        straight_to_first=tuple(content["straight_to_first"]),
        reason_for_upgrade=content["reason_for_upgrade"],
        reassess_days={Tier(tier): days for tier, days in content["reassess_days"].items()},
    )
