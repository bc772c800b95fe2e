"""How abstinence is counted: against a count day by day, at month ends, and as a condition of confirming."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NOW, POLICIES, Scenario, given, on

from tongxin.domain.aftercare import rules
from tongxin.domain.aftercare.abstinence import AbstinenceAnswer, Counting, abstinence, merged
from tongxin.domain.aftercare.clock_terms import ClockTerms, TermsRefused, terms_in_force, terms_of
from tongxin.domain.aftercare.commands import ConfirmThreeYearAbstinence
from tongxin.domain.aftercare.control import Control, control_on
from tongxin.domain.aftercare.events import (
    AbstinencePaused,
    AbstinenceReset,
    AbstinenceResumed,
    AbstinenceStarted,
    ClockPause,
    ClockStart,
    DynamicControlEnded,
    RelapseFound,
    ThreeYearAbstinenceConfirmed,
)
from tongxin.domain.aftercare.facts import ClockFacts, Held, Start, facts_of
from tongxin.domain.calendar import add_months
from tongxin.domain.events import Event
from tongxin.domain.measures.events import MeasureOrdered, PersonReleased
from tongxin.domain.measures.facility_events import FacilityEntered
from tongxin.domain.measures.kinds import FacilityRunBy, MeasureKind, ReleaseManner
from tongxin.domain.person.state import fold
from tongxin.domain.policies.book import PolicyBook
from tongxin.domain.testing.events import (
    DrugTestKind,
    DrugTestMethod,
    DrugTestResult,
    DrugTestTaken,
    LaboratoryResultRecorded,
)

TERMS = terms_in_force(POLICIES, date(2024, 1, 1))
ISOLATION = UUID("01970000-0000-7000-8000-0000000000e1")
TEST = UUID("01970000-0000-7000-8000-0000000000e2")
STARTED = AbstinenceStarted(occurred_at=on("2020-01-31"), ground=ClockStart.RELEASE)
PAUSED = AbstinencePaused(occurred_at=on("2021-02-01"), ground=ClockPause.CUSTODY)
RESUMED = AbstinenceResumed(occurred_at=on("2021-02-16"))
RESET = AbstinenceReset(occurred_at=on("2022-02-28"), ground=RelapseFound.CAUGHT)
CONFIRMED = ThreeYearAbstinenceConfirmed(occurred_at=on("2023-01-31"))
POSITIVE = DrugTestTaken(
    occurred_at=on("2020-05-31"),
    test_id=TEST,
    method=DrugTestMethod.URINE,
    kind=DrugTestKind.ON_SITE,
    result=DrugTestResult.POSITIVE,
    testers=("a", "b"),
)
NOT_CONFIRMED_BY_LABORATORY = LaboratoryResultRecorded(
    occurred_at=on("2020-06-02"), test_id=TEST, laboratory="L", result=DrugTestResult.NEGATIVE
)
ISOLATED = (
    MeasureOrdered(
        occurred_at=on("2020-03-01"),
        measure_id=ISOLATION,
        kind=MeasureKind.COMPULSORY_ISOLATION,
        decided_on=date(2020, 3, 1),
        decider="D",
        term_months=24,
    ),
    FacilityEntered(
        occurred_at=on("2020-03-01"),
        measure_id=ISOLATION,
        entered_on=date(2020, 3, 1),
        facility="F",
        run_by=FacilityRunBy.PUBLIC_SECURITY,
    ),
)
RELEASED = PersonReleased(
    occurred_at=on("2022-03-01"),
    measure_id=ISOLATION,
    released_on=date(2022, 3, 1),
    manner=ReleaseManner.AT_EXPIRY,
)


def counted(day: str, *events: Event, terms: ClockTerms = TERMS) -> AbstinenceAnswer:
    """What is counted on a day of a person with these events."""
    return abstinence(facts_of(fold([REGISTERED, *events]), terms), terms, date.fromisoformat(day))


def confirming(day: str, *events: Event) -> Scenario:
    """Three years are to be confirmed on a day."""
    return given(REGISTERED, *events).when(ConfirmThreeYearAbstinence(occurred_at=on(day)))


def test_three_years_end_on_the_day_with_the_same_number() -> None:
    answer = counted("2023-01-30", STARTED)
    assert (answer.since, answer.months, answer.days) == (date(2020, 1, 31), 35, 30)
    assert (answer.counting, answer.expected_on) == (Counting.RUNNING, date(2023, 1, 31))
    answer = counted("2023-01-31", STARTED)
    assert (answer.counting, answer.reached_on, answer.months, answer.days) == (
        Counting.REACHED,
        date(2023, 1, 31),
        36,
        0,
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-02-29", "2023-02-28"),
        ("2021-02-28", "2024-02-28"),
        ("2021-12-31", "2024-12-31"),
        ("2019-08-31", "2022-08-31"),
    ],
)
def test_month_ends(start: str, end: str) -> None:
    started = replace(STARTED, occurred_at=on(start))
    day_before = (date.fromisoformat(end) - timedelta(1)).isoformat()
    assert counted(end, started).reached_on == date.fromisoformat(end)
    assert counted(day_before, started).counting is Counting.RUNNING


def test_custody_moves_the_end_by_as_many_days() -> None:
    answer = counted("2023-02-15", STARTED, PAUSED, RESUMED)
    assert answer.reached_on == date(2023, 2, 15)
    assert answer.pauses == (Held(date(2021, 2, 1), date(2021, 2, 16), "custody"),)
    assert [step.days for step in answer.steps if step.what == "pause"] == [15]
    assert answer.steps[-1].article == "戒毒条例 7"


def test_nothing_counts_from_a_start_that_was_retracted() -> None:
    assert counted("2026-06-01", CONFIRMED).counting is Counting.NOT_STARTED


def test_nothing_can_be_expected_while_custody_lasts() -> None:
    answer = counted("2021-03-01", STARTED, PAUSED)
    assert (answer.counting, answer.expected_on) == (Counting.PAUSED, None)
    assert (answer.months, answer.days) == (12, 1)


def test_what_was_reached_stays_reached_in_later_custody() -> None:
    late = replace(PAUSED, occurred_at=on("2023-06-01"))
    assert counted("2023-08-01", STARTED, late).reached_on == date(2023, 1, 31)


def test_relapse_begins_anew() -> None:
    assert counted("2023-01-31", STARTED, RESET).since == date(2022, 2, 28)


def test_a_positive_test_after_the_start_counts_without_a_record_of_the_clock() -> None:
    answer = counted("2023-01-31", STARTED, POSITIVE)
    assert (answer.since, answer.expected_on) == (date(2020, 5, 31), date(2023, 5, 31))


def test_a_positive_test_that_the_laboratory_did_not_confirm_does_not_count() -> None:
    assert counted("2023-01-31", STARTED, POSITIVE, NOT_CONFIRMED_BY_LABORATORY).since == date(2020, 1, 31)


def test_isolation_does_not_count_even_if_nobody_paused_the_clock() -> None:
    answer = counted("2021-03-01", STARTED, *ISOLATED)
    assert (answer.counting, answer.months, answer.days) == (Counting.PAUSED, 1, 1)
    answer = counted("2025-01-31", STARTED, *ISOLATED, RELEASED)
    assert answer.reached_on == date(2023, 1, 31) + (date(2022, 3, 1) - date(2020, 3, 1))


def test_release_from_the_custody_that_followed_starts_the_count() -> None:
    relapse = replace(RESET, occurred_at=on("2020-03-01"))
    answer = counted("2025-03-01", STARTED, relapse, *ISOLATED, RELEASED)
    assert (answer.since, answer.reached_on) == (date(2022, 3, 1), date(2025, 3, 1))
    assert answer.pauses == ()


def test_who_is_released_without_a_record_of_the_clock_is_counted_too() -> None:
    assert counted("2022-03-02", *ISOLATED, RELEASED).since == date(2022, 3, 1)
    assert counted("2022-03-02").counting is Counting.NOT_STARTED


def test_a_rule_may_let_custody_count() -> None:
    terms = replace(TERMS, pauses=frozenset())
    assert counted("2023-01-31", STARTED, PAUSED, RESUMED, terms=terms).counting is Counting.REACHED


def test_three_years_are_not_confirmed_before_they_are_counted() -> None:
    refused = confirming("2023-01-30", STARTED).then_refused(rules.THREE_YEARS_NOT_COUNTED, "occurred_at")
    assert refused.rule.article == "戒毒条例 7"
    assert "35" in str(refused)
    confirming("2023-01-31", STARTED).then_recorded(ThreeYearAbstinenceConfirmed)
    confirming("2023-02-14", STARTED, PAUSED, RESUMED).then_refused(
        rules.THREE_YEARS_NOT_COUNTED, "occurred_at"
    )
    confirming("2023-02-15", STARTED, PAUSED, RESUMED).then_recorded(ThreeYearAbstinenceConfirmed)


def test_before_the_regulations_the_default_counts_alike_and_cites_no_article() -> None:
    early = replace(REGISTERED, occurred_at=on("2007-01-01"))
    started = replace(STARTED, occurred_at=on("2008-01-01"))
    confirm = ConfirmThreeYearAbstinence(occurred_at=on("2010-12-31"))
    refused = given(early, started).when(confirm)
    refused.then_refused(rules.THREE_YEARS_NOT_COUNTED_BY_DEFAULT, "occurred_at")
    later = replace(confirm, occurred_at=on("2011-01-01"))
    given(early, started).when(later).then_recorded(ThreeYearAbstinenceConfirmed)


def test_without_a_rule_nothing_is_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spec.POLICIES", PolicyBook())
    confirming("2023-01-31", STARTED).then_refused(rules.NO_CLOCK_RULE, "occurred_at")


@pytest.mark.parametrize(
    ("day", "events", "control", "duty"),
    [
        ("2023-01-30", (STARTED,), Control.CONTINUES, None),
        ("2023-01-31", (STARTED,), Control.TO_BE_ENDED, "confirm_three_years_and_end_dynamic_control"),
        ("2023-02-10", (STARTED, CONFIRMED), Control.OVERDUE, "end_dynamic_control"),
        (
            "2023-02-10",
            (STARTED, CONFIRMED, DynamicControlEnded(occurred_at=on("2023-02-01"))),
            Control.ENDED,
            None,
        ),
    ],
)
def test_control_has_to_end(day: str, events: tuple[Event, ...], control: Control, duty: str | None) -> None:
    person = fold([REGISTERED, *events])
    answer = abstinence(facts_of(person, TERMS), TERMS, date.fromisoformat(day))
    stands = control_on(person.aftercare, answer, TERMS.article)
    assert (stands.control, stands.duty) == (control, duty)
    assert stands.overdue_days == (10 if control is Control.OVERDUE else 0)


@pytest.mark.parametrize(
    "content",
    [
        {"months": 37},
        {"months": 0},
        {"months": True},
        {"article": ""},
        {"starts": ["moonrise"]},
        {"pauses": "custody"},
        {"unheard_of": 1},
    ],
)
def test_a_rule_that_says_something_else_is_refused(content: dict[str, object]) -> None:
    policy = POLICIES.in_force("abstinence-clock", "three-years", NOW.date())
    with pytest.raises(TermsRefused, match=f"content.{next(iter(content))}"):
        terms_of(replace(policy, content={**policy.content, **content}))


def test_the_shipped_rule_is_a_default_and_names_the_statute_for_its_length_only() -> None:
    policy = POLICIES.in_force("abstinence-clock", "three-years", NOW.date())
    assert (policy.status, TERMS.months, TERMS.article) == ("default", 36, "戒毒条例 7")


FIRST = date(2019, 1, 1)
OFFSETS = st.integers(0, 1500)


@for_all(
    st.lists(OFFSETS, min_size=1, max_size=3),
    st.lists(st.tuples(OFFSETS, st.none() | st.integers(-3, 400)), max_size=6),
    st.integers(0, 3000),
)
def test_a_count_day_by_day_comes_to_the_same(
    starts: list[int], times: list[tuple[int, int | None]], asked: int
) -> None:
    day = FIRST + timedelta(asked)
    held = tuple(
        Held(
            FIRST + timedelta(since),
            None if length is None else FIRST + timedelta(since + length),
            "custody",
        )
        for since, length in times
    )
    facts = ClockFacts(tuple(Start(FIRST + timedelta(n), "caught") for n in starts), held)
    answer = abstinence(facts, TERMS, day)
    known = [n for n in starts if n <= asked]
    if not known:
        assert answer.counting is Counting.NOT_STARTED
        return
    begun = FIRST + timedelta(max(known))

    def is_held(on_day: date) -> bool:
        return any(one.since < on_day and (one.until is None or on_day <= one.until) for one in held)

    def is_held_at_the_end(on_day: date) -> bool:
        return any(one.since <= on_day and (one.until is None or on_day < one.until) for one in held)

    while begun < day and is_held_at_the_end(begun):
        begun += timedelta(1)
    days_in_society, on_day, reached_on = 0, begun, None
    needed = (add_months(begun, 36) - begun).days
    while on_day < day:
        on_day += timedelta(1)
        days_in_society += not is_held(on_day)
        if days_in_society == needed and reached_on is None:
            reached_on = on_day
    if not (begun == day and is_held_at_the_end(begun)):  # still held ever since
        assert answer.since == begun
        assert answer.reached_on == reached_on
    counted_until = begun + timedelta(days_in_society)
    assert add_months(answer.since or day, answer.months) + timedelta(answer.days) == (
        counted_until if answer.since == begun else answer.since
    )


@for_all(st.lists(st.tuples(OFFSETS, st.none() | st.integers(-3, 400)), max_size=8), st.integers(0, 2000))
def test_merged_times_are_in_order_and_apart(times: list[tuple[int, int | None]], asked: int) -> None:
    held = tuple(
        Held(FIRST + timedelta(a), None if n is None else FIRST + timedelta(a + n), "custody")
        for a, n in times
    )
    together = merged(held, FIRST + timedelta(asked))
    for one, following in itertools.pairwise(together):
        assert one.until is not None
        assert one.since < one.until < following.since
