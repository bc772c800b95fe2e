"""Fund events. Names and fields are stored for ever: add, never rename. Amounts are CNY, to the fen."""

from decimal import Decimal
from enum import StrEnum

from ..events import Event, event


class FundSource(StrEnum):
    """Who pays."""

    COUNTY_BUDGET = "county_budget"
    """县财政预算"""
    HIGHER_LEVEL = "higher_level"
    """上级专项资金"""
    OTHER = "other"


@event("fund.planned/1")
class FundPlanned(Event):
    """A line of a year's budget from one source."""

    year: int
    source: FundSource
    name: str
    area: str
    amount_cny: Decimal


@event("fund.amended/1")
class FundAmended(Event):
    """The line has another amount from now on. `amount_cny`: the whole, not the difference."""

    amount_cny: Decimal
    reason: str


@event("fund.spent/1")
class FundSpent(Event):
    """Money was spent from the line, for one of the purposes of drug-control work."""

    amount_cny: Decimal
    purpose: str
    voucher: str | None = None


@event("fund.closed/1")
class FundClosed(Event):
    """The line is settled; nothing more is spent from it."""


FundEvent = FundPlanned | FundAmended | FundSpent | FundClosed
