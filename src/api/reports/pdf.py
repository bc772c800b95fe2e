"""A report as PDF, typeset by typst with fonts from a wheel: nothing of the system or of the network."""

from importlib.resources import files
from typing import Any

import orjson
import typst
from pylopdf_fonts_zh_cn import sans_path

from ...projections.reports.model import Report, Table, Unit
from . import words
from .charts import svg_of
from .provenance import facts_of, marks_in
from .words import heading, shown

_MADE_AT = 946684800
"""2000-01-01 in UTC: a PDF must name a time of making, and the same report must be the same bytes."""
_TEXT = (Unit.NAME, Unit.DATE)


def pdf(report: Report, lang: str) -> bytes:
    """The report, A4, in Chinese or English."""
    made: bytes = _compiled(report, lang, format="pdf", timestamp=_MADE_AT, pdf_standards=["a-2a"])
    return made


def pages(report: Report, lang: str, resolution: int = 100) -> list[bytes]:
    """The pages as PNG, to look at."""
    made = _compiled(report, lang, format="png", ppi=resolution)
    return made if isinstance(made, list) else [made]


def _compiled(report: Report, lang: str, **how: Any) -> Any:
    template = files(__package__).joinpath("report.typ").read_bytes()
    return typst.compile(
        template,
        font_paths=[str(sans_path().parent)],
        ignore_system_fonts=True,
        sys_inputs={"report": orjson.dumps(_told(report, lang)).decode()},
        **how,
    )


def _told(report: Report, lang: str) -> dict[str, Any]:
    numbers = iter(range(1, len(report.tables) + 1))
    return {
        "lang": lang,
        "title": report.title.in_(lang),
        "area": report.area_name,
        "period": report.span.title.in_(lang),
        "notes": [note.in_(lang) for note in report.notes],
        "sections": [
            {
                "title": section.title.in_(lang),
                "tables": [_table(table, next(numbers), lang) for table in section.tables],
            }
            for section in report.sections
        ],
        "sources": words.SOURCES.in_(lang),
        "about": words.ABOUT.in_(lang),
        "facts": facts_of(report, lang),
        "rules": words.RULES.in_(lang),
        "rule_headings": [each.in_(lang) for each in words.HEADINGS_OF_RULES],
        "policies": [
            [one.kind, one.name, one.version, one.title.in_(lang), words.STATUSES[one.status].in_(lang),
             one.source]
            for one in report.provenance.policies
        ],
        "footer": f"{words.POSITION.in_(lang)} {report.provenance.position:,}"
        f" · {words.DIGEST.in_(lang)} {report.digest[:16]}",
    }  # fmt: skip


def _table(table: Table, number: int, lang: str) -> dict[str, Any]:
    label = f"{words.TABLE.in_(lang)}{'' if lang == 'zh' else ' '}{number}"
    return {
        "title": f"{label}　{table.title.in_(lang)}",
        "headings": [heading(column, lang) for column in table.columns],
        "is_text": [column.unit in _TEXT for column in table.columns],
        "widths": [_width(table, n, lang) for n in range(len(table.columns))],
        "rows": [
            {
                "total": row.is_total,
                "cells": [
                    shown(cell, column, lang) for cell, column in zip(row.cells, table.columns, strict=True)
                ],
            }
            for row in table.rows
        ],
        "notes": [note.in_(lang) for note in table.notes]
        + [words.MEANINGS[mark].in_(lang) for mark in marks_in(table)],
        "chart": None if table.chart is None else svg_of(table.chart, lang),
        "chart_title": "" if table.chart is None else table.chart.title.in_(lang),
    }


def _width(table: Table, number: int, lang: str) -> str:
    """How wide a column is set: as its text asks, or a share of the page; long texts get more of it."""
    column = table.columns[number]
    if column.unit not in _TEXT:
        return "even"
    longest = max((len(shown(row.cells[number], column, lang)) for row in table.rows), default=0)
    return "wide" if longest > _LONG else "auto"


_LONG = 12
"""Letters of a text that is set in a column of a given width."""
