"""The comparison as tables, and as JSON."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rich.table import Table

from .comparison import Compared, Comparison
from .figures import Document


def tables(found: Comparison, document: Document) -> Iterator[Table]:
    """The figures, the published ratios, and what is not counted."""
    figures = Table(
        "", "in the document", "stated", "computed", "formula", "events", "", title="源文件数字复核"
    )
    for one in found.figures:
        figures.add_row(
            one.stated.wheel,
            f"{one.stated.quote}\n[dim]{one.stated.name}, {one.stated.period}[/]",
            _stated(one),
            _number(one.computed),
            one.formula,
            f"{one.events:,}",
            _mark(one.agrees),
        )
    yield figures
    ratios = Table("published", "stated %", "by the formula %", "within", "", title="宁夏公布数据验算")
    for ratio in found.ratios:
        ratios.add_row(
            f"{ratio.published.name}\n[dim]{ratio.published.source}[/]",
            _number(ratio.published.stated),
            _number(ratio.computed),
            _number(ratio.published.within),
            _mark(ratio.agrees),
        )
    yield ratios
    missing = Table("in the document, not counted", "why")
    for none in document.not_counted:
        missing.add_row(none.quote, none.why)
    yield missing


def as_told(found: Comparison, document: Document) -> dict[str, Any]:
    """The same for programs. Numbers as text, exactly."""
    return {
        "agrees": found.agrees,
        "position": found.position,
        "definitions": found.policy,
        "figures": [
            {
                "wheel": one.stated.wheel,
                "name": one.stated.name,
                "quote": one.stated.quote,
                "period": one.stated.period,
                "stated": str(one.stated.stated),
                "more_than": one.stated.more_than,
                "computed": None if one.computed is None else str(one.computed),
                "formula": one.formula,
                "events": one.events,
                "agrees": one.agrees,
            }
            for one in found.figures
        ],
        "ratios": [
            {
                "name": one.published.name,
                "stated": str(one.published.stated),
                "computed": str(one.computed),
                "within": str(one.published.within),
                "agrees": one.agrees,
            }
            for one in found.ratios
        ],
        "not_counted": [{"quote": one.quote, "why": one.why} for one in document.not_counted],
    }


def _stated(one: Compared) -> str:
    return f"> {_number(one.stated.stated)}" if one.stated.more_than else _number(one.stated.stated)


def _number(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:,}"


def _mark(agrees: bool) -> str:
    return "[green]✓[/]" if agrees else "[bold red]✗[/]"
