"""A report as a zip of CSV files: one a table, the addresses of its figures, its origin.

UTF-8 with a byte order mark, so that Excel reads the Chinese. A text that a spreadsheet would take for a
formula is led by an apostrophe (OWASP, CSV injection).
"""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ...projections.reports.model import Cell, Column, Report, Table, Text
from . import words
from .provenance import facts_of, figures_of
from .words import heading, rounded, shown

_MADE_AT = (2000, 1, 1, 0, 0, 0)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_zip(report: Report, lang: str) -> bytes:
    """The zip."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for number, table in enumerate(report.tables, 1):
            _add(archive, f"{number:02}-{table.code}.csv", _rows(table, lang))
        headings = [each.in_(lang) for each in words.HEADINGS_OF_FIGURES]
        _add(archive, "figures.csv", [headings, *figures_of(report, lang)])
        _add(archive, "provenance.csv", _origin(report, lang))
    return made.getvalue()


def _add(archive: ZipFile, name: str, rows: Iterable[Sequence[str]]) -> None:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([harmless(value) for value in row] for row in rows)
    entry = ZipInfo(name, _MADE_AT)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, text.getvalue().encode("utf-8-sig"))


def harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula. A number stays one, negative or not."""
    if not value.startswith(_STARTS_A_FORMULA) or _is_number(value):
        return value
    return f"'{value}"


def _is_number(value: str) -> bool:
    digits = value.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()


def _rows(table: Table, lang: str) -> Iterable[list[str]]:
    yield [heading(column, lang) for column in table.columns]
    for row in table.rows:
        yield [_value(cell, column, lang) for cell, column in zip(row.cells, table.columns, strict=True)]
    for note in table.notes:
        yield [note.in_(lang)]


def _value(cell: Cell, column: Column, lang: str) -> str:
    """Numbers plain, without grouping, so that programs read them; marks in words."""
    if cell.value is None or isinstance(cell.value, str | Text):
        return shown(cell, column, lang)
    return f"{rounded(Decimal(cell.value), cell, column):f}"


def _origin(report: Report, lang: str) -> Iterable[Sequence[str]]:
    yield [report.title.in_(lang)]
    yield from facts_of(report, lang)
    yield [each.in_(lang) for each in words.HEADINGS_OF_RULES]
    for one in report.provenance.policies:
        status = words.STATUSES[one.status].in_(lang)
        yield [one.kind, one.name, one.version, one.title.in_(lang), status, one.source]
    yield from ([note.in_(lang)] for note in report.notes)
