"""A schedule laid over a measure: when tests are due, and what became of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from ..calendar import add_months, law_date
from ..measures.kinds import COMMUNITY, MeasureKind
from ..measures.measure import Measure
from ..person.state import Person
from ..policies.book import PolicyBook
from .plan import Schedule, Window, schedule_for


class Standing(StrEnum):
    """What became of a test that is due in a window."""

    DONE = "done"
    MISSED = "missed"
    """The person refused or evaded it."""
    EXCUSED = "excused"
    """The person was away with leave all the time, or the measure ended before the window did."""
    NOT_RECORDED = "not_recorded"
    """The window is over and nothing is recorded: not held against the person."""
    DUE = "due"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Due:
    """A window, the first day in it and the last. `last_day`: None while a pause keeps it open."""

    year: int
    first_day: date
    last_day: date | None
    standing: Standing
    test_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The schedule of one measure on a day. `schedule`: None where the county has none for its term."""

    measure_id: UUID
    kind: str
    begun_on: date
    term_months: int | None
    schedule: Schedule | None
    due: tuple[Due, ...]

    @property
    def by_year(self) -> Mapping[int, Counter[Standing]]:
        """How many of each, by the year of the measure."""
        years: dict[int, Counter[Standing]] = {}
        for one in self.due:
            years.setdefault(one.year, Counter())[one.standing] += 1
        return years


def courses(person: Person, policies: PolicyBook, day: date) -> Iterator[Course]:
    """The schedules of the person's community measures to which the person has reported, as of a day."""
    for measure_id, measure in person.measures.by_id.items():
        begun_on = measure.reported_on
        if measure.kind not in COMMUNITY or begun_on is None or begun_on > day:
            continue
        term = measure.term_months
        if term is None and measure.kind is MeasureKind.COMMUNITY_DETOX:
            term = 36  # 戒毒条例 14
        schedule = None if term is None else schedule_for(policies, measure.kind, term, begun_on)
        due: tuple[Due, ...] = ()
        if schedule is not None and term is not None:
            end = add_months(begun_on, term)
            planned = (window for window in schedule.windows(begun_on) if window[0] < end)
            due = tuple(_standings(begun_on, planned, measure, person, day))
        yield Course(measure_id, measure.kind, begun_on, term, schedule, due)


def paused(
    windows: Iterable[Window], pauses: Iterable[tuple[date, date | None]]
) -> Iterator[tuple[date, date | None]]:
    """Windows moved by the days of the pauses; one in which one falls is longer. An open pause ends them."""
    left = sorted(pauses, key=lambda pause: pause[0])
    moved = timedelta(0)
    for start, end in windows:
        first, until = start + moved, end + moved
        while left and left[0][0] < until:
            since, resumed = left.pop(0)
            if resumed is None:
                if since > first:
                    yield first, None
                return
            moved += resumed - since
            until += resumed - since
            if since <= first:
                first += resumed - since
        yield first, until


def _standings(
    begun_on: date, planned: Iterable[Window], measure: Measure, person: Person, day: date
) -> Iterator[Due]:
    pauses: list[tuple[date, date | None]] = [*measure.pauses]
    if measure.paused_on is not None:
        pauses.append((measure.paused_on, None))
    taken, missed = _tests(person, day)
    windows = list(planned)
    for (start, _), (first, until) in zip(windows, paused(windows, pauses), strict=False):
        if measure.ended_on is not None and measure.ended_on <= first:
            return
        standing, test_id = _standing(first, until, taken, missed, measure, day)
        last_day = None if until is None else until - timedelta(1)
        yield Due(_year(begun_on, start), first, last_day, standing, test_id)


def _year(begun_on: date, start: date) -> int:
    year = 1
    while add_months(begun_on, 12 * year) <= start:
        year += 1
    return year


def _tests(person: Person, day: date) -> tuple[dict[UUID, date], dict[UUID, date]]:
    """Tests taken, and those refused or evaded and not taken after all, with their days."""
    taken: dict[UUID, date] = {}
    missed: dict[UUID, date] = {}
    for test_id, test in person.testing.tests.items():
        not_taken = test.refused_at or test.evaded_at
        if test.taken_at is not None:
            taken[test_id] = law_date(test.taken_at)
        elif not_taken is not None:
            missed[test_id] = law_date(not_taken)
    return (
        {test_id: on for test_id, on in taken.items() if on <= day},
        {test_id: on for test_id, on in missed.items() if on <= day},
    )


def _standing(
    first: date,
    until: date | None,
    taken: Mapping[UUID, date],
    missed: Mapping[UUID, date],
    measure: Measure,
    day: date,
) -> tuple[Standing, UUID | None]:
    end = until or date.max
    for tests, standing in ((taken, Standing.DONE), (missed, Standing.MISSED)):
        within = sorted((on, test_id) for test_id, on in tests.items() if first <= on < end)
        if within:
            return standing, within[0][1]
    if measure.ended_on is not None and measure.ended_on < end:
        return Standing.EXCUSED, None
    if until is not None and _is_away(measure, first, until - timedelta(1)):
        return Standing.EXCUSED, None
    if first > day:
        return Standing.UPCOMING, None
    return (Standing.DUE if day < end else Standing.NOT_RECORDED), None


def _is_away(measure: Measure, first: date, last: date) -> bool:
    """Whether every day lies in an absence with leave."""
    days = {
        absence.first_day + timedelta(n)
        for absence in measure.absences
        if absence.with_leave
        for n in range((absence.last_day - absence.first_day).days + 1)
    }
    return all(first + timedelta(n) in days for n in range((last - first).days + 1))
