"""Entries of the county's registers: how many began in the period, how many had not ended on its last day."""

from ...domain.kinds import COUNTY_BY_NAME
from ...domain.reporting.layout import By, Figure, LayoutTable
from ...projections.county_queries import RecordFilter
from ...projections.reports.model import Cell, Column, Row, Table, Text, Unit
from ...projections.reports.record_counts import record_counts_query
from .asking import ALL, Asked, Line, address, lines, table


async def records(asked: Asked, wanted: LayoutTable) -> Table:
    """The registers of the layout, or each by township. `value`: only entries with such a status now."""
    if wanted.by is By.FIGURE:
        columns = [
            Column("register", Text("登记类别", "register"), Unit.NAME),
            Column("begun", Text("本期新增", "begun in the period"), Unit.ITEMS),
            Column("open", Text("期末在册", "open on its last day"), Unit.ITEMS),
        ]
        return table(wanted, columns, [await _figure(asked, one) for one in wanted.figures])
    columns = [Column("row", Text("乡镇", "township"), Unit.NAME)]
    columns += [
        Column(str(number), Text(one.title_zh, one.title), Unit.ITEMS)
        for number, one in enumerate(wanted.figures, 1)
    ]
    rows = []
    for line in [*lines(asked, By.AREA), Line(ALL, asked.days, asked.within)]:
        cells = [await count(asked, one, open_only=True, area=line.area) for one in wanted.figures]
        rows.append(Row((Cell(line.title), *cells), is_total=line.title is ALL))
    return table(wanted, columns, rows)


async def _figure(asked: Asked, figure: Figure) -> Row:
    begun = await count(asked, figure, open_only=False, area=asked.within)
    open_ = await count(asked, figure, open_only=True, area=asked.within)
    return Row((Cell(Text(figure.title_zh, figure.title)), begun, open_))


async def count(asked: Asked, figure: Figure, *, open_only: bool, area: str | None) -> Cell:
    """How many entries had not ended on the last day, or began in the period."""
    days = asked.days
    wanted = RecordFilter(
        area=area,
        status=figure.value,
        on=days.last if open_only else None,
        since=None if open_only else days.since,
        before=None if open_only else days.before,
    )
    [found] = await asked.read.rows(record_counts_query(figure.kind, wanted))
    opens = address(
        f"/{COUNTY_BY_NAME[figure.kind].collection}",
        area=wanted.area,
        status=list(wanted.status),
        on=wanted.on,
        since=wanted.since,
        before=wanted.before,
    )
    return Cell(found["records"], opens)
