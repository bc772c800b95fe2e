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

from ...projections.reports.model import Cell, Column, Report, Row, Section, Table, Text, Unit
from . import words
from .charts import COLOURS
from .provenance import facts_of, figures_of, marks_in
from .words import heading, shown, unit_in
from .xlsx_charts import Charts

_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook must name a time of making, and the same report must be the same bytes."""
_WIDEST, _NARROWEST = 46, 9
_SANS, _SERIF = "黑体", "宋体"
"""By name: office programs of the county have them, and replace them where they have not."""


def xlsx(report: Report, lang: str) -> bytes:
    """The workbook."""
    made = BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title.in_(lang), "author": "Tongxin 同心", "created": _MADE_AT})
    looks = _Looks(book)
    taken: set[str] = set()
    charts = Charts(book, _sheet_name(words.CHARTS.in_(lang), taken), lang)
    for section in report.sections:
        sheet = book.add_worksheet(_sheet_name(section.title.in_(lang), taken))
        _SectionSheet(sheet, looks, charts, lang).write(report, section)
    figures = book.add_worksheet(_sheet_name(words.FIGURES.in_(lang), taken))
    _listed(figures, looks, [each.in_(lang) for each in words.HEADINGS_OF_FIGURES], figures_of(report, lang))
    _origin(book.add_worksheet(_sheet_name(words.SOURCES.in_(lang), taken)), looks, report, lang)
    charts.write_numbers(looks.quiet)
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

    def cell(self, cell: Cell, column: Column, row: Row, *, is_last: bool) -> Format:
        """Of a cell of a table."""
        look: dict[str, Any] = {"num_format": _number_format(*unit_in(cell, column))}
        if column.unit not in (Unit.NAME, Unit.DATE):
            look["align"] = "right"
        if row.is_total:
            look |= {"font_name": _SANS, "top": 1}
        return self.of(**look, **({"bottom": 2} if is_last else {}))


def _number_format(unit: Unit, decimals: int) -> str:
    if unit in (Unit.NAME, Unit.DATE):
        return "@"
    places = "." + "0" * decimals if decimals else ""
    return f"0{places}%" if unit is Unit.SHARE else f"#,##0{places}"


class _SectionSheet:
    """A sheet with the tables of a section one below the other."""

    def __init__(self, sheet: Worksheet, looks: _Looks, charts: Charts, lang: str) -> None:
        self._sheet, self._looks, self._charts, self._lang = sheet, looks, charts, lang
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
                self._cell(number, cell, column, looks.cell(cell, column, row, is_last=is_last))
            self._at += 1
        for note in [*table.notes, *(words.MEANINGS[mark] for mark in marks_in(table))]:
            self._line(note, looks.quiet)
        if table.chart is not None:
            self._at += self._charts.draw(table.chart, self._sheet, self._at + 1)

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


def _listed(sheet: Worksheet, looks: _Looks, headings: list[str], rows: Sequence[Sequence[str]]) -> None:
    for number, text in enumerate(headings):
        sheet.write_string(0, number, text, looks.head)
    for at, row in enumerate(rows, 1):
        for number, text in enumerate(row):
            sheet.write_string(at, number, text, looks.of())
    sheet.set_column(0, len(headings) - 2, 22)
    sheet.set_column(len(headings) - 1, len(headings) - 1, 80)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


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
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
