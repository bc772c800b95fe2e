"""How days, hours and months are counted, and a second count, day by day, that agrees."""

from datetime import date, timedelta

import pytest
from domain.deadlines.docket_histories import (
    DETOX,
    M,
    T,
    asked,
    at,
    day,
    ordered,
    reported,
    served,
)
from domain.deadlines.limit_events import (
    found,
    positive,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from spec import POLICIES

from tongxin.domain import working_days
from tongxin.domain.deadlines.deadline import Status, due_of
from tongxin.domain.deadlines.docket import Entry
from tongxin.domain.deadlines.terms import Nature, Term
from tongxin.domain.measures.kinds import MeasureKind

POLICY = POLICIES.version("legal-deadlines", "drug-rehabilitation", "2011-06-26")


def term(**length: int | bool) -> Term:
    return Term("rule", POLICY, "title", "名称", "article", "police", Nature.DUTY, **length)  # type: ignore[arg-type]


def due(since: date, **length: int | bool) -> date | None:
    return due_of(Entry("rule", M, T, since), term(**length))[0]


@pytest.mark.parametrize(
    ("since", "months", "last"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-07-05", 6, "2027-01-05"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(since: str, months: int, last: str) -> None:
    assert due(day(since), months=months) == day(last)


def test_twenty_four_hours_end_at_the_instant() -> None:
    rule, history = "find-addiction", (positive("2026-03-02T23:40"),)
    assert asked(history, "2026-03-03T23:40", rule).status is Status.OPEN
    assert asked(history, "2026-03-03T23:41", rule).status is Status.OVERDUE
    assert asked(history, "2026-03-03T23:41", rule).due_at == at("2026-03-03T23:40")
    assert not asked((*history, found("2026-03-03T23:40")), "2026-03-05", rule).is_late
    assert asked((*history, found("2026-03-03T23:41")), "2026-03-05", rule).is_late


def test_twenty_four_hours_from_a_day_without_an_hour_end_with_the_next_day() -> None:
    rule, history = "find-addiction", (positive("2026-03-02T00:00"),)
    assert asked(history, "2026-03-03T23:59", rule).status is Status.OPEN
    assert asked(history, "2026-03-04T00:00", rule).status is Status.OVERDUE


@pytest.mark.parametrize(("now", "status"), [("T23:59", Status.OPEN), ("T24", Status.OVERDUE)])
def test_a_day_ends_at_midnight_in_shanghai(now: str, status: Status) -> None:
    instant = "2026-03-19T23:59" if now == "T23:59" else "2026-03-20T00:00"
    assert asked(DETOX, instant, "report-after-detox-order").status is status


def test_a_last_day_on_a_holiday_moves_for_the_person_and_not_for_an_authority() -> None:
    # 2026-10-01 to 07 is National Day; 2026-10-10, a Saturday, is worked.
    assert due(day("2026-09-20"), days=15) == day("2026-10-05")
    assert due(day("2026-09-20"), days=15, rolls=True) == day("2026-10-08")
    assert due(day("2026-09-25"), days=15, rolls=True) == day("2026-10-10")


def test_working_days_skip_the_holiday_and_count_the_worked_saturday() -> None:
    # after 09-30: 10-08, 10-09 and the Saturday 10-10
    assert due(day("2026-09-30"), working_days=3) == day("2026-10-10")


def test_beyond_the_years_known_the_day_is_provisional() -> None:
    beyond = date(working_days.LAST_YEAR + 1, 5, 1)
    _, _, provisional = due_of(Entry("rule", M, T, beyond), term(days=7, rolls=True))
    assert provisional
    assert working_days.add_working_days(beyond, 2).provisional
    assert not due_of(Entry("rule", M, T, beyond), term(days=7))[2]
    known = date(working_days.LAST_YEAR, 3, 2)
    assert not due_of(Entry("rule", M, T, known), term(days=7, rolls=True))[2]


def works(one: date) -> bool:
    """Written anew: the library asked by its own function."""
    import chinese_calendar  # type: ignore[import-untyped]

    return bool(chinese_calendar.is_workday(one))


@settings(deadline=None)
@given(
    since=st.dates(date(2012, 1, 1), date(2026, 6, 1)),
    count=st.integers(1, 60),
    kind=st.sampled_from(["days", "rolls", "working_days"]),
)
def test_a_count_day_by_day_agrees(since: date, count: int, kind: str) -> None:
    today, left = since, count
    while left:
        today += timedelta(1)
        if kind != "working_days" or works(today):
            left -= 1
    while kind == "rolls" and not works(today):
        today += timedelta(1)
    length = {"working_days": count} if kind == "working_days" else {"days": count, "rolls": kind == "rolls"}
    assert due(since, **length) == today


@settings(deadline=None)
@given(since=st.dates(date(2012, 1, 1), date(2026, 6, 1)), months=st.integers(1, 36))
def test_a_count_month_by_month_agrees(since: date, months: int) -> None:
    today, passed = since, 0
    while passed < months:  # into the next month by its first day
        today = (today.replace(day=1) + timedelta(32)).replace(day=1)
        passed += 1
    while today.day < since.day and (today + timedelta(1)).month == today.month:
        today += timedelta(1)
    assert due(since, months=months) == today


@settings(deadline=None)
@given(
    receipt=st.dates(date(2012, 1, 1), date(2026, 1, 1)),
    after=st.integers(0, 40),
    asked_after=st.integers(0, 60),
)
def test_open_met_and_overdue_agree_with_a_walk(receipt: date, after: int, asked_after: int) -> None:
    last = receipt + timedelta(15)
    told = receipt + timedelta(after)
    history = (ordered(MeasureKind.COMMUNITY_DETOX, receipt.isoformat()), served(receipt.isoformat()))
    asked_on = (receipt + timedelta(asked_after)).isoformat()
    rule = "report-after-detox-order"
    assert asked(history, asked_on, rule).status == ("open" if day(asked_on) <= last else "overdue")
    met = asked((*history, reported(told.isoformat())), asked_on, rule)
    assert (met.is_late, met.late_days) == (told > last, max(0, (told - last).days))
