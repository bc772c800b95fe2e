"""A report as a workbook: a sheet a section with native charts, the addresses of its figures, its origin.

Text is written as text whatever it begins with, so no cell is a formula.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...projections.reports.model import Cell, Chart, Column, Report, Row, Section, Shape, Table, Text, Unit
from . import words
from .charts import COLOURS
from .provenance import facts_of, figures_of, marks_in
from .words import heading, shown

_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook must name a time of making, and the same report must be the same bytes."""
_WIDEST, _NARROWEST = 46, 9
_CHART = {Shape.BARS: ("column", None), Shape.STACKED: ("column", "stacked"), Shape.LINES: ("line", None)}
_CHART_ROWS = 17
_ASIDE = 30
"""The column from which the numbers of charts stand: out of the way, and out of the print."""
_SANS, _SERIF = "黑体", "宋体"
"""By name: office programs of the county have them, and replace them where they have not."""


def xlsx(report: Report, lang: str) -> bytes:
    """The workbook."""
    made = BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title.in_(lang), "author": "Tongxin 同心", "created": _MADE_AT})
    looks = _Looks(book)
    taken: set[str] = set()
    for section in report.sections:
        sheet = book.add_worksheet(_sheet_name(section.title.in_(lang), taken))
        _SectionSheet(book, sheet, looks, lang).write(report, section)
    figures = book.add_worksheet(_sheet_name(words.FIGURES.in_(lang), taken))
    _listed(figures, looks, [each.in_(lang) for each in words.HEADINGS_OF_FIGURES], figures_of(report, lang))
    _origin(book.add_worksheet(_sheet_name(words.SOURCES.in_(lang), taken)), looks, report, lang)
    book.close()
    return made.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    """Excel's rules: 31 characters, none of []:*?/\\, none twice."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip() or "1"
    while name.casefold() in taken:
        name = f"{name[:27]}+"
    taken.add(name.casefold())
    return name


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.title = self.of(font_name=_SANS, font_size=16, font_color=COLOURS[0])
        self.quiet = self.of(font_size=9, font_color="#555555")
        self.table = self.of(font_name=_SANS, font_size=11)
        self.head = self.of(font_name=_SANS, top=2, bottom=1, text_wrap=True, valign="vcenter")
        self.right_head = self.of(
            font_name=_SANS, top=2, bottom=1, text_wrap=True, valign="vcenter", align="right"
        )

    def of(self, **look: Any) -> Format:
        """The format that looks so."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": _SERIF, "font_size": 10} | look)
        return self._made[key]

    def cell(self, column: Column, row: Row, *, is_last: bool) -> Format:
        """Of a cell of a table."""
        look: dict[str, Any] = {"num_format": _number_format(column)}
        if column.unit not in (Unit.NAME, Unit.DATE):
            look["align"] = "right"
        if row.is_total:
            look |= {"font_name": _SANS, "top": 1}
        return self.of(**look, **({"bottom": 2} if is_last else {}))


def _number_format(column: Column) -> str:
    if column.unit in (Unit.NAME, Unit.DATE):
        return "@"
    decimals = "." + "0" * column.decimals if column.decimals else ""
    return f"0{decimals}%" if column.unit is Unit.SHARE else f"#,##0{decimals}"


