"""Persons by tier at the ends of months, or of the last one by township."""

from collections import defaultdict
from datetime import date
from typing import Any

from ...domain.reporting.layout import By, LayoutTable
from ...projections.figure_queries import population_query
from ...projections.reports.model import Cell, Column, Row, Table, Text, Unit
from ..runtime.tier_rules import rules_in_force
from .asking import ALL, Asked, Line, address, area_title, last_days, month_title, table

_NO_TIER = Text("未定级", "no tier yet")
Counted = dict[Any, dict[str | None, int]]


async def tiers(asked: Asked, wanted: LayoutTable) -> Table:
    """Persons on the register and in the county, by the tier that an officer had assigned by that day."""
    by_area = wanted.by is By.AREA
    days = [asked.days.last] if by_area else last_days(asked.days)
    counted: Counted = defaultdict(lambda: defaultdict(int))
    for found in await asked.read.rows(population_query(days, asked.area, by_area)):
        counted[found["area"] if by_area else found["day"]][found["tier"]] += found["persons"]
    names = _names(asked, counted)
    first = Text("乡镇", "township") if by_area else Text("月末", "end of month")
    columns = [Column("row", first, Unit.NAME)]
    columns += [Column(code or "none", title, Unit.PERSONS) for code, title in names.items()]
    columns.append(Column("all", ALL, Unit.PERSONS))
    rows = _by_area(asked, names, counted) if by_area else _by_month(asked, names, counted, days)
    return table(wanted, columns, rows)


def _names(asked: Asked, counted: Counted) -> dict[str | None, Text]:
    """The tiers of the rule set in force on the last day, by the code that records have; then any others."""
    policy, rules = rules_in_force(asked.book, asked.days.last)
    asked.use(policy)
    names: dict[str | None, Text] = {
        tier.records_as or tier.code: Text(tier.zh, tier.en) for tier in rules.rule_set.tiers
    }
    recorded = sorted({tier for one in counted.values() for tier in one if tier is not None})
    return names | {code: Text(code, code) for code in recorded if code not in names} | {None: _NO_TIER}


def _by_month(asked: Asked, names: dict[str | None, Text], counted: Counted, days: list[date]) -> list[Row]:
    return [_row(names, counted[day], Line(month_title(day), asked.days, asked.area), day) for day in days]


def _by_area(asked: Asked, names: dict[str | None, Text], counted: Counted) -> list[Row]:
    day = asked.days.last
    areas = [*asked.townships, *sorted(set(counted) - set(asked.townships))]
    rows = [
        _row(names, counted[area], Line(area_title(area), asked.days, area), day, exact=True)
        for area in areas
    ]
    sums = {tier: sum(one[tier] for one in counted.values()) for tier in names}
    total = _row(names, sums, Line(ALL, asked.days, asked.area), day)
    return [*rows, Row(total.cells, is_total=True)]


def _row(
    names: dict[str | None, Text],
    numbers: dict[str | None, int],
    line: Line,
    day: date,
    *,
    exact: bool = False,
) -> Row:
    where: dict[str, Any] = {"on": day, "area": line.area, "exact_area": exact}
    cells = [
        Cell(numbers.get(tier, 0), address("/tiers/persons", tier=tier, without_tier=tier is None, **where))
        for tier in names
    ]
    everybody = Cell(sum(numbers.values()), address("/tiers/persons", **where))
    return Row((Cell(line.title), *cells, everybody))
