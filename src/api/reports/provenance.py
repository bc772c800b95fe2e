"""Where a report comes from, as every format tells it."""

from ...projections.reports.model import Mark, Report, Table
from . import words
from .words import heading, shown


def facts_of(report: Report, lang: str) -> list[tuple[str, str]]:
    """What there is to say of the whole report, a name and a value each."""
    made = report.provenance
    return [
        (words.AREA.in_(lang), f"{report.area_name} ({report.area})"),
        (
            words.PERIOD.in_(lang),
            f"{report.span.title.in_(lang)} [{report.span.since}, {report.span.before})",
        ),
        (words.POSITION.in_(lang), f"{made.position:,}"),
        (words.DIGEST.in_(lang), f"sha256:{report.digest}"),
        (words.CODE.in_(lang), made.code_version),
        *((f"{words.CHOICES.in_(lang)} {name}", chosen) for name, chosen in made.choices),
    ]


def marks_in(table: Table) -> list[Mark]:
    """Why some of a table's cells have no figure."""
    found = {cell.mark or Mark.UNKNOWN for row in table.rows for cell in row.cells if cell.value is None}
    return [mark for mark in Mark if mark in found]


def figures_of(report: Report, lang: str) -> list[tuple[str, str, str, str, str]]:
    """Every figure that opens: table, row, column, figure, address."""
    return [
        (
            table.title.in_(lang),
            shown(row.cells[0], table.columns[0], lang),
            heading(column, lang),
            shown(cell, column, lang),
            cell.opens,
        )
        for table in report.tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if cell.opens is not None
    ]
