"""Test schedules against tables counted by hand, and what becomes of each test that is due."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from domain.deadlines.docket_histories import M, day, ordered, reported, served
from spec import POLICIES, on

from tongxin.domain.events import Event
from tongxin.domain.measures import community_events as community
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures.kinds import MeasureKind, PauseGround
from tongxin.domain.person.state import fold
from tongxin.domain.policies.book import Policy, PolicyBook
from tongxin.domain.schedules.course import Course, Standing, courses
from tongxin.domain.schedules.plan import KIND, ScheduleRefused, schedule_for, schedule_of
from tongxin.domain.testing import events as testing

BEGUN = date(2023, 1, 10)
DETOX, REHAB = MeasureKind.COMMUNITY_DETOX, MeasureKind.COMMUNITY_REHAB


def using(name: str) -> PolicyBook:
    """The shipped policies, with this schedule in use for detoxification."""
    settings = POLICIES.version("county-settings", "default", "1")
    content = {"test_schedules": {DETOX: [name]}}
    return POLICIES.with_([replace(settings, content=content)])


def begun(kind: MeasureKind = DETOX, months: int | None = 36) -> tuple[Event, ...]:
    order = ordered(kind, "2023-01-02", term_months=months)
    return (order, served("2023-01-04"), reported("2023-01-10"))


def course(*events: Event, at: str, policies: PolicyBook = POLICIES) -> Course:
    [one] = courses(fold(events), policies, day(at))
    return one


def taken(on_: str, number: int = 1) -> Event:
    return testing.DrugTestTaken(
        occurred_at=on(on_),
        test_id=UUID(int=number),
        method=testing.DrugTestMethod.URINE,
        kind=testing.DrugTestKind.ON_SITE,
        result=testing.DrugTestResult.NEGATIVE,
        testers=("a", "b"),
    )


def refused(on_: str, number: int) -> Event:
    return testing.DrugTestRefused(occurred_at=on(on_), test_id=UUID(int=number))


def paused(on_: str) -> Event:
    return decisions.MeasurePaused(
        occurred_at=on(on_), measure_id=M, paused_on=day(on_), ground=PauseGround.DETAINED
    )


def resumed(on_: str) -> Event:
    return decisions.MeasureResumed(occurred_at=on(on_), measure_id=M, resumed_on=day(on_))


def first_days(name: str) -> list[str]:
    schedule = schedule_of(POLICIES.version(KIND, name, "1"))
    return [str(start) for start, _ in schedule.windows(BEGUN)]


def test_the_28_tests_of_the_question_and_answer_page() -> None:
    assert first_days("detox-28") == [
        *("2023-01-10", "2023-01-25", "2023-02-10", "2023-02-24", "2023-03-10", "2023-03-25"),
        *("2023-04-10", "2023-04-25", "2023-05-10", "2023-05-25", "2023-06-10", "2023-06-25"),
        *("2023-07-10", "2023-08-10", "2023-09-10", "2023-10-10", "2023-11-10", "2023-12-10"),
        *("2024-01-10", "2024-03-10", "2024-05-10", "2024-07-10", "2024-09-10", "2024-11-10"),
        *("2025-01-10", "2025-04-10", "2025-07-10", "2025-10-10"),
    ]


def test_the_22_tests_of_huaihua() -> None:
    assert first_days("detox-22") == [
        *(f"2023-{month:02}-10" for month in range(1, 13)),
        *("2024-01-10", "2024-03-10", "2024-05-10", "2024-07-10", "2024-09-10", "2024-11-10"),
        *("2025-01-10", "2025-04-10", "2025-07-10", "2025-10-10"),
    ]


def test_two_and_three_years_of_rehabilitation_are_not_mixed_up() -> None:
    """A system in use labels type 1 as two years and schedules it as three; the term alone decides here."""
    three, two = course(*begun(REHAB, 36), at="2023-01-10"), course(*begun(REHAB, 24), at="2023-01-10")
    assert [str(one.first_day) for one in three.due] == [
        *("2023-01-10", "2023-03-10", "2023-05-10", "2023-07-10", "2023-09-10", "2023-11-10"),
        *("2024-01-10", "2024-04-10", "2024-07-10", "2024-10-10"),
        *("2025-01-10", "2025-07-10"),
    ]
    assert [str(one.first_day) for one in two.due] == [
        *("2023-01-10", "2023-03-10", "2023-05-10", "2023-07-10", "2023-09-10", "2023-11-10"),
        *("2024-01-10", "2024-03-10", "2024-05-10", "2024-07-10", "2024-09-10", "2024-11-10"),
    ]
    assert [one.schedule.policy.name for one in (three, two) if one.schedule] == [
        "rehab-3-years-12",
        "rehab-2-years-12",
    ]
    assert [one.due[-1].last_day for one in (three, two)] == [date(2026, 1, 9), date(2025, 1, 9)]


@pytest.mark.parametrize(
    ("months", "name", "tests"),
    [(12, "rehab-2-years-12", 6), (18, "rehab-2-years-12", 9), (30, "rehab-3-years-12", 11), (40, None, 0)],
)
def test_another_term_takes_the_first_months_of_the_next_longer_schedule(
    months: int, name: str | None, tests: int
) -> None:
    one = course(*begun(REHAB, months), at="2023-01-10")
    assert (one.schedule and one.schedule.policy.name) == name
    assert len(one.due) == tests


def test_detoxification_without_a_term_lasts_three_years_and_rehabilitation_has_no_schedule() -> None:
    assert len(course(*begun(DETOX, None), at="2023-01-10").due) == 22
    without = course(*begun(REHAB, None), at="2023-01-10")
    assert (without.schedule, without.due) == (None, ())


def test_done_missed_not_recorded_due_and_upcoming() -> None:
    history = (
        *begun(),
        *(taken("2023-01-10", 1), taken("2023-02-09", 2)),  # the first day and the last of one window
        refused("2023-02-10", 3),
        *(refused("2023-04-15", 4), taken("2023-04-16", 4)),  # taken after all
    )
    one = course(*history, at="2023-05-20")
    assert [due.standing for due in one.due[:6]] == [
        Standing.DONE,
        Standing.MISSED,
        Standing.NOT_RECORDED,
        Standing.DONE,
        Standing.DUE,
        Standing.UPCOMING,
    ]
    assert one.by_year[1] == {
        Standing.DONE: 2, Standing.MISSED: 1, Standing.NOT_RECORDED: 1, Standing.DUE: 1, Standing.UPCOMING: 7
    }  # fmt: skip
    assert sum(one.by_year[2].values()) == 6
    assert sum(one.by_year[3].values()) == 4


@pytest.mark.parametrize(
    ("at", "standing"), [("2023-02-09", Standing.DUE), ("2023-02-10", Standing.NOT_RECORDED)]
)
def test_a_window_ends_with_its_last_day(at: str, standing: Standing) -> None:
    assert course(*begun(), at=at).due[0].standing is standing


def test_a_pause_moves_what_is_due() -> None:
    one = course(*begun(), paused("2023-02-20"), resumed("2023-03-02"), at="2023-03-05")  # ten days
    assert [(str(due.first_day), str(due.last_day)) for due in one.due[:4]] == [
        ("2023-01-10", "2023-02-09"),
        ("2023-02-10", "2023-03-19"),
        ("2023-03-20", "2023-04-19"),
        ("2023-04-20", "2023-05-19"),
    ]
    assert str(one.due[-1].last_day) == "2026-01-19"
    whole = course(*begun(), paused("2023-02-10"), resumed("2023-02-20"), at="2023-03-05")
    assert str(whole.due[1].first_day) == "2023-02-20"


def test_nothing_falls_due_while_the_measure_is_paused() -> None:
    one = course(*begun(), paused("2023-02-20"), at="2023-12-01")
    assert [(due.last_day, due.standing) for due in one.due] == [
        (date(2023, 2, 9), Standing.NOT_RECORDED),
        (None, Standing.DUE),
    ]


def test_leave_all_the_time_excuses() -> None:
    def absent(first: str, last: str) -> Event:
        return community.AbsenceRecorded(
            occurred_at=on(last), measure_id=M, first_day=day(first), last_day=day(last), with_leave=True
        )

    assert course(*begun(), absent("2023-01-10", "2023-02-09"), at="2023-03-01").due[0].standing == "excused"
    assert (
        course(*begun(), absent("2023-01-11", "2023-02-09"), at="2023-03-01").due[0].standing
        == "not_recorded"
    )


def test_the_end_of_the_measure_ends_the_schedule() -> None:
    ended = decisions.MeasureCompleted(
        occurred_at=on("2023-03-20"), measure_id=M, completed_on=day("2023-03-20")
    )
    one = course(*begun(), ended, at="2023-09-01")
    assert [due.standing for due in one.due] == ["not_recorded", "not_recorded", "excused"]


def test_the_county_says_which_variant_applies() -> None:
    assert len(course(*begun(), at="2023-01-10", policies=using("detox-28")).due) == 28
    assert course(*begun(), at="2023-01-10", policies=using("nothing")).schedule is None
    assert schedule_for(PolicyBook(), DETOX, 36, BEGUN) is None


def test_windows_follow_one_another_without_a_gap() -> None:
    for policy in POLICIES.of_kind(KIND):
        schedule = schedule_of(policy)
        assert policy.status == "published"
        for start in (BEGUN, date(2023, 8, 31), date(2024, 2, 29)):
            windows = list(schedule.windows(start))
            assert len(windows) == schedule.min_total
            assert all(end == following for (_, end), (following, _) in pairwise(windows))
            assert all(end - begin >= timedelta(13) for begin, end in windows)


@pytest.mark.parametrize(
    "change",
    [
        {"measure": "detention"},
        {"months": 0},
        {"min_total": 40},
        {"phases": []},
        {"phases": [{"from_month": 0, "to_month": 35, "every_months": 1}]},
        {"phases": [{"from_month": 1, "to_month": 36, "every_months": 1}]},
        {"phases": [{"from_month": 0, "to_month": 36, "every_months": 5}]},
        {"phases": [{"from_month": 0, "to_month": 36}]},
        {"phases": [{"from_month": 0, "to_month": 36, "every_months": 1, "x": 1}]},
        {"other": 1},
    ],
)
def test_a_schedule_that_cannot_be_used_is_refused(change: dict[str, object]) -> None:
    policy: Policy = POLICIES.version(KIND, "detox-22", "1")
    with pytest.raises(ScheduleRefused, match="content"):
        schedule_of(replace(policy, content={**policy.content, **change}))
