"""Tables of events counted; every figure opens to exactly the facts that it counts."""

from decimal import Decimal
from typing import Any

from ...domain.reporting.layout import By, Counted, Figure, LayoutTable
from ...domain.reporting.spans import Days, year_before
from ...projections.figure_queries import FactFilter, counts_query
from ...projections.reports.model import Cell, Column, Mark, Row, Table, Text, Unit
from .asking import ALL, FIRST, Asked, Line, address, lines, table

_UNITS = {
    Counted.FACTS: (Unit.TIMES, 0),
    Counted.SUBJECTS: (Unit.NUMBER, 0),
    Counted.GRAMS: (Unit.GRAMS, 2),
    Counted.CNY: (Unit.CNY, 2),
    Counted.HEADS: (Unit.TIMES, 0),
}
_DIVIDED_BY = {Counted.GRAMS: 1000, Counted.CNY: 100, Counted.HEADS: 1}


async def facts(asked: Asked, wanted: LayoutTable) -> Table:
    """The figures of the layout: with those of the year before, or by month, year or township."""
    if wanted.by is By.FIGURE:
        return await _beside_the_year_before(asked, wanted)
    columns = [Column("row", FIRST[wanted.by], Unit.NAME)]
    columns += [_column(str(n), figure) for n, figure in enumerate(wanted.figures, 1)]
    shown = lines(asked, wanted.by)
    rows = [await _row(asked, wanted.figures, line) for line in shown]
    if wanted.by is not By.YEAR:
        rows.append(await _row(asked, wanted.figures, Line(ALL, asked.days), is_total=True))
    notes = [_OF_NO_TOWNSHIP] if wanted.by is By.AREA else []
    return table(wanted, columns, rows, *notes)


_OF_NO_TOWNSHIP = Text(
    "按事实发生当日的居住地统计；合计含居住地未登记或不在所列乡镇的。",
    "By where the person lived on the day; the total holds those who lived in none of these, too.",
)


async def _beside_the_year_before(asked: Asked, wanted: LayoutTable) -> Table:
    columns = [
        Column("figure", FIRST[By.FIGURE], Unit.NAME),
        Column("unit", Text("单位", "unit"), Unit.NAME),
        Column("now", Text("本期", "this period"), Unit.NUMBER, 0),
        Column("before", Text("上年同期", "a year before"), Unit.NUMBER, 0),
        Column("change", Text("增减", "change"), Unit.SHARE, 1),
    ]
    rows = []
    for figure in wanted.figures:
        now = await count(asked, figure, asked.days)
        before = await count(asked, figure, year_before(asked.days))
        name = Cell(Text(figure.title_zh, figure.title))
        rows.append(Row((name, Cell(_UNIT_WORDS[figure.counted]), now, before, _change(now, before))))
    return table(wanted, columns, rows)


_UNIT_WORDS = {
    Counted.FACTS: Text("次", "times"),
    Counted.SUBJECTS: Text("人/起", "persons, records"),
    Counted.GRAMS: Text("克", "g"),
    Counted.CNY: Text("元", "CNY"),
    Counted.HEADS: Text("人次", "heads"),
}


def _change(now: Cell, before: Cell) -> Cell:
    this, last = now.value, before.value
    if not isinstance(this, int | Decimal) or not isinstance(last, int | Decimal) or not last:
        return Cell(mark=Mark.UNKNOWN)
    return Cell((Decimal(this) / Decimal(last) - 1).quantize(Decimal("1e-6")))


def _column(key: str, figure: Figure) -> Column:
    unit, decimals = _UNITS[figure.counted]
    return Column(key, Text(figure.title_zh, figure.title), unit, decimals)


async def _row(asked: Asked, figures: tuple[Figure, ...], line: Line, *, is_total: bool = False) -> Row:
    cells = [await count(asked, figure, line.days, line.area) for figure in figures]
    return Row((Cell(line.title), *cells), is_total)


async def count(asked: Asked, figure: Figure, days: Days, area: str | None = None) -> Cell:
    """How many events of a figure there are in some days, in an area or in that of the report."""
    where: dict[str, Any] = {"kind": [figure.kind], "value": list(figure.value)}
    where |= {"since": days.since, "before": days.before}
    within = area or asked.within
    rows = await asked.read.rows(counts_query(FactFilter(area=within, **where), ["kind"]))
    found = rows[0] if rows else {"facts": 0, "subjects": 0, "quantity": 0}
    opens = address("/facts", area=within, **where)
    unit, decimals = _UNITS[figure.counted]
    if figure.counted in _DIVIDED_BY:
        quantity = Decimal(found["quantity"] or 0) / _DIVIDED_BY[figure.counted]
        return Cell(quantity, opens, unit=unit, decimals=decimals)
    return Cell(found[figure.counted], opens, unit=unit, decimals=decimals)
