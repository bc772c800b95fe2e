"""Periods: by name, half-open, and no further than today."""

from datetime import date

import pytest

from tongxin.domain.reporting.layout import PeriodKind
from tongxin.domain.reporting.spans import Days, WrongPeriod, days_of, year_before

TODAY = date(2026, 3, 15)
YEAR, MONTH, DAY = PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY


@pytest.mark.parametrize(
    ("kind", "name", "days"),
    [
        (YEAR, "2020", Days(date(2020, 1, 1), date(2021, 1, 1))),
        (YEAR, "2026", Days(date(2026, 1, 1), date(2026, 3, 16), is_cut=True)),
        (MONTH, "2020-12", Days(date(2020, 12, 1), date(2021, 1, 1))),
        (MONTH, "2026-03", Days(date(2026, 3, 1), date(2026, 3, 16), is_cut=True)),
        (DAY, "2020-02-29", Days(date(2020, 2, 29), date(2020, 3, 1))),
        (DAY, "2026-03-15", Days(date(2026, 3, 15), date(2026, 3, 16))),
    ],
)
def test_a_period_is_read(kind: PeriodKind, name: str, days: Days) -> None:
    assert days_of(kind, name, TODAY) == days


@pytest.mark.parametrize(
    ("kind", "name"),
    [(YEAR, "20"), (YEAR, "2020-01"), (YEAR, "0000"), (YEAR, "２０２０"), (YEAR, "9999"), (YEAR, "2027"),
     (MONTH, "2020-13"), (MONTH, "2020"), (MONTH, "2026-04"), (DAY, "2020-02-30"), (DAY, "2026-03-16")],
)  # fmt: skip
def test_what_is_no_period_or_lies_ahead_is_refused(kind: PeriodKind, name: str) -> None:
    with pytest.raises(WrongPeriod):
        days_of(kind, name, TODAY)


def test_the_same_days_a_year_earlier() -> None:
    assert year_before(Days(date(2020, 2, 29), date(2020, 3, 1))) == Days(date(2019, 2, 28), date(2019, 3, 1))
