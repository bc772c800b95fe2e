"""Writes the tables of docs/indicators.md from the shipped definitions.

.venv/bin/python docs/make_indicators.py

Above the line that begins the tables stands what people wrote; that stays.
"""

from collections.abc import Iterator
from pathlib import Path

from tongxin.api.runtime.indicator_definitions import definitions_of  # noqa: TID251
from tongxin.api.runtime.policy_files import shipped  # noqa: TID251
from tongxin.domain.indicators.checking import given  # noqa: TID251
from tongxin.domain.indicators.definitions import KIND, Count, Indicator, Where  # noqa: TID251

PAGE = Path(__file__).with_name("indicators.md")
_BEGINS = "## Indicators 指标\n"
_MARKS = "Marks: S a source states it; D derived from published figures; I our judgement; U not found."


def page() -> str:
    """The whole document."""
    [policy] = shipped().of_kind(KIND)
    definitions = definitions_of(policy)
    written = PAGE.read_text("utf-8").partition(_BEGINS)[0]
    head = ["| code | 指标 | candidate | formula | mark | source |", "|---|---|---|---|---|---|"]
    counts = ["| code | 统计项 | of | when | where | mark | source |", "|---|---|---|---|---|---|---|"]
    lines = [
        *(_BEGINS, _MARKS, ""),
        *head,
        *(line for one in definitions.indicators for line in _indicator(one)),
        *("", "## Counts 统计项", "", *counts),
        *(_count(one) for one in definitions.counts),
    ]
    return written + "\n".join(lines) + "\n"


def _indicator(one: Indicator) -> Iterator[str]:
    for candidate in one.candidates:
        code = f"{candidate.code} (default)" if candidate.code == one.default else candidate.code
        below = "" if candidate.denominator is None else f" ÷ ({candidate.denominator})"
        about = f"{one.title_zh}<br>{candidate.title_zh}"
        cells = [
            f"`{one.code}`",
            about,
            code,
            f"`{candidate.numerator}{below}`",
            candidate.mark,
            candidate.source,
        ]
        yield _row(cells)


def _count(one: Count) -> str:
    what = one.of if one.by is None else f"{one.of} by day {one.by}"
    if one.counted != "items":
        what += f", {one.counted}" + (f" of {one.sum}" if one.sum else "")
    return _row([f"`{one.code}`", one.title_zh, what, one.when, _where(one.where), one.mark, one.source])


def _where(where: Where) -> str:
    return "; ".join(f"{name}: {_value(getattr(where, name))}" for name in given(where))


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return " or ".join(f"({_where(one)})" if isinstance(one, Where) else str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} = {text}" for name, text in value.items())
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
