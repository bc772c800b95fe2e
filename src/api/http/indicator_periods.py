"""The days that a question about indicators names, as periods: one, or a trend by month, quarter or year."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from ...domain.calendar import add_months
from ...projections.indicators.asked import Period
from .moments import Timed, When, moment_of
from .pages import Area
from .person_events import today
from .problems import BadRequest
from .queries import Strict

Time = Literal["month", "quarter", "year"]
By = Literal["month", "quarter", "year", "area", "worker"]
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
_ONE_DAY = timedelta(1)
_MOST_PERIODS = 240


class DaysQuery(Strict):
    """Which days, areas and workers. Without any day: this year up to today."""

    on: Annotated[date | None, Field(description="The end of this day, for what stands on a day.")] = None
    since: Annotated[date | None, Field(examples=["2020-01-01"])] = None
    before: Annotated[date | None, Field(examples=["2021-01-01"])] = None
    area: Area = None
    worker: Annotated[str | None, Field(description="The case worker on that day.", max_length=64)] = None
    known_at: Annotated[
        When, Field(description="What was known by then (`recorded_at`); now, if not given.")
    ] = None

    def moment(self) -> datetime | None:
        """By when it was recorded. Raises `Refused` for what lies ahead."""
        return None if self.known_at is None else moment_of(Timed(known_at=self.known_at)).known_at

    def days(self) -> tuple[date, date]:
        """From, and to before, no later than the end of today. Raises `BadRequest`."""
        tomorrow = today() + _ONE_DAY
        if self.on is not None:
            if self.since is not None or self.before is not None:
                raise BadRequest(400, "bad-parameter", "Either a day or a span is asked for.", "on")
            if self.on >= tomorrow:
                raise BadRequest(400, "bad-parameter", "This day lies ahead.", "on")
            return self.on, self.on + _ONE_DAY
        before = min(self.before or tomorrow, tomorrow)
        since = self.since or (before - _ONE_DAY).replace(month=1, day=1)
        if since >= before:
            raise BadRequest(400, "bad-parameter", "The span has no day that is over or today.", "since")
        return since, before


def periods_of(query: DaysQuery, time: Time | None) -> list[Period]:
    """The one period that is asked for, or its parts by calendar. Raises `BadRequest`."""
    since, before = query.days()
    if query.on is not None:
        if time is not None:
            raise BadRequest(400, "bad-parameter", "A day has no parts.", "by")
        return [Period(str(query.on), since, before)]
    found = [Period(_name_of(since, before), since, before)] if time is None else [*_cut(since, before, time)]
    if len(found) > _MOST_PERIODS:
        detail = f"From 1 to {_MOST_PERIODS} periods are counted at a time."
        raise BadRequest(400, "bad-parameter", detail, "since")
    return found


def time_of(by: Sequence[By]) -> Time | None:
    """By which part of the calendar. Raises `BadRequest` where there are two."""
    found: list[Time] = [one for one in by if one in ("month", "quarter", "year")]
    if len(set(found)) > 1:
        raise BadRequest(400, "bad-parameter", "One of month, quarter and year is asked for.", "by")
    return found[0] if found else None


def _cut(since: date, before: date, time: Time) -> Iterator[Period]:
    months = _MONTHS[time]
    first = date(since.year, (since.month - 1) // months * months + 1, 1)
    while first < before:
        following = add_months(first, months)
        yield Period(_named(first, months), max(first, since), min(following, before))
        first = following


def _name_of(since: date, before: date) -> str:
    """As the calendar calls it, or its first and last day."""
    for months in _MONTHS.values():
        if since.day == 1 and (since.month - 1) % months == 0 and add_months(since, months) == before:
            return _named(since, months)
    return f"{since}/{before - _ONE_DAY}"


def _named(first: date, months: int) -> str:
    if months == 12:
        return f"{first.year:04}"
    return f"{first.year:04}-Q{first.month // 3 + 1}" if months == 3 else f"{first:%Y-%m}"
