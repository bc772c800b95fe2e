"""A line of the budget as deciding and its register see one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import FundAmended, FundClosed, FundEvent, FundPlanned, FundSource, FundSpent

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Fund:
    """The state of one fund stream. `planned_on` is None until it is in a budget. Amounts are CNY.

    `first_planned_cny`: before any amendment. `over_cny`: by how much more was spent than is planned.
    `spent_by_purpose`, `spendings`: what was spent for what, and how often anything was.
    """

    year: int = 0
    source: FundSource | None = None
    name: str = ""
    area: str = ""
    first_planned_cny: Decimal = _NONE
    planned_cny: Decimal = _NONE
    spent_cny: Decimal = _NONE
    over_cny: Decimal = _NONE
    spent_by_purpose: Mapping[str, Decimal] = field(default_factory=dict)
    spendings: int = 0
    amendments: int = 0
    planned_on: date | None = None
    closed_on: date | None = None
    latest_on: date = date.min

    @property
    def title(self) -> str:
        """The name of the line."""
        return self.name

    @property
    def status(self) -> str:
        """`planned`, `in_use` or `closed`."""
        if self.closed_on is not None:
            return "closed"
        return "in_use" if self.spendings else "planned"

    @property
    def since(self) -> date | None:
        """When it was planned."""
        return self.planned_on

    @property
    def until(self) -> date | None:
        """When it was settled."""
        return self.closed_on


NEW_FUND = Fund()


def evolve(fund: Fund, event: Event) -> Fund:
    """The line after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    fund = replace(_changed(fund, cast(FundEvent, event), day), latest_on=max(fund.latest_on, day))
    return replace(fund, over_cny=max(_NONE, fund.spent_cny - fund.planned_cny))


def _changed(fund: Fund, event: FundEvent, day: date) -> Fund:
    match event:
        case FundPlanned():
            amount = event.amount_cny
            given: dict[str, Any] = {
                name: getattr(event, name) for name in ("year", "source", "name", "area")
            }
            return replace(fund, planned_on=day, first_planned_cny=amount, planned_cny=amount, **given)
        case FundAmended():
            return replace(fund, planned_cny=event.amount_cny, amendments=fund.amendments + 1)
        case FundSpent():
            of_purpose = fund.spent_by_purpose.get(event.purpose, _NONE) + event.amount_cny
            return replace(
                fund,
                spent_cny=fund.spent_cny + event.amount_cny,
                spent_by_purpose={**fund.spent_by_purpose, event.purpose: of_purpose},
                spendings=fund.spendings + 1,
            )
        case FundClosed():
            return replace(fund, closed_on=day)
        case _:
            assert_never(event)


_GIVEN = ("year", "source", "name", "area")


def fold(events: Iterable[Event]) -> Fund:
    """The line after a whole history."""
    fund = NEW_FUND
    for event in events:
        fund = evolve(fund, event)
    return fund
