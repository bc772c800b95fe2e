"""The abstinence clock and the end of dynamic control."""

from dataclasses import replace
from datetime import timedelta

import pytest
from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NOW, Scenario, given, on

from tongxin.domain.aftercare import rules
from tongxin.domain.aftercare.commands import (
    AftercareCommand,
    ConfirmThreeYearAbstinence,
    EndDynamicControl,
    PauseAbstinence,
    ResetAbstinence,
    ResumeAbstinence,
    StartAbstinence,
)
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
from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.events import Event

START = StartAbstinence(occurred_at=on("2020-09-01"), ground=ClockStart.RELEASE)
STARTED = AbstinenceStarted(occurred_at=on("2020-09-01"), ground=ClockStart.RELEASE)
PAUSE = PauseAbstinence(occurred_at=on("2021-02-01"), ground=ClockPause.CUSTODY)
PAUSED = AbstinencePaused(occurred_at=on("2021-02-01"), ground=ClockPause.CUSTODY)
RESUME = ResumeAbstinence(occurred_at=on("2021-02-16"))
RESUMED = AbstinenceResumed(occurred_at=on("2021-02-16"))
RESET = ResetAbstinence(occurred_at=on("2021-05-05"), ground=RelapseFound.POSITIVE_TEST)
CLOCK_RESET = AbstinenceReset(occurred_at=on("2021-05-05"), ground=RelapseFound.POSITIVE_TEST)
CONFIRM = ConfirmThreeYearAbstinence(occurred_at=on("2024-05-06"))
CONFIRMED = ThreeYearAbstinenceConfirmed(occurred_at=on("2024-05-06"))
END = EndDynamicControl(occurred_at=on("2024-05-07"))
ENDED = DynamicControlEnded(occurred_at=on("2024-05-07"))


def abstinent(*more: Event) -> Scenario:
    """A person whose clock was started, and what followed."""
    return given(REGISTERED, STARTED, *more)


def test_the_clock_starts_pauses_resumes_and_is_confirmed() -> None:
    given(REGISTERED).when(START).then(STARTED)
    abstinent().when(PAUSE).then(PAUSED)
    abstinent(PAUSED).when(RESUME).then(RESUMED)
    abstinent(PAUSED, RESUMED).when(CONFIRM).then(CONFIRMED)


def test_relapse_resets_the_clock_also_when_it_is_paused_or_confirmed() -> None:
    abstinent().when(RESET).then(CLOCK_RESET)
    abstinent(PAUSED).when(RESET).then(CLOCK_RESET)
    abstinent(CONFIRMED, ENDED).when(replace(RESET, occurred_at=on("2025-01-01"))).then_recorded(
        AbstinenceReset
    )


def test_the_clock_starts_once() -> None:
    for history in ((), (PAUSED,), (CLOCK_RESET,), (CONFIRMED,)):
        abstinent(*history).when(START).then_refused(rules.ABSTINENCE_STARTED)


def test_a_paused_clock_does_not_pause_again_and_a_running_one_does_not_resume() -> None:
    abstinent(PAUSED).when(PAUSE).then_refused(rules.ABSTINENCE_PAUSED)
    abstinent().when(RESUME).then_refused(rules.ABSTINENCE_NOT_PAUSED)


def test_a_clock_that_was_paused_stays_paused_through_a_reset() -> None:
    later = replace(RESUME, occurred_at=on("2021-06-01"))
    abstinent(PAUSED, CLOCK_RESET).when(later).then_recorded(AbstinenceResumed)
    abstinent(CLOCK_RESET).when(later).then_refused(rules.ABSTINENCE_NOT_PAUSED)


@pytest.mark.parametrize("command", [PAUSE, RESUME, RESET, CONFIRM])
def test_a_clock_that_was_never_started_does_nothing(command: AftercareCommand) -> None:
    given(REGISTERED).when(command).then_refused(rules.ABSTINENCE_NOT_STARTED)


@pytest.mark.parametrize("command", [CONFIRM, replace(PAUSE, occurred_at=on("2024-06-01"))])
def test_a_confirmed_clock_has_run_its_course(command: AftercareCommand) -> None:
    abstinent(CONFIRMED).when(command).then_refused(rules.THREE_YEARS_ALREADY_CONFIRMED)


@pytest.mark.parametrize(
    ("history", "command", "day"),
    [
        ((), PAUSE, "2020-08-31"),
        ((PAUSED,), RESUME, "2021-01-31"),
        ((), RESET, "2020-08-31"),
        ((PAUSED, RESUMED), CONFIRM, "2021-02-15"),
        ((CONFIRMED,), END, "2024-05-05"),
    ],
)
def test_nothing_happens_to_the_clock_before_what_it_follows_upon(
    history: tuple[Event, ...], command: AftercareCommand, day: str
) -> None:
    early = replace(command, occurred_at=on(day))
    abstinent(*history).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


def test_a_relapse_may_be_recorded_after_the_custody_that_followed_it() -> None:
    before_custody = replace(RESET, occurred_at=on("2021-01-30"))
    abstinent(PAUSED).when(before_custody).then_recorded(AbstinenceReset)
    reset = replace(CLOCK_RESET, occurred_at=on("2021-01-30"))
    abstinent(PAUSED, reset).when(replace(RESUME, occurred_at=on("2021-01-31"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )


def test_dynamic_control_ends_after_three_years_of_abstinence() -> None:
    abstinent(CONFIRMED).when(END).then(ENDED)


def test_dynamic_control_does_not_end_without_them() -> None:
    refused = abstinent().when(END).then_refused(rules.THREE_YEARS_NOT_CONFIRMED)
    assert refused.rule.article == "戒毒条例 7"


def test_dynamic_control_ends_once() -> None:
    abstinent(CONFIRMED, ENDED).when(END).then_refused(rules.DYNAMIC_CONTROL_ENDED)


def test_after_a_relapse_three_years_are_to_be_confirmed_anew() -> None:
    relapse = replace(CLOCK_RESET, occurred_at=on("2024-08-01"))
    late = replace(END, occurred_at=on("2024-09-01"))
    abstinent(CONFIRMED, ENDED, relapse).when(late).then_refused(rules.THREE_YEARS_NOT_CONFIRMED)
    confirmed = replace(CONFIRMED, occurred_at=on("2026-05-01"))
    abstinent(CONFIRMED, ENDED, relapse, confirmed).when(
        replace(END, occurred_at=on("2026-05-02"))
    ).then_recorded(DynamicControlEnded)


@for_all(
    st.lists(
        st.tuples(st.sampled_from([START, PAUSE, RESUME, RESET, CONFIRM, END]), st.integers(0, 2000)),
        max_size=30,
    )
)
def test_control_ends_only_with_a_confirmation_since_the_last_reset(
    commands: list[tuple[AftercareCommand, int]],
) -> None:
    events: list[Event] = [REGISTERED]
    at = on("2019-06-01")
    for command, days in commands:
        at = min(at + timedelta(days), NOW)
        outcome = given(*events).when(replace(command, occurred_at=at)).outcome
        events += outcome if isinstance(outcome, list) else []
    marks = [
        type(event)
        for event in events
        if isinstance(event, ThreeYearAbstinenceConfirmed | AbstinenceReset | DynamicControlEnded)
    ]
    for index, mark in enumerate(marks):
        if mark is DynamicControlEnded:
            assert index > 0
            assert marks[index - 1] is ThreeYearAbstinenceConfirmed