class _SectionSheet:
    """A sheet with the tables of a section one below the other."""

    def __init__(self, book: Workbook, sheet: Worksheet, looks: _Looks, lang: str) -> None:
        self._book, self._sheet, self._looks, self._lang = book, sheet, looks, lang
        self._at = 0
        self._widths: dict[int, int] = {}

    def write(self, report: Report, section: Section) -> None:
        """Everything on it."""
        self._line(report.title, self._looks.title)
        self._line(report.span.title, self._looks.quiet)
        self._line(section.title, self._looks.table)
        for table in section.tables:
            self._at += 1
            self._table(table)
        for number, width in self._widths.items():
            self._sheet.set_column(number, number, min(max(width + 2, _NARROWEST), _WIDEST))
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.hide_gridlines(2)
        self._sheet.set_footer(f"&L{words.DIGEST.in_(self._lang)} {report.digest[:16]}&R&P / &N")

    def _line(self, text: Text, look: Format) -> None:
        self._sheet.write_string(self._at, 0, text.in_(self._lang), look)
        self._at += 1

    def _table(self, table: Table) -> None:
        lang, looks = self._lang, self._looks
        self._line(table.title, looks.table)
        for number, column in enumerate(table.columns):
            is_text = column.unit in (Unit.NAME, Unit.DATE)
            text = heading(column, lang)
            self._sheet.write_string(self._at, number, text, looks.head if is_text else looks.right_head)
            self._widen(number, text)
        self._at += 1
        for row in table.rows:
            is_last = row is table.rows[-1]
            for number, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                self._cell(number, cell, column, looks.cell(column, row, is_last=is_last))
            self._at += 1
        for note in [*table.notes, *(words.MEANINGS[mark] for mark in marks_in(table))]:
            self._line(note, looks.quiet)
        if table.chart is not None:
            self._chart(table.chart)

    def _cell(self, number: int, cell: Cell, column: Column, look: Format) -> None:
        value = cell.value
        if value is None or isinstance(value, str | Text):
            text = shown(cell, column, self._lang)
            self._sheet.write_string(self._at, number, text, look)
            self._widen(number, text)
        else:
            self._sheet.write_number(self._at, number, float(value), look)
            self._widen(number, f"{value:,}"[:14])

    def _widen(self, number: int, text: str) -> None:
        width = sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
        self._widths[number] = max(self._widths.get(number, 0), width)

    def _chart(self, chart: Chart) -> None:
        """A native chart, over its numbers in columns far to the right."""
        kind, subtype = _CHART[chart.shape]
        drawn = self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
        assert drawn is not None
        top = self._numbers(chart)
        last = top + len(chart.categories)
        for number, series in enumerate(chart.series, 1):
            colour = COLOURS[(number - 1) % len(COLOURS)]
            drawn.add_series(
                {
                    "name": series.name.in_(self._lang),
                    "categories": [self._sheet.name, top + 1, _ASIDE, last, _ASIDE],
                    "values": [self._sheet.name, top + 1, _ASIDE + number, last, _ASIDE + number],
                    "fill": {"color": colour},
                    "line": {"color": colour, "width": 1.5},
                }
            )
        drawn.set_title({"name": chart.title.in_(self._lang), "name_font": {"size": 11, "bold": False}})
        drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
        drawn.set_y_axis(
            {"major_gridlines": {"visible": True, "line": {"color": "#e4e4e4"}}, "line": {"none": True},
             **({"num_format": "0%"} if chart.unit is Unit.SHARE else {})}
        )  # fmt: skip
        drawn.set_size({"width": 640, "height": 290})
        self._sheet.insert_chart(self._at + 1, 0, drawn, {"description": chart.title.in_(self._lang)})
        self._at += _CHART_ROWS

    def _numbers(self, chart: Chart) -> int:
        """Write what the chart draws; return the row of its headings."""
        top, look = self._at + 1, self._looks.quiet
        for number, series in enumerate(chart.series, 1):
            self._sheet.write_string(top, _ASIDE + number, series.name.in_(self._lang), look)
            for row, value in enumerate(series.values, top + 1):
                if value is not None:
                    self._sheet.write_number(row, _ASIDE + number, float(value), look)
        for row, category in enumerate(chart.categories, top + 1):
            self._sheet.write_string(row, _ASIDE, category.in_(self._lang), look)
        return top


def _listed(sheet: Worksheet, looks: _Looks, headings: list[str], rows: Sequence[Sequence[str]]) -> None:
    for number, text in enumerate(headings):
        sheet.write_string(0, number, text, looks.head)
    for at, row in enumerate(rows, 1):
        for number, text in enumerate(row):
            sheet.write_string(at, number, text, looks.of())
    sheet.set_column(0, len(headings) - 2, 22)
    sheet.set_column(len(headings) - 1, len(headings) - 1, 80)
    sheet.freeze_panes(1, 0)


def _origin(sheet: Worksheet, looks: _Looks, report: Report, lang: str) -> None:
    sheet.write_string(0, 0, report.title.in_(lang), looks.title)
    sheet.write_string(1, 0, words.ABOUT.in_(lang), looks.quiet)
    at = 2
    for at, (name, value) in enumerate(facts_of(report, lang), 3):
        sheet.write_string(at, 0, name, looks.head)
        sheet.write_string(at, 1, value, looks.of())
    at += 2
    for number, each in enumerate(words.HEADINGS_OF_RULES):
        sheet.write_string(at, number, each.in_(lang), looks.head)
    for at, one in enumerate(report.provenance.policies, at + 1):  # noqa: B020
        status = words.STATUSES[one.status].in_(lang)
        row = (one.kind, one.name, one.version, one.title.in_(lang), status, one.source)
        for number, text in enumerate(row):
            sheet.write_string(at, number, text, looks.of())
    for at, note in enumerate(report.notes, at + 2):  # noqa: B020
        sheet.write_string(at, 0, note.in_(lang), looks.quiet)
    sheet.set_column(0, 5, 24)
