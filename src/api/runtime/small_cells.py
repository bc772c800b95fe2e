"""Small cells for those who see aggregates only: which tables they may ask for, and what is hidden in them.

What is hidden must not depend on the question, or two questions would give it away by subtraction. So it is
worked out in the whole table in which a cell stands: all areas, the months and quarters of its year, and the
counts that the definitions add up with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...domain.calendar import add_months
from ...domain.indicators.definitions import Count, Counted, Definitions, Source, When
from ...domain.indicators.rules import COARSE_CELLS_ONLY
from ...domain.indicators.suppression import hidden
from ...projections.indicators.asked import Cell, CountsAsked, Period
from ...projections.indicators.counting import Connection, counted

ALL = "*"
_ONE_DAY = timedelta(1)
_LENGTHS = (1, 3, 12)
_TOWNSHIP = 9
Key = tuple[str, str, str | None]
"""The code of a count, a period, and an area or `ALL`."""


def check_cells(asked: CountsAsked, counts: Iterable[Count], role: str, today: date) -> None:
    """Raise `Refused` where finer cells are asked for than such a role may see."""
    if asked.worker is not None or "worker" in asked.by:
        raise COARSE_CELLS_ONLY.refuse("worker", role=role, problem="worker")
    if asked.area is not None and len(asked.area) < _TOWNSHIP:
        raise COARSE_CELLS_ONLY.refuse("area", role=role, problem=f"area {asked.area}")
    days_only = all(count.when is not When.DURING for count in counts)
    for period in asked.periods:
        is_day_at_end = days_only and period.before.day == 1 and period.before - period.since == _ONE_DAY
        if period.before > today or not (is_day_at_end or _is_of_calendar(period)):
            raise COARSE_CELLS_ONLY.refuse("since", role=role, problem=period.name)


def _is_of_calendar(period: Period) -> bool:
    """Whether it is a month, a quarter or a year."""
    return period.since.day == 1 and any(
        add_months(period.since, months) == period.before and (period.since.month - 1) % months == 0
        for months in _LENGTHS
    )


async def hidden_cells(
    connection: Connection, definitions: Definitions, codes: Sequence[str], asked: CountsAsked
) -> set[tuple[str, Cell]]:
    """Of the cells asked for, those that are hidden, by code of the count."""
    found: set[tuple[str, Cell]] = set()
    for code in codes:
        count = definitions.count(code)
        if count is None or not is_about_persons(count):
            continue
        for period in asked.periods:
            table = _table_of(definitions, count, period)
            gone = await _hidden_in(connection, definitions, table)
            for name, at, area in gone:
                if (name, at) == (table.code, table.at) and _is_shown(asked, area):
                    found.add((code, Cell(period.name, None if area == ALL or not asked.by else area)))
    return found


def is_about_persons(count: Count) -> bool:
    """Whether a small number of it tells of persons."""
    return count.of is not Source.RECORDS and count.counted is not Counted.SUM


def _is_shown(asked: CountsAsked, area: str | None) -> bool:
    if asked.area is not None:
        return area == asked.area
    return (area != ALL) if asked.by else area == ALL


@dataclass(frozen=True, slots=True)
class Table:
    """The table in which a cell stands: its counts and periods. `code`, `at`: which of these it is."""

    counts: tuple[Count, ...]
    periods: tuple[Period, ...]
    code: str
    at: str


def _table_of(definitions: Definitions, count: Count, period: Period) -> Table:
    twin = _twin(definitions, count)
    family = _family(definitions, twin)
    if count.when is When.DURING:
        return Table(family, tuple(_of_year(period.since.year)), twin.code, _name(period))
    day = period.since - _ONE_DAY if count.when is When.START else period.before - _ONE_DAY
    return Table(family, (Period(str(day), day, day + _ONE_DAY),), twin.code, str(day))


def _twin(definitions: Definitions, count: Count) -> Count:
    """A count at the beginning of a period is that at the end of the day before."""
    if count.when is not When.START:
        return count
    at_end = replace(count, when=When.END)
    same = ("of", "when", "where", "counted", "sum")
    for one in definitions.counts:
        if all(getattr(one, name) == getattr(at_end, name) for name in same):
            return one
    return at_end


def _family(definitions: Definitions, count: Count) -> tuple[Count, ...]:
    """The counts that add up with it, itself included."""
    codes = {count.code}
    while True:
        more = {
            code
            for one in definitions.sums
            if codes & {one.whole, *one.parts}
            for code in (one.whole, *one.parts)
        }
        if more <= codes:
            break
        codes |= more
    return tuple(count if one == count.code else _known(definitions, one) for one in sorted(codes))


def _known(definitions: Definitions, code: str) -> Count:
    found = definitions.count(code)
    assert found is not None, code  # the definitions were checked
    return found


def _of_year(year: int) -> Iterator[Period]:
    """The months, the quarters and the year."""
    for months in _LENGTHS:
        for month in range(1, 13, months):
            since = date(year, month, 1)
            period = Period("", since, add_months(since, months))
            yield replace(period, name=_name(period))


def _name(period: Period) -> str:
    return f"{period.since}/{period.before}"


async def _hidden_in(connection: Connection, definitions: Definitions, table: Table) -> set[Key]:
    asked = CountsAsked(periods=table.periods, by=["area"])
    found = await counted(connection, table.counts, asked)
    areas: dict[str | None, None] = dict.fromkeys(cell.area for cells in found.values() for cell in cells)
    cells: dict[Key, int] = {}
    for count in table.counts:
        for period in table.periods:
            for area in areas:
                cells[count.code, period.name, area] = found[count.code].get(Cell(period.name, area), 0)
            everywhere = sum(cells[count.code, period.name, area] for area in areas)
            cells[count.code, period.name, ALL] = everywhere
    small = definitions.small_cells.minimum
    return hidden(cells, [*_sums(definitions, table, [*areas])], small)


def _sums(
    definitions: Definitions, table: Table, areas: Sequence[str | None]
) -> Iterator[tuple[Key, list[Key]]]:
    codes = [count.code for count in table.counts]
    for period in table.periods:
        for code in codes:
            yield (code, period.name, ALL), [(code, period.name, area) for area in areas]
        for one in definitions.sums:
            if one.whole in codes:
                for area in (*areas, ALL):
                    yield (
                        (one.whole, period.name, area),
                        [(part, period.name, area) for part in one.parts],
                    )
    for count in table.counts:
        if count.counted is not Counted.PERSONS:  # somebody may stand in two months, and once in their sum
            for whole, parts in _in_time(table.periods):
                for area in (*areas, ALL):
                    yield (count.code, whole, area), [(count.code, part, area) for part in parts]


def _in_time(periods: Sequence[Period]) -> Iterator[tuple[str, list[str]]]:
    """Each quarter with its months, each year with its quarters."""
    by_bounds = {(one.since, one.before): one.name for one in periods}
    for one in periods:
        for months, parts in ((3, 1), (12, 3)):
            if add_months(one.since, months) == one.before:
                starts = [add_months(one.since, more) for more in range(0, months, parts)]
                yield one.name, [by_bounds[since, add_months(since, parts)] for since in starts]
