"""When a measure begins, how much of it is served and when it expires: pure functions, with their arithmetic.

Conventions, since the statutes do not say: months are calendar months, and where the last month has no such
day, its last one is taken (民法典 202); the first day of a term counts; term and extension are added up in
months first; a day on which the term does not run puts the end off by a day. A stop lasts from the day of the
custody or the escape up to, but not including, the day of the resumption or the recapture.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..calendar import add_months
from .kinds import COMMUNITY, MeasureKind
from .legal_terms import LegalTerms
from .measure import Ending, Measure, Period

ONE_DAY = timedelta(days=1)
_PAUSED = COMMUNITY | {MeasureKind.DETENTION}
_STOPPED = _PAUSED | {MeasureKind.COMPULSORY_ISOLATION}


class StepKind(StrEnum):
    """What a step of the arithmetic does."""

    BEGINS = "begins"
    TERM = "term"
    OFFSET = "offset"
    EXTENSION = "extension"
    PAUSE = "pause"
    ESCAPE = "escape"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: so many months and days, and the expiry after it. `article`: None where no law says so."""

    kind: StepKind
    months: int
    days: int
    expires_on: date
    article: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a measure as it stands on a day.

    `begins_on`: None while the clock has not begun. `expires_on`: the first day after the term; None where
    there is none. `served_days`: days of it that have run before the day asked about. `is_stopped`: it does
    not run on that day, so `expires_on` is the earliest possible.
    """

    begins_on: date | None
    expires_on: date | None
    served_days: int
    is_stopped: bool
    steps: tuple[Step, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day of the term, from which on its end may be recorded."""
        return None if self.expires_on is None else self.expires_on - ONE_DAY


def begins_on(measure: Measure) -> date | None:
    """From which day the term counts: reporting (戒毒条例 14), decision (27), or entry of a detention."""
    if measure.kind in COMMUNITY:
        return measure.reported_on
    if measure.kind is MeasureKind.DETENTION:
        return measure.entered_on
    return measure.decided_on


def stops(measure: Measure, day: date) -> list[tuple[StepKind, Period]]:
    """When the term did not run, up to a day: custody (戒毒条例 24), deferral, escape (32); none twice.

    Isolation runs on in custody (36) and on medical leave (31), detox while it is moved (22).
    """
    found: list[tuple[StepKind, Period]] = []
    if measure.kind is MeasureKind.COMPULSORY_ISOLATION:
        found += [(StepKind.ESCAPE, stop) for stop in _with_open(measure.escapes, measure.escaped_on, day)]
    elif measure.kind in _PAUSED:
        found += [(StepKind.PAUSE, stop) for stop in _with_open(measure.pauses, measure.paused_on, day)]
    begun, apart = begins_on(measure), list[tuple[StepKind, Period]]()
    free_from = begun or date.min
    for kind, (first, until) in sorted(found, key=lambda one: one[1]):
        if (first := max(first, free_from)) < until:
            apart.append((kind, (first, until)))
            free_from = until
    return apart


def term_of(measure: Measure, law: LegalTerms | None, day: date, before: Measure | None = None) -> Term:
    """The term as it stands on a day.

    `law`: in force when the measure was decided (`legal_terms.terms_of_kind`). `before`: the measure
    that was changed into this one.
    """
    begun = begins_on(measure)
    if begun is None:
        return Term(None, None, 0, False)
    steps = list(_length(measure, law, begun, before))
    expires_on = steps[-1].expires_on if len(steps) > 1 else None
    if expires_on is not None:
        for kind, (first, until) in stops(measure, day):
            if first < expires_on:
                out = (until - first).days
                expires_on += timedelta(out)
                article = "戒毒条例 32" if kind is StepKind.ESCAPE else _pause_article(measure)
                steps.append(Step(kind, 0, out, expires_on, article))
    until = min(day, expires_on) if expires_on else day
    since = measure.escaped_on if measure.kind is MeasureKind.COMPULSORY_ISOLATION else measure.paused_on
    is_stopped = measure.kind in _STOPPED and since is not None and since <= day
    return Term(begun, expires_on, served_days(measure, until), is_stopped, tuple(steps))


def served_days(measure: Measure, day: date) -> int:
    """How many days of the measure have run before a day."""
    begun = begins_on(measure)
    if begun is None or day <= begun:
        return 0
    out = sum((min(until, day) - first).days for _, (first, until) in stops(measure, day) if first < day)
    return (day - begun).days - out


def most_by_change(before: Measure, law: LegalTerms | None, day: date) -> int | None:
    """Days of community detox that are left when isolation is changed into it on a day (戒毒条例 31)."""
    months = law.number("community_detox", "months") if law else None
    if months is None:
        return None
    out = sum((until - first).days for _, (first, until) in stops(before, day))
    whole = add_months(before.decided_on, months) + timedelta(out)
    return max((whole - day).days, 0)


def _length(measure: Measure, law: LegalTerms | None, begun: date, before: Measure | None) -> Iterable[Step]:
    section, kind = str(measure.kind), StepKind.TERM
    yield Step(StepKind.BEGINS, 0, 0, begun, law.article(section, "clock_article") if law else None)
    months, days = measure.term_months, measure.term_days
    article = law.article(section) if law else None
    if months is None and days is None:
        months = None if measure.at_own_request or law is None else law.number(section, "months")
        if months is None:
            return
        if before is not None and before.ending is Ending.CHANGED and measure.kind in COMMUNITY:
            most = (add_months(begun, months) - begun).days  # fewer than are left, from 29 February on
            left = most_by_change(before, law, measure.decided_on)
            months, days = None, left and min(left, most)
            kind, article = StepKind.OFFSET, "戒毒条例 31"
    ends_on = _added(begun, months or 0, days or 0)
    yield Step(kind, months or 0, days or 0, ends_on, article)
    if measure.offset_days:
        ends_on = max(begun, ends_on - timedelta(measure.offset_days))
        yield Step(StepKind.OFFSET, 0, measure.offset_days, ends_on, "治安管理处罚法 110")
    more, more_days = measure.extension_months, measure.extension_days
    if more or more_days:
        ends_on = _added(begun, (months or 0) + more, (days or 0) + more_days)
        extension = law.article(section, "extension_article") if law else None
        yield Step(StepKind.EXTENSION, more, more_days, ends_on, extension)


def _added(begun: date, months: int, days: int) -> date:
    return add_months(begun, months) + timedelta(days)


def _with_open(over: Iterable[Period], since: date | None, day: date) -> list[Period]:
    found = [(first, until) for first, until in over if first < until]
    return found if since is None or day <= since else [*found, (since, day)]


def _pause_article(measure: Measure) -> str:
    return "治安管理处罚法 126" if measure.kind is MeasureKind.DETENTION else "戒毒条例 24"
