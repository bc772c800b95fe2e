"""Each number of the document beside what the events come to, and on how many events that rests."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from psycopg import AsyncConnection

from ...domain.calendar import SHANGHAI
from ...domain.indicators.definitions import Count, Source
from ...domain.moment import Moment
from ...projections.drug_test_register import TEST_REGISTER
from ...projections.indicators.asked import Cell, CountsAsked, Opened, Period
from ...projections.indicators.counting import counted, opened
from ...projections.measure_register import PERSON_MEASURES
from ...projections.person_periods import PERSON_PERIODS
from ...projections.projection import Projection
from ..runtime.cel import compile_formula
from ..runtime.county_records import states_at
from ..runtime.indicators import (
    Figures,
    FiguresAsked,
    chosen_counts,
    definitions_of_asked,
    figures,
    snapshot,
    worked_out,
)
from ..runtime.runtime import Runtime
from .figures import Document, Published, Stated
from .registers import REGISTERS

_ALL = 10_000_000
_READS: dict[Source, Projection[Any]] = {
    Source.PERSONS: PERSON_PERIODS,
    Source.TESTS: TEST_REGISTER,
    Source.MEASURES: PERSON_MEASURES,
}
"""The read model from which things of a source are counted."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A number of the document and ours. `computed`: rounded as the document rounds; None: nothing to count.

    `events`: on how many it rests: those that the read model folded of whoever or whatever is counted.
    """

    stated: Stated
    computed: Decimal | None
    formula: str
    events: int

    @property
    def agrees(self) -> bool:
        """Whether the document and the events say the same."""
        if self.computed is None:
            return False
        if self.stated.more_than:
            return self.computed >= self.stated.stated
        return self.computed == self.stated.stated


@dataclass(frozen=True, slots=True)
class Checked:
    """A published ratio and what the formula makes of its parts, both in percent."""

    published: Published
    computed: Decimal

    @property
    def agrees(self) -> bool:
        """Whether it is as near as stated."""
        return abs(self.computed - self.published.stated) <= self.published.within


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it. `position`: of the read models; `policy`: the version of the definitions."""

    position: int
    policy: str
    figures: list[Compared]
    ratios: list[Checked]

    @property
    def agrees(self) -> bool:
        """Whether there is no difference at all."""
        return all(one.agrees for one in self.figures) and all(one.agrees for one in self.ratios)


async def compare(runtime: Runtime, document: Document) -> Comparison:
    """Work out every number of the document from the events."""
    found = [await _compared(runtime, stated) for stated in document.figures]
    last = CountsAsked(periods=[max((one.span for one in document.figures), key=lambda span: span.before)])
    used = await figures(runtime, FiguresAsked(indicators=["consolidation_rate"], cells=last))
    ratios = [_checked(used, published, last.periods[0]) for published in document.ratios]
    return Comparison(used.position, f"{used.policy.name} {used.policy.version}", found, ratios)


async def _compared(runtime: Runtime, stated: Stated) -> Compared:
    if stated.registers is not None:
        return await _of_register(runtime, stated, stated.registers)
    cells = CountsAsked(periods=[stated.span])
    if stated.indicator is not None:
        return await _of_indicator(runtime, stated, stated.indicator, cells)
    if stated.own is not None:
        count = stated.own.count(stated.name)
    else:
        named = definitions_of_asked(runtime, cells)[1].count(str(stated.count))
        if named is None:
            return Compared(stated, None, f"no count {stated.count}", 0)
        count = named
    async with snapshot(runtime) as (connection, _):
        number = (await counted(connection, [count], cells))[count.code][Cell(stated.span.name)]
        events = await _events(connection, count, cells)
    scaled = _rounded(Decimal(number) / stated.scale, stated)
    return Compared(stated, scaled, stated.count or _said(count), events)


async def _of_indicator(runtime: Runtime, stated: Stated, code: str, cells: CountsAsked) -> Compared:
    candidates = {} if stated.candidate is None else {code: stated.candidate}
    asked = FiguresAsked(indicators=[code], cells=cells, candidates=candidates)
    answer = await figures(runtime, asked)
    figure = answer.figures[0]
    formula = f"{figure.candidate.numerator} / ({figure.candidate.denominator})"
    async with snapshot(runtime) as (connection, _):
        parts = [
            await _events(connection, count, cells)
            for count in chosen_counts(answer.definitions, code, stated.candidate)
        ]
    if figure.numerator is None or not figure.denominator:
        return Compared(stated, None, formula, sum(parts))
    percent = Decimal(100 * figure.numerator) / figure.denominator
    return Compared(stated, _rounded(percent, stated), formula, sum(parts))


async def _of_register(runtime: Runtime, stated: Stated, name: str) -> Compared:
    of, period = REGISTERS[name], stated.span
    end = datetime.combine(period.before, time(), SHANGHAI)
    moment = Moment(as_of=min(datetime.now(UTC), end))
    found = [one async for one in states_at(runtime.pool, of.kind, moment) if of.wanted(one.state, period)]
    if not found:
        return Compared(stated, None, of.formula, 0)
    value = Decimal(of.value([one.state for one in found], period))
    return Compared(stated, _rounded(value, stated), of.formula, sum(len(one.events) for one in found))


async def _events(connection: AsyncConnection[Any], count: Count, cells: CountsAsked) -> int:
    items: list[Opened] = await opened(connection, count, cells, None, _ALL)
    if count.of is Source.EVENTS or not items:
        return len(items)
    model = _READS.get(count.of)
    types = [] if model is None else [event.TYPE for event in model.reads or {}]
    cursor = await connection.execute(
        "select count(*) from events where stream = any(%(streams)s)"
        " and (%(types)s::text[] = '{}' or type = any(%(types)s))",
        {"streams": list({one.id for one in items}), "types": types},
    )
    row = await cursor.fetchone()
    return 0 if row is None else int(row[0])


def _checked(used: Figures, published: Published, period: Period) -> Checked:
    """The formula that is in force, on numbers that somebody else counted."""
    candidate = used.figures[0].candidate
    names = {
        name
        for text in (candidate.numerator, str(candidate.denominator))
        for name in compile_formula(text).names
    }
    counts = {name: int(getattr(published, name)) for name in names}
    figure = worked_out(used.figures[0].indicator, candidate, Cell(period.name), counts)
    assert figure.numerator is not None
    assert figure.denominator
    percent = Decimal(100 * figure.numerator) / figure.denominator
    return Checked(published, percent.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _rounded(value: Decimal, stated: Stated) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-stated.places), ROUND_HALF_UP)


def _said(count: Count) -> str:
    return " and ".join((*count.where.kind, *count.where.value))
