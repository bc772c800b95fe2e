"""What may be asked about a line of the budget. A spending that was recorded in error is retracted."""

from decimal import Decimal
from typing import Annotated

from annotated_types import Ge, Gt, Le

from ..commands import Command, LongText, ShortText, command
from ..identity.commands import AreaCode
from ..key_task.commands import Year
from .events import FundSource

_MOST = 10**12
Planned = Annotated[Decimal, Ge(0), Le(_MOST)]
Spent = Annotated[Decimal, Gt(0), Le(_MOST)]


@command(
    example={
        "year": 2020,
        "source": "county_budget",
        "name": "2020年县级禁毒专项经费",
        "area": "640324",
        "amount_cny": "4600000.00",
        "occurred_at": "2020-01-10",
    }
)
class PlanFund(Command):
    """Put a line on a year's budget. `amount_cny`: CNY, to the fen."""

    year: Year
    source: FundSource
    name: ShortText
    area: AreaCode
    amount_cny: Planned


@command(example={"amount_cny": "4800000.00", "reason": "年中追加预算", "occurred_at": "2020-07-01"})
class AmendFund(Command):
    """Change the amount of the line. `amount_cny`: the whole amount from now on, in CNY, to the fen."""

    amount_cny: Planned
    reason: LongText


@command(
    example={
        "amount_cny": "86500.00",
        "purpose": "testing",
        "voucher": "示例凭证2020-0031",
        "occurred_at": "2020-03-12",
    }
)
class RecordSpending(Command):
    """Record what was spent from the line; more than was planned is recorded like any other, and shown.

    `amount_cny`: CNY, to the fen. `purpose`: one of the policy `fund-purposes`, as this money is for
    drug-control work only. `voucher`: the number of the accounting document.
    """

    amount_cny: Spent
    purpose: ShortText
    voucher: ShortText | None = None


@command(example={"occurred_at": "2021-01-15"})
class CloseFund(Command):
    """Settle the line: nothing more is spent from it."""


FundCommand = PlanFund | AmendFund | RecordSpending | CloseFund
