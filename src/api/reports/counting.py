"""Counts of the policy "indicators" for the lines of a report's table, each with the address it opens."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...domain.indicators.definitions import Count, Counted, Definitions
from ...domain.reporting.layout import By
from ...domain.reporting.spans import year_before
from ...projections.indicators.asked import Cell as Place
from ...projections.indicators.asked import CountsAsked, Period
from ...projections.indicators.counting import counted
from ...projections.reports.model import Cell, Text, Unit
from ..runtime.indicator_definitions import definitions_in_force
from .asking import ALL, Asked, Line, address, lines

Found = Mapping[str, Cell]
NOW, BEFORE = Text("本期", "this period"), Text("上年同期", "a year before")
_SUMS = {"mg": (Unit.GRAMS, 2, 1000), "fen": (Unit.CNY, 2, 100)}


def definitions(asked: Asked) -> Definitions:
    """The definitions in force on the last day, noted as used. Raises `NoPolicy`."""
    policy, found = definitions_in_force(asked.book, asked.days.last)
    asked.use(policy)
    return found


def unit_of(count: Count) -> tuple[Unit, int]:
    """The unit of a count, and to how many decimals it is told."""
    if count.counted is Counted.SUM and count.unit in _SUMS:
        unit, decimals, _ = _SUMS[count.unit]
        return unit, decimals
    return (Unit.PERSONS if count.of == "persons" else Unit.NUMBER), 0


async def this_and_last(asked: Asked, counts: Sequence[Count]) -> tuple[Found, Found]:
    """The counts of the period, and of the same days a year earlier."""
    both = [Line(NOW, asked.days), Line(BEFORE, year_before(asked.days))]
    now, before = await _over_time(asked, counts, both)
    return now, before


async def by_lines(asked: Asked, counts: Sequence[Count], by: By) -> list[tuple[Line, Found]]:
    """The counts of each month, year or township; but for years, with a total where one can be told."""
    shown = lines(asked, by)
    if by is not By.AREA:
        return list(zip(shown, await _over_time(asked, counts, shown), strict=True))
    everything = Line(ALL, asked.days)
    [total] = await _over_time(asked, counts, [everything])
    return [*zip(shown, await _by_area(asked, counts, shown), strict=True), (everything, total)]


async def _over_time(asked: Asked, counts: Sequence[Count], shown: Sequence[Line]) -> list[Found]:
    periods = [_period(str(number), line) for number, line in enumerate(shown)]
    cells = CountsAsked(periods=periods, area=asked.within)
    found = await counted(asked.read.connection, counts, cells)
    return [
        {
            one.code: _cell(one, found[one.code].get(Place(period.name), 0), opens(asked, one, line))
            for one in counts
        }
        for period, line in zip(periods, shown, strict=True)
    ]


async def _by_area(asked: Asked, counts: Sequence[Count], shown: Sequence[Line]) -> list[Found]:
    period = _period("0", Line(ALL, asked.days))
    cells = CountsAsked(periods=[period], area=asked.within, by=["area"])
    found = await counted(asked.read.connection, counts, cells)
    return [
        {
            one.code: _cell(
                one, found[one.code].get(Place(period.name, line.area), 0), opens(asked, one, line)
            )
            for one in counts
        }
        for line in shown
    ]


def _period(name: str, line: Line) -> Period:
    return Period(name, line.days.since, line.days.before)


def opens(asked: Asked, count: Count, line: Line) -> str:
    """The address of what a count counts in a line."""
    return address(
        f"/indicators/counts/{count.code}",
        since=line.days.since,
        before=line.days.before,
        area=line.area or asked.within,
        exact_area=line.area is not None,
    )


def _cell(count: Count, number: int, address_: str) -> Cell:
    unit, decimals = unit_of(count)
    divided = _SUMS[count.unit][2] if count.unit in _SUMS and count.counted is Counted.SUM else 1
    value = number if divided == 1 else Decimal(number) / divided
    return Cell(value, address_, unit=unit, decimals=decimals)
