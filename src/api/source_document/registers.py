"""Numbers of the document that are counted from the registers of the county, as they stood on a day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ...domain import kinds
from ...domain.case.events import CaseKind, CaseOutcome
from ...domain.fund.events import FundSource
from ...domain.kind import Kind
from ...domain.station.events import StationKind
from ...domain.station.staffing import Staffing, staffing
from ...projections.indicators.asked import Period


@dataclass(frozen=True, slots=True)
class OfRegister:
    """`wanted`: which records it is about. `value`: what they come to. `formula`: the same in words."""

    kind: Kind
    wanted: Callable[[Any, Period], bool]
    value: Callable[[list[Any], Period], Decimal | int]
    formula: str


def _of_year(state: Any, period: Period) -> bool:
    return period.since.year <= int(state.year) < period.before.year


def _is_open(state: Any, _period: Period) -> bool:
    return state.closed_on is None


def _is_standard_centre(state: Any, period: Period) -> bool:
    return _is_open(state, period) and state.kind is StationKind.CENTRE and state.met is True


def _is_solved_trafficking(state: Any, period: Period) -> bool:
    is_ours = state.kind is CaseKind.TRAFFICKING and not state.external
    return is_ours and state.outcome is CaseOutcome.SOLVED and period.since <= state.closed_on < period.before


def _number(states: list[Any], _period: Period) -> int:
    return len(states)


def _spent_a_year(states: list[Any], period: Period) -> Decimal:
    return Decimal(sum(state.spent_cny for state in states)) / (period.before.year - period.since.year)


def _staff(states: Iterable[Any]) -> Staffing:
    return sum(staffing(states).values(), Staffing())


REGISTERS: dict[str, OfRegister] = {
    "key_tasks": OfRegister(kinds.KEY_TASK, _of_year, _number, "key tasks of the year's list"),
    "mechanisms": OfRegister(
        kinds.RESPONSIBILITY,
        lambda state, _: state.status == "held",
        lambda states, _: len({state.mechanism for state in states}),
        "kinds of responsibility that somebody holds",
    ),
    "county_budget": OfRegister(
        kinds.FUND,
        lambda state, period: _of_year(state, period) and state.source is FundSource.COUNTY_BUDGET,
        lambda states, _: Decimal(sum(state.planned_cny for state in states)),
        "planned in lines of the county's budget",
    ),
    "spent_a_year": OfRegister(kinds.FUND, _of_year, _spent_a_year, "spent in all lines / years"),
    "standard_centres": OfRegister(
        kinds.STATION,
        _is_standard_centre,
        lambda states, _: len({state.area for state in states}),
        "areas with an open centre that meets the standard",
    ),
    "case_workers": OfRegister(
        kinds.STATION, _is_open, lambda states, _: _staff(states).case_workers, "case workers in post"
    ),
    "officers": OfRegister(
        kinds.STATION,
        _is_open,
        lambda states, _: _staff(states).police_officers + _staff(states).auxiliary_officers,
        "police officers and auxiliaries in post",
    ),
    "liaison_years": OfRegister(
        kinds.LIAISON_STATION,
        _is_open,
        lambda states, _: max((state.consecutive_years for state in states), default=0),
        "consecutive years confirmed",
    ),
    "venue_investment": OfRegister(
        kinds.VENUE,
        lambda *_: True,
        lambda states, _: Decimal(sum(state.invested_cny for state in states)),
        "invested in venues, those closed since included",
    ),
    "trafficking_solved": OfRegister(
        kinds.CASE, _is_solved_trafficking, _number, "the county's trafficking cases solved in the year"
    ),
}
