"""A report, made: the layout in force asks its sources, all at one position of the log."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from ... import __version__
from ...domain.areas import name_of
from ...domain.policies.book import NoPolicy, Policy, PolicyBook
from ...domain.reporting import layout
from ...domain.reporting.layout import Layout, LayoutTable, PeriodKind, Source
from ...domain.reporting.spans import Days, days_of
from ...projections.reports.model import Provenance, Report, Section, Span, Table, Text
from ...projections.reports.snapshot import snapshot
from ..runtime.runtime import Runtime
from .asking import Asked
from .caseload import caseload
from .facts import facts
from .indicators import counts, indicators
from .records import records
from .scores import scores
from .tiers import tiers

_LAYOUT = TypeAdapter(Layout)
_SOURCES: dict[Source, Callable[[Asked, LayoutTable], Awaitable[Table]]] = {
    Source.FACTS: facts,
    Source.TIERS: tiers,
    Source.COUNTS: counts,
    Source.INDICATORS: indicators,
    Source.RECORDS: records,
    Source.CASELOAD: caseload,
    Source.SCORES: scores,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which report. `period`: the name of a year, a month or a day, as its layout says.

    `candidates`: by indicator, where not its default definition.
    """

    kind: str
    period: str
    area: str
    candidates: Mapping[str, str] = field(default_factory=dict)


def layout_of(book: PolicyBook, kind: str, day: date) -> tuple[Policy, Layout]:
    """The layout of a kind of report on a day; a report on earlier days takes the first one there was.

    Raises `NoPolicy`.
    """
    try:
        policy = book.in_force(layout.KIND, kind, day)
    except NoPolicy:
        known = [one for one in book.of_kind(layout.KIND) if one.name == kind]
        if not known:
            raise
        policy = min(known, key=lambda one: (one.effective_from, one.version))
    return policy, _LAYOUT.validate_python(policy.content)


async def build(runtime: Runtime, wanted: Wanted, today: date) -> Report:
    """The report. Raises `NoPolicy`, `WrongPeriod`, `ProjectionBehind`.

    `today` is asked only for a period that is not over: it is told up to today, and says so.
    """
    _, now = layout_of(runtime.policies, wanted.kind, today)
    days = days_of(now.period, wanted.period, today)
    policy, what = layout_of(runtime.policies, wanted.kind, days.last)
    async with snapshot(runtime.pool, runtime.settings.patience) as read:
        asked = Asked(read, days, wanted.area, runtime.policies, wanted.candidates)
        asked.use(policy)
        sections = tuple([await _section(asked, section) for section in what.sections])
    used = tuple(asked.used[key] for key in sorted(asked.used))
    name = name_of(wanted.area) or wanted.area
    return Report(
        wanted.kind,
        Text(f"{name}{policy.title_zh}", f"{policy.title}: {name}"),
        Span(wanted.period, _title(what.period, days), days.since, days.before),
        wanted.area,
        name,
        sections,
        Provenance(read.position, __version__, used, tuple(sorted(asked.choices.items()))),
        tuple(Text(zh, en) for zh, en in zip(what.notes_zh, what.notes, strict=True)),
    )


async def _section(asked: Asked, section: layout.LayoutSection) -> Section:
    tables = [await _SOURCES[one.source](asked, one) for one in section.tables]
    return Section(Text(section.title_zh, section.title), tuple(tables))


def _title(kind: PeriodKind, days: Days) -> Text:
    since, last = days.since, days.last
    if kind is PeriodKind.DAY:
        return Text(f"{since.year}年{since.month}月{since.day}日", since.isoformat())
    month = f"{since.month}月" if kind is PeriodKind.MONTH else ""
    name = Text(f"{since.year}年{month}", f"{since:%Y-%m}" if month else str(since.year))
    if not days.is_cut:
        return name
    return Text(f"{name.zh}（截至{last.month}月{last.day}日）", f"{name.en} (up to {last.isoformat()})")
