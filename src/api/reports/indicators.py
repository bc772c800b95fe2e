"""Tables of indicators and of the counts that they are made of; each says which definition it used."""

from collections.abc import Sequence

from ...domain.indicators.definitions import Candidate, Count, Definitions, Indicator, candidate_of
from ...domain.reporting.layout import By, LayoutTable
from ...projections.indicators.asked import Cell as Place
from ...projections.reports.model import Cell, Column, Mark, Row, Table, Text, Unit
from ..runtime.cel import compile_formula
from ..runtime.indicators import NoIndicator, counts_of, worked_out
from .asking import ALL, FIRST, Asked, table
from .counting import BEFORE, NOW, Found, by_lines, definitions, this_and_last, unit_of

_MARKS = Text(
    "[S]来源写明；[D]由公布数字推算；[I]本系统判断；[U]未见公布的定义，县里确定前暂用。",
    "[S] a source states it; [D] derived from published figures; [I] our own judgement;"
    " [U] no definition is published: used until the county decides.",
)
_DEFINITION = Column("definition", Text("口径", "definition"), Unit.NAME)
Chosen = tuple[Indicator, Candidate]


async def counts(asked: Asked, wanted: LayoutTable) -> Table:
    """Counts: with those of the year before, or by month, year or township."""
    known = definitions(asked)
    chosen = [count_of(known, code) for code in wanted.codes]
    titles = {one.code: Text(one.title_zh, one.title) for one in chosen}
    if wanted.by is not By.FIGURE:
        columns = [Column("row", FIRST[wanted.by], Unit.NAME)]
        columns += [Column(one.code, titles[one.code], *unit_of(one)) for one in chosen]
        found = await by_lines(asked, chosen, wanted.by)
        rows = [
            Row((Cell(line.title), *(cells[one.code] for one in chosen)), line.title is ALL)
            for line, cells in found
        ]
        return table(wanted, columns, rows)
    now, before = await this_and_last(asked, chosen)
    columns = [
        Column("figure", FIRST[By.FIGURE], Unit.NAME),
        Column("now", NOW, Unit.NUMBER),
        Column("before", BEFORE, Unit.NUMBER),
        _DEFINITION,
    ]
    rows = [
        Row(
            (
                Cell(titles[one.code]),
                now[one.code],
                before[one.code],
                Cell(Text(f"[{one.mark}]", f"[{one.mark}] {one.source}")),
            )
        )
        for one in chosen
    ]
    return table(wanted, columns, rows, _MARKS)


async def indicators(asked: Asked, wanted: LayoutTable) -> Table:
    """Indicators: what is set against what, and the year before; or the values of each line."""
    known = definitions(asked)
    chosen = [_chosen(asked, known, code) for code in wanted.codes]
    names = dict.fromkeys(name for _, candidate in chosen for name in counts_of(candidate))
    needed = [count_of(known, name) for name in names]
    if wanted.by is By.FIGURE:
        now, before = await this_and_last(asked, needed)
        rows = [_row(one, now, before) for one in chosen]
        return table(wanted, _COLUMNS, rows, _MARKS)
    columns = [Column("row", FIRST[wanted.by], Unit.NAME)]
    columns += [Column(one.code, Text(one.title_zh, one.title), *_unit(one)) for one, _ in chosen]
    rows = []
    for line, cells in await by_lines(asked, needed, wanted.by):
        values = [_value(one, candidate, cells) for one, candidate in chosen]
        rows.append(Row((Cell(line.title), *values), line.title is ALL))
    return table(wanted, columns, rows, *(_told(one) for one in chosen), _MARKS)


_COLUMNS = [
    Column("indicator", Text("指标", "indicator"), Unit.NAME),
    Column("numerator", Text("分子", "numerator"), Unit.NUMBER),
    Column("denominator", Text("分母", "denominator"), Unit.NUMBER),
    Column("now", NOW, Unit.SHARE, 2),
    Column("before", BEFORE, Unit.SHARE, 2),
    _DEFINITION,
]


def _row(one: Chosen, now: Found, before: Found) -> Row:
    indicator, candidate = one
    return Row(
        (
            Cell(Text(indicator.title_zh, indicator.title)),
            _part(candidate.numerator, now),
            _part(candidate.denominator, now),
            _value(indicator, candidate, now),
            _value(indicator, candidate, before),
            Cell(Text(f"[{candidate.mark}] {candidate.title_zh}", f"[{candidate.mark}] {candidate.title}")),
        )
    )


def _told(one: Chosen) -> Text:
    """Which definition was used."""
    indicator, candidate = one
    return Text(
        f"{indicator.title_zh}：[{candidate.mark}] {candidate.title_zh}",
        f"{indicator.title}: [{candidate.mark}] {candidate.title}",
    )


def _value(indicator: Indicator, candidate: Candidate, found: Found) -> Cell:
    """The value of an indicator. It opens by its counts, which tables of counts show."""
    unit, decimals = _unit(indicator)
    made = worked_out(indicator, candidate, Place(""), _numbers(found, counts_of(candidate)))
    if made.value is None:
        return Cell(mark=Mark.UNKNOWN)
    if candidate.denominator is None and candidate.numerator in found:
        return found[candidate.numerator]
    return Cell(made.value, unit=unit, decimals=decimals)


def _part(text: str | None, found: Found) -> Cell:
    """What a numerator or a denominator came to; it opens where it is one count."""
    if text is None:
        return Cell(mark=Mark.UNKNOWN)
    formula = compile_formula(text)
    return found[text] if text in found else Cell(formula.value(_numbers(found, formula.names)))


def _numbers(found: Found, names: Sequence[str] | frozenset[str]) -> dict[str, int]:
    return {name: value for name in names if isinstance(value := found[name].value, int)}


def _unit(indicator: Indicator) -> tuple[Unit, int]:
    return (Unit.SHARE, 2) if indicator.unit == "ratio" else (Unit.NUMBER, 0)


def _chosen(asked: Asked, known: Definitions, code: str) -> Chosen:
    """An indicator, with the candidate asked for or the default one, which is noted. Raises `NoIndicator`."""
    indicator = known.indicator(code)
    if indicator is None:
        raise NoIndicator("indicator", code, (one.code for one in known.indicators))
    candidate = candidate_of(indicator, asked.candidates.get(code))
    if candidate is None:
        raise NoIndicator("candidate", asked.candidates[code], (one.code for one in indicator.candidates))
    asked.choices[code] = candidate.code
    return indicator, candidate


def count_of(known: Definitions, code: str) -> Count:
    """The count with this code. Raises `NoIndicator`."""
    count = known.count(code)
    if count is None:
        raise NoIndicator("count", code, (one.code for one in known.counts))
    return count
