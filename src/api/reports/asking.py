"""What the sources of a report's tables are given: the read models, the days, the area, the policies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from ...domain.areas import COUNTY, TOWNSHIPS, beginning_of, name_of
from ...domain.calendar import add_months
from ...domain.policies.book import Policy, PolicyBook
from ...domain.reporting.layout import By, LayoutTable
from ...domain.reporting.spans import Days, year_before
from ...projections.reports.model import Chart, Column, PolicyUsed, Row, Series, Shape, Table, Text
from ...projections.reports.snapshot import Snapshot

_MOST_YEARS = 6
FIRST = {
    By.FIGURE: Text("项目", "figure"),
    By.MONTH: Text("月份", "month"),
    By.YEAR: Text("年份", "year"),
    By.AREA: Text("乡镇", "township"),
}
"""The heading of the first column."""
NOT_KNOWN = Text("未登记", "not known")
ALL = Text("合计", "all")


@dataclass(slots=True)
class Asked:
    """A report being made. `used`: the policies that it has asked so far.

    `candidates`: by indicator, the definition that is wanted, where not the default; `choices`: those used.
    """

    read: Snapshot
    days: Days
    area: str
    book: PolicyBook
    candidates: Mapping[str, str] = field(default_factory=dict)
    used: dict[tuple[str, str, str], PolicyUsed] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)

    def use(self, policy: Policy) -> Policy:
        """Note that a policy was used."""
        title = Text(policy.title_zh, policy.title)
        self.used[policy.kind, policy.name, policy.version] = PolicyUsed(
            policy.kind, policy.name, policy.version, title, policy.status.value, policy.source
        )
        return policy

    @property
    def within(self) -> str | None:
        """The area as a filter: none for the county, so that what is of no area, or elsewhere, counts too."""
        return None if self.area == COUNTY else self.area

    @property
    def townships(self) -> dict[str, Text]:
        """The townships of the area, by code."""
        beginning = beginning_of(self.area)
        return {code: Text(name, name) for code, name in TOWNSHIPS.items() if code.startswith(beginning)}


@dataclass(frozen=True, slots=True)
class Line:
    """What a row of a table is about: some days, or an area in all of them."""

    title: Text
    days: Days
    area: str | None = None


def lines(asked: Asked, by: By) -> list[Line]:
    """The rows of a table by month, by year or by township."""
    if by is By.AREA:
        return [Line(name, asked.days, code) for code, name in asked.townships.items()]
    if by is By.MONTH:
        return [Line(month_title(days.since), days) for days in _steps(asked.days, 1)]
    years = [asked.days]
    while len(years) < _MOST_YEARS:
        years.insert(0, year_before(years[0]))
    return [Line(Text(f"{days.since.year}年", str(days.since.year)), days) for days in years]


def _steps(days: Days, months: int) -> list[Days]:
    found, since = [], days.since
    while since < days.before:
        following = add_months(since, months)
        found.append(Days(since, min(following, days.before), following > days.before))
        since = following
    return found


def month_title(day: date) -> Text:
    """Such as 6月, or 2020-06 in English."""
    return Text(f"{day.month}月", f"{day:%Y-%m}")


def area_title(code: str | None) -> Text:
    """The name of an area, or that none is known."""
    name = None if code is None else name_of(code) or code
    return NOT_KNOWN if name is None else Text(name, name)


def address(path: str, **query: str | int | date | list[str] | bool | None) -> str:
    """An address with those parameters that have a value."""
    given = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in query.items()
        if value not in (None, [], False)
    }
    return f"{path}?{urlencode(given, doseq=True)}"


def last_days(days: Days) -> list[date]:
    """The last day of each month."""
    return [one.before - timedelta(1) for one in _steps(days, 1)]


def table(
    wanted: LayoutTable,
    columns: list[Column],
    rows: list[Row],
    *more_notes: Text,
    chart: Chart | None = None,
) -> Table:
    """A table with the title and the notes that the layout gives it."""
    notes = [Text(zh, en) for zh, en in zip(wanted.notes_zh, wanted.notes, strict=True)]
    title = Text(wanted.title_zh, wanted.title)
    if wanted.chart is not None and chart is None:
        chart = _drawn(title, Shape(wanted.chart), columns, rows)
    return Table(wanted.code, title, tuple(columns), tuple(rows), (*notes, *more_notes), chart)


def _drawn(title: Text, shape: Shape, columns: list[Column], rows: list[Row]) -> Chart:
    """The columns of the last one's unit as series over the rows; no totals, neither way."""
    plain = [row for row in rows if not row.is_total]
    names = (row.cells[0].value for row in plain)
    unit = columns[-1].unit
    numbers = [n for n, one in enumerate(columns) if n and one.unit is unit and one.title is not ALL]
    series = tuple(
        Series(
            columns[n].title,
            tuple(v if not isinstance(v := row.cells[n].value, str | Text) else None for row in plain),
        )
        for n in numbers
    )
    categories = tuple(name if isinstance(name, Text) else Text(str(name), str(name)) for name in names)
    return Chart(title, shape, unit, categories, series)
