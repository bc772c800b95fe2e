"""Retiring a policy: from a day on, never for days that are past."""

from datetime import date, timedelta
from typing import Any

import pytest
from domain.policy_register.documents import (
    RULES,
    TODAY,
    pathway,
    publication,
    published,
    retired,
    retirement,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from spec import POLICIES, given_register, on

from tongxin.domain.events import Event
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.policies.book import NoPolicy, PolicyBook
from tongxin.domain.policy_register import rules
from tongxin.domain.policy_register.events import PolicyRetired
from tongxin.domain.policy_register.state import fold
from tongxin.domain.refusals import Refused, Rule

TOMORROW = TODAY + timedelta(1)
SECOND = publication(RULES, effective_from=TOMORROW)


def test_the_one_before_is_in_force_again() -> None:
    history = given_register(published(SECOND))
    (event,) = history.when(retirement(SECOND, TODAY + timedelta(10))).then_recorded(PolicyRetired)
    book = fold([published(SECOND), event]).over(POLICIES)
    versions = [book.in_force("tier-rules", "default-4tier", TODAY + timedelta(n)).version for n in (0, 1, 9)]
    assert versions == ["1", "2", "2"]
    assert book.in_force("tier-rules", "default-4tier", TODAY + timedelta(10)).version == "1"


def test_what_comes_with_the_code_is_retired_too_and_stays_known() -> None:
    (event,) = given_register().when(retirement(RULES, TODAY)).then_recorded(PolicyRetired)
    book = fold([event]).over(POLICIES)
    with pytest.raises(NoPolicy):
        book.in_force("tier-rules", "default-4tier", TODAY)
    assert book.in_force("tier-rules", "default-4tier", TODAY - timedelta(1)).content == RULES.content
    assert book.version("tier-rules", "default-4tier", "1").effective_until == TODAY


def test_what_never_was_in_force_may_be_taken_back_whole() -> None:
    early = pathway(effective_from=TOMORROW)
    history = given_register(published(early))
    (event,) = history.when(retirement(early, date(2021, 1, 1))).then_recorded(PolicyRetired)
    book = fold([published(early), event]).over(POLICIES)
    assert book.in_force("pathway", "6231", TODAY + timedelta(99)).version == "0"


@pytest.mark.parametrize(
    ("command", "rule", "field"),
    [
        (retirement(RULES, TODAY - timedelta(1)), rules.PAST_CHANGED, "retired_from"),
        (retirement(RULES, TODAY, version="9"), rules.UNKNOWN_POLICY, "version"),
        (retirement(RULES, TODAY, kind="legal-terms"), rules.KIND_NOT_PUBLISHED, "kind"),
        (retirement(RULES, TODAY, occurred_at=on("2026-07-01")), IN_FUTURE, "occurred_at"),
    ],
)
def test_what_cannot_be_retired_is_refused(command: Any, rule: Rule, field: str) -> None:
    given_register().when(command).then_refused(rule, field)


def test_a_retirement_is_moved_forward_and_not_back() -> None:
    gone = retired(retirement(RULES, TODAY + timedelta(30)))
    history = given_register(gone)
    history.when(retirement(RULES, TODAY + timedelta(30))).then_refused(rules.RETIRED_ALREADY, "retired_from")
    history.when(retirement(RULES, TODAY + timedelta(31))).then_refused(rules.RETIRED_ALREADY, "retired_from")
    history.when(retirement(RULES, TODAY + timedelta(3))).then_recorded(PolicyRetired)


def in_force_on(book: PolicyBook, day: date) -> str | None:
    try:
        return book.in_force("tier-rules", "default-4tier", day).version
    except NoPolicy:
        return None


steps = st.tuples(
    st.sampled_from(["publish", "retire"]),
    st.integers(1, 4).map(str),
    st.integers(-900, 900).map(lambda days: TODAY + timedelta(days)),
    st.none() | st.integers(-900, 900).map(lambda days: TODAY + timedelta(days)),
)


@settings(max_examples=300, deadline=None)
@given(given_steps=st.lists(steps, max_size=8))
def test_nothing_that_is_granted_changes_a_day_that_is_past(given_steps: list[Any]) -> None:
    days = [TODAY - timedelta(n) for n in range(1, 1000, 7)]
    history: list[Event] = []
    before = [in_force_on(POLICIES, day) for day in days]
    for action, version, day, until in given_steps:
        command: Any = retirement(RULES, day, version=version)
        if action == "publish":
            command = publication(RULES, version=version, effective_from=day, effective_until=until)
        outcome = given_register(*history).when(command).outcome
        assert outcome is not None
        if not isinstance(outcome, Refused):
            history += outcome
        book = fold(history).over(POLICIES)
        assert [in_force_on(book, day) for day in days] == before
