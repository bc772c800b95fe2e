"""What happens when a command on a line of the budget comes in."""

from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..checks import check_area, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .amounts import check_fen
from .commands import AmendFund, CloseFund, PlanFund, RecordSpending
from .events import FundAmended, FundClosed, FundPlanned, FundSpent
from .purposes import purposes_on
from .state import Fund

_OnPlanned = AmendFund | RecordSpending | CloseFund


def decide(fund: Fund, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes.

    Raises `Refused` with the rule. That more is spent than was planned is no reason to refuse: it is a fact,
    and the register shows it.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, PlanFund):
        return _plan(fund, command, context)
    if fund.planned_on is None:
        raise rules.FUND_UNKNOWN.refuse()
    if fund.closed_on is not None:
        raise rules.FUND_IS_CLOSED.refuse()
    return _decide_planned(fund, fund.planned_on, cast(_OnPlanned, command), context)


def _decide_planned(fund: Fund, planned_on: date, command: _OnPlanned, context: Context) -> list[Event]:
    match command:
        case AmendFund():
            check_not_before(planned_on, context)
            check_fen(command.amount_cny)
            changes = command.amount_cny != fund.planned_cny
            return [FundAmended.of(command, context)] if changes else []
        case RecordSpending():
            check_fen(command.amount_cny)
            _check_purpose(command.purpose, context)
            return [FundSpent.of(command, context)]
        case CloseFund():
            check_not_before(fund.latest_on, context)
            return [FundClosed.of(command, context)]
        case _:
            assert_never(command)


def _plan(fund: Fund, command: PlanFund, context: Context) -> list[Event]:
    if fund.planned_on is not None:
        raise rules.FUND_PLANNED_ALREADY.refuse()
    check_area(command.area, "area")
    check_fen(command.amount_cny)
    return [FundPlanned.of(command, context)]


def _check_purpose(purpose: str, context: Context) -> None:
    allowed = purposes_on(context.policies, law_date(context.occurred_at))
    if allowed is not None and purpose not in allowed:
        raise rules.PURPOSE_NOT_OF_FUND.refuse("purpose", purpose=purpose, purposes=", ".join(allowed))
