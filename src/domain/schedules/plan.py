"""Test schedules as data: policies of kind "test-schedule", and which of them a county uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..calendar import add_months
from ..measures.kinds import COMMUNITY
from ..policies.book import NoPolicy, Policy, PolicyBook

KIND = "test-schedule"
SETTINGS, SETTINGS_NAME = "county-settings", "default"
NO_FREQUENCY_IN_LAW = "戒毒条例 19"
"""Persons are tested regularly, as the police ask (定期接受检测); no statute says how often."""

Window = tuple[date, date]
"""From, to; the last day is not in it."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Months of a measure, from its reporting date on, with a test every so many months or more a month."""

    from_month: int
    to_month: int
    every_months: int | None = None
    times_per_month: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule for a kind of measure of so many months. `min_total`: tests that it comes to, at least."""

    policy: Policy
    measure: str
    months: int
    min_total: int
    phases: tuple[Phase, ...]

    def windows(self, begun_on: date) -> Iterator[Window]:
        """In each of these a test is due, were there no pause."""
        for phase in self.phases:
            if phase.times_per_month is not None:
                for month in range(phase.from_month, phase.to_month):
                    yield from _parts(begun_on, month, phase.times_per_month)
            else:
                step = phase.every_months or 1
                for month in range(phase.from_month, phase.to_month, step):
                    yield add_months(begun_on, month), add_months(begun_on, month + step)


def _parts(begun_on: date, month: int, times: int) -> Iterator[Window]:
    """A month cut into equal numbers of days; what is left over goes to the last part."""
    start, end = add_months(begun_on, month), add_months(begun_on, month + 1)
    length = (end - start).days // times
    for part in range(times):
        until = end if part == times - 1 else start + timedelta(length * (part + 1))
        yield start + timedelta(length * part), until


class ScheduleRefused(ValueError):
    """A policy of kind "test-schedule" or "county-settings" cannot be used; the message names the field."""


def schedule_of(policy: Policy) -> Schedule:
    """The schedule that a policy holds. Raises `ScheduleRefused`."""
    content = dict(policy.content)
    measure, rows = content.pop("measure", None), content.pop("phases", None)
    if measure not in set(COMMUNITY):
        raise ScheduleRefused("content.measure: a community measure is expected")
    months = _number(content, "months")
    total = _number(content, "min_total")
    if content or not isinstance(rows, list | tuple) or not rows:
        raise ScheduleRefused(f"content.{min(content, default='phases')}: not understood")
    phases = tuple(_phase(row) for row in rows)
    starts = [phase.from_month for phase in phases]
    if starts != [0, *(phase.to_month for phase in phases[:-1])] or phases[-1].to_month != months:
        raise ScheduleRefused("content.phases: they must follow one another and fill the months")
    schedule = Schedule(policy, str(measure), months, total, phases)
    if (planned := len(list(schedule.windows(date(2001, 1, 1))))) < total:
        raise ScheduleRefused(f"content.min_total: the phases come to {planned} tests, not to {total}")
    return schedule


def _phase(row: Any) -> Phase:
    row = dict(row)
    start = row.pop("from_month", None)
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise ScheduleRefused("content.phases.from_month: a number is expected")
    end = _number(row, "to_month")
    every = _number(row, "every_months") if "every_months" in row else None
    times = _number(row, "times_per_month") if "times_per_month" in row else None
    if row or (every is None) is (times is None) or (end - start) % (every or 1) or end <= start:
        raise ScheduleRefused("content.phases: one interval is expected, and whole intervals in a phase")
    return Phase(start, end, every, times)


def _number(row: dict[str, Any], name: str) -> int:
    number = row.pop(name, None)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 120:
        raise ScheduleRefused(f"content.{name}: a number from 1 to 120 is expected")
    return number


def schedule_for(policies: PolicyBook, kind: str, term_months: int, day: date) -> Schedule | None:
    """The schedule in use for a measure of so many months that began on a day; None where there is none.

    Of the county's schedules for the kind of measure, the one made for exactly this term; failing that, the
    shortest that is long enough, of which the measure takes the first months.
    """
    try:
        settings = policies.in_force(SETTINGS, SETTINGS_NAME, day)
    except NoPolicy:
        return None
    chosen = settings.content.get("test_schedules", {})
    names = chosen.get(kind, []) if isinstance(chosen, dict) else []
    found = [schedule_of(policy) for policy in policies.of_kind(KIND, day) if policy.name in names]
    fitting = [one for one in found if one.measure == kind and one.months >= term_months]
    return min(fitting, key=lambda one: (one.months, one.policy.name), default=None)
