"""Case workers and persons of each township, against published norms, none of which is law."""

from collections import defaultdict
from decimal import Decimal

from ...domain.reporting.layout import By, LayoutTable
from ...projections.indicators.asked import CountsAsked, Period
from ...projections.indicators.counting import counted
from ...projections.reports.model import Cell, Column, Mark, Row, Table, Text, Unit
from .asking import ALL, FIRST, Asked, Line, lines, table
from .counting import definitions, opens
from .indicators import count_of

_COUNT = "existing_users"


async def caseload(asked: Asked, wanted: LayoutTable) -> Table:
    """Persons for each worker, and how many workers each norm asks for; below nought: so many are missing."""
    count = count_of(definitions(asked), _COUNT)
    period = Period("day", asked.days.since, asked.days.before)
    cells = CountsAsked(periods=[period], area=asked.within, by=["area", "worker"])
    found = (await counted(asked.read.connection, [count], cells))[_COUNT]
    persons: dict[str | None, int] = defaultdict(int)
    workers: dict[str | None, set[str]] = defaultdict(set)
    for cell, number in found.items():
        for area in (cell.area, _EVERYWHERE):
            persons[area] += number
            if cell.worker is not None and number:
                workers[area].add(cell.worker)
    columns = [
        Column("township", FIRST[By.AREA], Unit.NAME),
        Column("persons", Text(count.title_zh, count.title), Unit.PERSONS),
        Column("workers", Text("专干", "case workers"), Unit.PERSONS),
        Column("ratio", Text("人均", "persons a worker"), Unit.RATIO, 1),
    ]
    for norm in wanted.norms:
        columns.append(Column(f"over-{norm}", Text(f"较1:{norm}多(缺-)", f"over {norm}:1"), Unit.PERSONS))
    rows = []
    for line in [*lines(asked, By.AREA), Line(ALL, asked.days)]:
        key = line.area or _EVERYWHERE
        number, staff = persons[key], len(workers[key])
        ratio = Cell(Decimal(number) / staff) if staff else Cell(mark=Mark.UNKNOWN)
        over = [Cell(staff - -(-number // norm)) for norm in wanted.norms]
        first = Cell(number, opens(asked, count, line))
        rows.append(Row((Cell(line.title), first, Cell(staff), ratio, *over), line.title is ALL))
    return table(wanted, columns, rows)


_EVERYWHERE = "everywhere"
