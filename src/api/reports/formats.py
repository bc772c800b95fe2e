"""The formats in which a report can be had."""

from collections.abc import Callable
from enum import StrEnum

from ...projections.reports.model import Report


class Format(StrEnum):
    """A format by the name of its files; `csv` is a zip of them."""

    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


MEDIA_TYPES: dict[Format, str] = {
    Format.JSON: "application/json",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "application/zip",
    Format.PDF: "application/pdf",
}
_ENDINGS = {Format.CSV: "csv.zip"}


def render(report: Report, made_as: Format, lang: str) -> bytes:
    """The report in a format. The same report gives the same bytes, whichever process renders it."""
    return _renderer(made_as)(report, lang)


def _renderer(made_as: Format) -> Callable[[Report, str], bytes]:
    if made_as is Format.PDF:  # loaded late: typesetter and charts are large
        from .pdf import pdf

        return pdf
    if made_as is Format.XLSX:
        from .xlsx import xlsx

        return xlsx
    if made_as is Format.CSV:
        from .csv_zip import csv_zip

        return csv_zip
    from .web import web

    return web


def file_name(report: Report, made_as: Format, lang: str) -> str:
    """Such as 同心县禁毒工作年度报告-2020.pdf."""
    ending = _ENDINGS.get(made_as, made_as.value)
    title = report.title.in_(lang).replace("/", "-").replace("\\", "-")
    return f"{title}-{report.span.name}.{ending}"
