"""The days that a report is about, by the name of a year, a month or a day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..calendar import add_months
from .layout import PeriodKind

_FORMS = {
    PeriodKind.YEAR: r"(\d{4})",
    PeriodKind.MONTH: r"(\d{4})-(\d\d)",
    PeriodKind.DAY: r"(\d{4})-(\d\d)-(\d\d)",
}
EXAMPLES = {PeriodKind.YEAR: "2020", PeriodKind.MONTH: "2020-06", PeriodKind.DAY: "2020-06-30"}
_MONTHS = {PeriodKind.YEAR: 12, PeriodKind.MONTH: 1}


class WrongPeriod(ValueError):
    """The name of a period cannot be read as one, or it has not begun."""


@dataclass(frozen=True, slots=True)
class Days:
    """From `since` on, before `before`. `is_cut`: the period is not over; it is told up to today."""

    since: date
    before: date
    is_cut: bool = False

    @property
    def last(self) -> date:
        """The last day."""
        return self.before - timedelta(1)


def days_of(kind: PeriodKind, name: str, today: date) -> Days:
    """The days of a period. Raises `WrongPeriod`."""
    found = re.fullmatch(_FORMS[kind], name, re.ASCII)
    try:
        parts = [int(part) for part in found.groups()] if found else []
        since = date(*[*parts, 1, 1][:3])
        before = since + timedelta(1) if kind is PeriodKind.DAY else add_months(since, _MONTHS[kind])
    except (TypeError, ValueError, OverflowError):
        raise WrongPeriod(f"“{name}” is no {kind}; one is written {EXAMPLES[kind]}") from None
    if since > today:
        raise WrongPeriod(f"{name} lies ahead")
    tomorrow = today + timedelta(1)
    return Days(since, min(before, tomorrow), before > tomorrow)


def year_before(days: Days) -> Days:
    """The same days a year earlier."""
    return Days(add_months(days.since, -12), add_months(days.before, -12))
