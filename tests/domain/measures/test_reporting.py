"""One last day to report (戒毒条例 14, 22, 38): in the list, for a finding, and for the tiers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from domain.histories import REGISTERED
from domain.measures.community_cases import FAIL
from domain.measures.measure_cases import DETOX, MOVED, REPORTED, SERVED
from domain.tiering.people import recorded
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import POLICIES, given, on

from tongxin.domain.deadlines.deadline import deadlines
from tongxin.domain.events import Event
from tongxin.domain.measures import rules_of_law as law
from tongxin.domain.measures.community_events import PersonNotReported
from tongxin.domain.tiering.facts import facts_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def served_on(day: date) -> tuple[Event, ...]:
    """An order of community detox, received by the person on a day."""
    at = on(day.isoformat())
    order = replace(DETOX, occurred_at=at, decided_on=day)
    return REGISTERED, order, replace(SERVED, occurred_at=at, served_on=day)


@for_all(received=st.dates(date(2019, 6, 1), date(2026, 3, 1)))
def test_the_fifteenth_day_is_the_last_one_everywhere_holiday_or_not(received: date) -> None:
    history, last = served_on(received), received + timedelta(15)
    [limit] = [d for d in deadlines(recorded(history), POLICIES, NOW) if d.rule == "report-after-detox-order"]
    assert limit.due_on == last
    facts = facts_of(recorded(history), last, POLICIES)["failed_to_report"]
    after = facts_of(recorded(history), last + timedelta(1), POLICIES)["failed_to_report"]
    assert (facts.value, after.value) == (False, None)
    early, late = (replace(FAIL, occurred_at=on(d.isoformat()), established_on=d)
                   for d in (last, last + timedelta(1)))  # fmt: skip
    given(*history).when(early).then_refused(law.REPORTING_NOT_DUE, "established_on")
    given(*history).when(late).then_recorded(PersonNotReported)


@pytest.mark.parametrize("article", ["戒毒条例 22"])
def test_a_move_begins_the_days_anew(article: str) -> None:
    history = (REGISTERED, DETOX, SERVED, REPORTED, MOVED)
    last = MOVED.moved_on + timedelta(15)
    early = replace(FAIL, occurred_at=on(last.isoformat()), established_on=last)
    assert article.rsplit(maxsplit=1)[-1] in (law.REPORTING_NOT_DUE.article or "").split(", ")
    given(*history).when(early).then_refused(law.REPORTING_NOT_DUE, "established_on")
