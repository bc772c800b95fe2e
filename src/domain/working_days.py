"""Working days of China: the weekend, public holidays, and the days worked in their place.

The State Council names the holidays of a year late in the year before. For a year that is not known yet,
Monday to Friday is taken, and the answer says that it is provisional.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import holidays, workdays  # type: ignore[import-untyped]

_HOLIDAYS: frozenset[date] = frozenset(holidays)
_WORKED: frozenset[date] = frozenset(workdays)
FIRST_YEAR: int = min(_HOLIDAYS).year
LAST_YEAR: int = max(_HOLIDAYS).year
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was counted out. `provisional`: holidays of a year that is not known may move it."""

    day: date
    provisional: bool = False


def is_known(day: date) -> bool:
    """Whether the holidays of that year are known."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_working_day(day: date) -> bool:
    """Whether it is worked; of a year that is not known, Monday to Friday."""
    return day in _WORKED or (day.weekday() < 5 and day not in _HOLIDAYS)


def next_working_day(day: date) -> Reckoned:
    """The day itself where it is worked, else the first one after it that is."""
    provisional = not is_known(day)
    while not is_working_day(day):
        day += _DAY
        provisional = provisional or not is_known(day)
    return Reckoned(day, provisional)


def add_working_days(day: date, count: int) -> Reckoned:
    """The last of so many working days after a day; the day itself is not counted."""
    provisional = False
    while count > 0:
        day += _DAY
        provisional = provisional or not is_known(day)
        count -= is_working_day(day)
    return Reckoned(day, provisional)
