"""Dates that the law counts."""

from datetime import UTC, datetime, timezone

from hypothesis import given
from hypothesis import strategies as st

from tongxin.domain.calendar import SHANGHAI, law_date


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)),
    st.sampled_from([UTC, SHANGHAI, timezone.min, timezone.max]),
)
def test_the_date_is_that_of_the_clock_in_shanghai(when: datetime, zone: timezone) -> None:
    """Also in the summers until 1991, when clocks there were an hour ahead of what they are."""
    instant = when.replace(tzinfo=zone)
    assert law_date(instant) == instant.astimezone(SHANGHAI).date()


def test_summer_time_counts_where_there_was_one() -> None:
    assert law_date(datetime(1991, 7, 1, 15, 30, tzinfo=UTC)).day == 2
    assert law_date(datetime(1992, 7, 1, 15, 30, tzinfo=UTC)).day == 1
