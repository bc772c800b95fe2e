"""Dates that the law counts: calendar dates in Asia/Shanghai."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


_AHEAD = timedelta(hours=8)
_LAST_SUMMER_TIME = 1991


def law_date(instant: datetime) -> date:
    """The Asia/Shanghai calendar date of an instant; at the ends of the calendar, that of its own zone."""
    try:
        if instant.tzinfo is UTC and instant.year > _LAST_SUMMER_TIME:  # the zone costs four times as much
            return (instant + _AHEAD).date()
        return instant.astimezone(SHANGHAI).date()
    except OverflowError:
        return instant.date()


def age_on(birth_date: date, day: date) -> int:
    """Age in completed years on a day (周岁: a year is completed on the birthday)."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
