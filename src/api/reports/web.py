"""A report as JSON: every figure with its unit and the address that it opens."""

from decimal import Decimal
from typing import Any

import orjson

from ...projections.reports.model import Cell, Chart, Column, Report, Table, Text
from .words import shown


def web(report: Report, lang: str) -> bytes:
    """The report for programs and pages; titles and texts in both languages, `shown` in the one asked for."""
    return orjson.dumps(told(report, lang))


def told(report: Report, lang: str) -> dict[str, Any]:
    """The report as plain values."""
    made = report.provenance
    return {
        "kind": report.kind,
        "title": _text(report.title),
        "period": {
            "name": report.span.name,
            "title": _text(report.span.title),
            "since": report.span.since,
            "before": report.span.before,
        },
        "area": {"code": report.area, "name": report.area_name},
        "provenance": {
            "position": made.position,
            "digest": report.digest,
            "code_version": made.code_version,
            "policies": [
                {
                    "kind": one.kind,
                    "name": one.name,
                    "version": one.version,
                    "title": _text(one.title),
                    "status": one.status,
                    "source": one.source,
                }
                for one in made.policies
            ],
            "choices": dict(made.choices),
        },
        "notes": [_text(note) for note in report.notes],
        "sections": [
            {"title": _text(section.title), "tables": [_table(table, lang) for table in section.tables]}
            for section in report.sections
        ],
    }


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _table(table: Table, lang: str) -> dict[str, Any]:
    columns = table.columns
    return {
        "code": table.code,
        "title": _text(table.title),
        "columns": [
            {"key": one.key, "title": _text(one.title), "unit": one.unit, "decimals": one.decimals}
            for one in columns
        ],
        "rows": [
            {
                "is_total": row.is_total,
                "cells": [_cell(cell, at, lang) for cell, at in zip(row.cells, columns, strict=True)],
            }
            for row in table.rows
        ],
        "notes": [_text(note) for note in table.notes],
        "chart": None if table.chart is None else _chart(table.chart),
    }


def _cell(cell: Cell, column: Column, lang: str) -> dict[str, Any]:
    """`value`: a name, or a number; a decimal one as text, exactly. `mark`: why there is none."""
    value = _text(cell.value) if isinstance(cell.value, Text) else _plain(cell.value)
    more = {"opens": cell.opens, "mark": cell.mark, "unit": cell.unit}
    given = {name: each for name, each in more.items() if each is not None}
    return {"value": value, "shown": shown(cell, column, lang), **given}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "title": _text(chart.title),
        "shape": chart.shape,
        "unit": chart.unit,
        "categories": [_text(one) for one in chart.categories],
        "series": [
            {"name": _text(one.name), "values": [_plain(value) for value in one.values]}
            for one in chart.series
        ],
    }


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value
