"""Indicators asked of the read models by the definitions in force: what HTTP and reports ask through.

`figures` is the one way in: everything of one question is read from one snapshot of the read models.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from psycopg import AsyncConnection, IsolationLevel

from ...domain.calendar import law_date
from ...domain.indicators.definitions import Candidate, Count, Definitions, Indicator, candidate_of
from ...domain.policies.book import Policy
from ...projections.indicators.asked import Cell, Counts, CountsAsked
from ...projections.indicators.counting import counted, position
from .cel import compile_formula
from .indicator_definitions import definitions_in_force
from .indicators_past import known_at
from .runtime import Runtime
from .small_cells import check_cells, hidden_cells

_PLACES = Decimal("0.000001")
NO_DENOMINATOR, SUPPRESSED = "denominator-zero", "suppressed"


class NoIndicator(LookupError):
    """No indicator, count or candidate has this name. `at`: which of these; `known`: all that there are."""

    def __init__(self, at: str, name: str, known: Iterable[str]) -> None:
        self.at, self.name, self.known = at, name, tuple(known)
        super().__init__(f"there is no {at} “{name}”; there are: {', '.join(self.known)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresAsked:
    """`indicators`: their codes. `candidates`: by indicator, where not the default one.

    `counts`: codes of counts that are wanted beside. `cells`: periods, areas, workers. `role`: of whoever
    asks; one that sees aggregates only gets no small cell (`small_cells`). `known_at`: what was recorded by
    then, counted by the definitions that are known now.
    """

    indicators: Sequence[str]
    cells: CountsAsked
    candidates: Mapping[str, str] = field(default_factory=dict)
    counts: Sequence[str] = ()
    role: str | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One value. `value`: to six places, half up; None where `why` says "denominator-zero" or "suppressed".

    `counts`: what the formula's counts came to in this cell; None for what is not shown.
    """

    indicator: Indicator
    candidate: Candidate
    cell: Cell
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    counts: Mapping[str, int | None]
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer. `policy`: the definitions used, of the last day asked about. `position`: of the log."""

    policy: Policy
    definitions: Definitions
    position: int
    figures: list[Figure]
    counts: Counts
    hidden: frozenset[tuple[str, Cell]] = frozenset()
    """Counts and cells of `counts` that must not be shown to this role."""


async def figures(runtime: Runtime, asked: FiguresAsked) -> Figures:
    """Indicators and counts over periods, areas and workers, all from one snapshot of the read models.

    Raises `NoIndicator`, `Refused` for finer cells than the role may see, and `NoPolicy` where no definitions
    were in force on the last day asked about.
    """
    policy, definitions = definitions_of_asked(runtime, asked.cells)
    chosen = [_chosen(definitions, code, asked.candidates) for code in asked.indicators]
    names = dict.fromkeys([*asked.counts, *(name for _, one in chosen for name in counts_of(one))])
    counts = [_count(definitions, name) for name in names]
    is_limited = asked.role in definitions.small_cells.roles
    if is_limited:
        check_cells(asked.cells, counts, str(asked.role), law_date(datetime.now(UTC)))
    async with snapshot(runtime, asked.known_at) as (connection, reached):
        found = await counted(connection, counts, asked.cells)
        gone = await hidden_cells(connection, definitions, [*names], asked.cells) if is_limited else set()
    results = [shown(figure, gone) for one in chosen for figure in _figures(*one, found)]
    return Figures(policy, definitions, reached, results, found, frozenset(gone))


def definitions_of_asked(runtime: Runtime, cells: CountsAsked) -> tuple[Policy, Definitions]:
    """The definitions in force on the last day that is asked about. Raises `NoPolicy`."""
    return definitions_in_force(runtime.policies, last_day(cells))


def last_day(cells: CountsAsked) -> date:
    """The last day of the latest period."""
    return max(period.before for period in cells.periods) - timedelta(1)


@asynccontextmanager
async def snapshot(
    runtime: Runtime, moment: datetime | None = None
) -> AsyncIterator[tuple[AsyncConnection[Any], int]]:
    """A connection all of whose questions see the same, and up to which position of the log.

    `moment`: only what was recorded by then; now, if not given. Raises `Refused` where the log is too long.
    """
    if moment is not None:
        async with known_at(runtime.pool, moment) as past:
            yield past.connection, past.position
        return
    async with runtime.pool.connection() as connection:
        await connection.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        await connection.set_read_only(True)
        try:
            async with connection.transaction():
                yield connection, await position(connection)
        finally:
            await connection.set_isolation_level(None)
            await connection.set_read_only(None)


def chosen_counts(definitions: Definitions, code: str, candidate: str | None) -> list[Count]:
    """The counts that an indicator is worked out from. Raises `NoIndicator`."""
    _, chosen = _chosen(definitions, code, {} if candidate is None else {code: candidate})
    return [_count(definitions, name) for name in counts_of(chosen)]


def counts_of(candidate: Candidate) -> list[str]:
    """The counts that a candidate's formulas ask for, in alphabetical order."""
    texts = [candidate.numerator, *([] if candidate.denominator is None else [candidate.denominator])]
    return sorted({name for text in texts for name in compile_formula(text).names})


def shown(figure: Figure, gone: Set[tuple[str, Cell]]) -> Figure:
    """A figure without what is hidden; what is worked out of a hidden count is hidden too."""
    counts = {code: None if (code, figure.cell) in gone else number for code, number in figure.counts.items()}
    if None not in counts.values():
        return figure
    return replace(figure, value=None, numerator=None, denominator=None, counts=counts, why=SUPPRESSED)


def _chosen(
    definitions: Definitions, code: str, candidates: Mapping[str, str]
) -> tuple[Indicator, Candidate]:
    indicator = definitions.indicator(code)
    if indicator is None:
        raise NoIndicator("indicator", code, (one.code for one in definitions.indicators))
    candidate = candidate_of(indicator, candidates.get(code))
    if candidate is None:
        raise NoIndicator("candidate", candidates[code], (one.code for one in indicator.candidates))
    return indicator, candidate


def _count(definitions: Definitions, code: str) -> Count:
    count = definitions.count(code)
    if count is None:
        raise NoIndicator("count", code, (one.code for one in definitions.counts))
    return count


def _figures(indicator: Indicator, candidate: Candidate, found: Counts) -> list[Figure]:
    """A figure for every cell that any of its counts has."""
    names = counts_of(candidate)
    cells = dict.fromkeys(cell for name in names for cell in found[name])
    order = sorted(cells, key=lambda cell: (cell.period, cell.area or "", cell.worker or ""))
    return [
        worked_out(indicator, candidate, cell, {name: found[name].get(cell, 0) for name in names})
        for cell in order
    ]


def worked_out(indicator: Indicator, candidate: Candidate, cell: Cell, counts: Mapping[str, int]) -> Figure:
    """The value of a cell; none, with the reason, where it would be divided by zero."""
    numerator = compile_formula(candidate.numerator).value(counts)
    if candidate.denominator is None:
        return Figure(indicator, candidate, cell, Decimal(numerator), numerator, None, counts)
    denominator = compile_formula(candidate.denominator).value(counts)
    if denominator == 0:
        return Figure(indicator, candidate, cell, None, numerator, 0, counts, NO_DENOMINATOR)
    share = Fraction(numerator, denominator)
    value = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_PLACES, ROUND_HALF_UP)
    return Figure(indicator, candidate, cell, value, numerator, denominator, counts)
