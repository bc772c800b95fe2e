"""Terms against a second count that walks day by day, their arithmetic, and the worker's open duties."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import pytest
from domain.measures.law_cases import (
    DETOX_RUNS,
    ISOLATED,
    REHAB_RUNS,
    away,
    breach,
    refused,
    used,
)
from domain.measures.measure_cases import DETOX_ID, ISOLATION_ID, MAINTENANCE, MAINTENANCE_ID, day
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from spec import POLICIES, on

from tongxin.domain.events import Event
from tongxin.domain.measures.community_events import PoliceInformed
from tongxin.domain.measures.counters import Counters, counters
from tongxin.domain.measures.duties import Duty, duties
from tongxin.domain.measures.kinds import BreachKind, MeasureKind, PoliceReportGround
from tongxin.domain.measures.legal_terms import measure_terms, terms_of_kind
from tongxin.domain.measures.measure import Ending, Measure, Period
from tongxin.domain.measures.terms import StepKind, most_by_change, term_of
from tongxin.domain.person.state import fold

ONE_DAY = timedelta(1)
FIRST = date(2012, 1, 1)
REFUSAL, USE = PoliceReportGround.REFUSAL, PoliceReportGround.DRUG_USE
BREACH = PoliceReportGround.SERIOUS_BREACH


def same_day_later(begun: date, months: int) -> date:
    """Walk from day to day to the same day of the month so many months later, or to that month's last."""
    day, passed = begun, 0
    while passed < months:
        day += ONE_DAY
        is_last = (day + ONE_DAY).day == 1
        if day.day == begun.day or (is_last and day.day < begun.day):
            passed += 1
    return day


def walk(begun: date, days: int, stopped: Iterable[Period]) -> date:
    """The first day after so many days on which the measure ran."""
    out = {first + timedelta(n) for first, until in stopped for n in range((until - first).days)}
    day = begun
    while days:
        days -= day not in out
        day += ONE_DAY
    return day


@st.composite
def stops(draw: st.DrawFn, begun: date) -> tuple[Period, ...]:
    found, day = [], begun
    for gap, length in draw(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 60)), max_size=4)):
        day += timedelta(gap)
        found.append((day, day + timedelta(length)))
        day += timedelta(length)
    return tuple(found)


@settings(max_examples=150, deadline=None)
@for_all(
    st.data(), st.integers(0, 3000), st.sampled_from(["detox", "rehab", "isolation"]), st.integers(0, 12)
)
def test_a_term_is_what_walking_day_by_day_finds(
    data: st.DataObject, after: int, what: str, extension: int
) -> None:
    begun = FIRST + timedelta(after)
    stopped = data.draw(stops(begun))
    asked = begun + timedelta(3000)
    kind = {
        "detox": MeasureKind.COMMUNITY_DETOX,
        "rehab": MeasureKind.COMMUNITY_REHAB,
        "isolation": MeasureKind.COMPULSORY_ISOLATION,
    }[what]
    is_isolation = kind is MeasureKind.COMPULSORY_ISOLATION
    measure = Measure(
        kind=kind,
        decided_on=begun if is_isolation else begun - ONE_DAY,
        term_months=data.draw(st.integers(1, 36)) if what == "rehab" else None,
        reported_on=None if is_isolation else begun,
        pauses=stopped,
        escapes=stopped,
        extension_months=extension if is_isolation else 0,
    )
    law = measure_terms(POLICIES, measure.decided_on)
    term = term_of(measure, law, asked)
    months = {"detox": 36, "isolation": 24 + extension, "rehab": measure.term_months or 0}[what]
    nominal = (same_day_later(begun, months) - begun).days
    expires_on = walk(begun, nominal, stopped)
    assert term.begins_on == begun
    assert term.expires_on == expires_on
    assert term.served_days == nominal
    assert nominal <= (same_day_later(begun, 36) - begun).days
    assert term.steps[-1].expires_on == expires_on
    assert sum(step.days for step in term.steps) == (expires_on - begun).days - nominal


@settings(max_examples=80, deadline=None)
@for_all(st.data(), st.integers(0, 3000), st.integers(1, 20), st.integers(0, 25))
def test_a_detention_is_what_walking_day_by_day_finds(
    data: st.DataObject, after: int, days: int, offset: int
) -> None:
    """治安管理处罚法 110: a day of restraint before it is a day less; 126: deferral puts its end off."""
    begun = FIRST + timedelta(after)
    measure = Measure(
        kind=MeasureKind.DETENTION,
        decided_on=begun - ONE_DAY,
        entered_on=begun,
        term_days=days,
        offset_days=offset,
        pauses=data.draw(stops(begun)),
    )
    term = term_of(measure, None, begun + timedelta(3000))
    assert term.expires_on == walk(begun, max(days - offset, 0), measure.pauses)
    assert term.served_days == max(days - offset, 0)


@settings(max_examples=60, deadline=None)
@for_all(st.integers(0, 3000), st.integers(0, 1500), st.data())
def test_served_days_are_those_that_ran(after: int, later: int, data: st.DataObject) -> None:
    begun = FIRST + timedelta(after)
    stopped = data.draw(stops(begun))
    measure = Measure(kind=MeasureKind.COMMUNITY_DETOX, decided_on=begun, reported_on=begun, pauses=stopped)
    asked = begun + timedelta(later)
    term = term_of(measure, measure_terms(POLICIES, begun), asked)
    out = {first + timedelta(n) for first, until in stopped for n in range((until - first).days)}
    end = min(asked, term.expires_on or asked)
    assert term.served_days == sum(begun + timedelta(n) not in out for n in range((end - begun).days))


def test_the_arithmetic_is_spelled_out() -> None:
    person = fold([*ISOLATED])
    measure = person.measures.by_id[ISOLATION_ID]
    escaped = Measure(
        kind=measure.kind,
        decided_on=measure.decided_on,
        escapes=((day("2021-08-02"), day("2021-08-09")),),
        extension_months=6,
    )
    term = term_of(escaped, measure_terms(POLICIES, measure.decided_on), day("2021-11-02"))
    assert [(step.kind, step.months, step.days, step.article) for step in term.steps] == [
        (StepKind.BEGINS, 0, 0, "戒毒条例 27"),
        (StepKind.TERM, 24, 0, "禁毒法 47"),
        (StepKind.EXTENSION, 6, 0, "禁毒法 47"),
        (StepKind.ESCAPE, 0, 7, "戒毒条例 32"),
    ]
    assert (term.expires_on, term.last_day) == (day("2023-05-09"), day("2023-05-08"))
    assert term.served_days == 365 - 7


def test_a_month_without_such_a_day_ends_with_its_last() -> None:
    measure = Measure(
        kind=MeasureKind.COMMUNITY_REHAB,
        decided_on=day("2020-01-30"),
        reported_on=day("2020-01-31"),
        term_months=13,
    )
    term = term_of(measure, measure_terms(POLICIES, measure.decided_on), day("2020-02-01"))
    assert term.expires_on == day("2021-02-28")


def test_before_reporting_no_term_runs_and_an_open_measure_has_no_end() -> None:
    detox = fold(DETOX_RUNS[:-1]).measures.by_id[DETOX_ID]
    term = term_of(detox, measure_terms(POLICIES, detox.decided_on), day("2020-01-01"))
    assert (term.begins_on, term.expires_on, term.served_days, term.last_day) == (None, None, 0, None)
    open_ended = fold([MAINTENANCE]).measures.by_id[MAINTENANCE_ID]
    term = term_of(open_ended, measure_terms(POLICIES, open_ended.decided_on), day("2020-01-16"))
    assert (term.expires_on, term.served_days) == (None, 10)


def test_while_the_measure_is_stopped_its_expiry_is_the_earliest_possible() -> None:
    detox = Measure(
        kind=MeasureKind.COMMUNITY_DETOX,
        decided_on=day("2019-06-03"),
        reported_on=day("2019-06-10"),
        paused_on=day("2020-03-02"),
    )
    law = measure_terms(POLICIES, detox.decided_on)
    for asked, out in (("2020-03-02", 0), ("2020-03-12", 10)):
        term = term_of(detox, law, day(asked))
        assert term.is_stopped
        assert term.expires_on == day("2022-06-10") + timedelta(out)


def test_what_was_served_in_isolation_is_taken_off_detox() -> None:
    isolation = Measure(
        kind=MeasureKind.COMPULSORY_ISOLATION,
        decided_on=day("2020-11-02"),
        ending=Ending.CHANGED,
        ended_on=day("2021-11-02"),
    )
    law = measure_terms(POLICIES, day("2021-11-02"))
    detox = Measure(
        kind=MeasureKind.COMMUNITY_DETOX, decided_on=day("2021-11-02"), reported_on=day("2021-11-05")
    )
    assert most_by_change(isolation, law, day("2021-11-02")) == 730
    term = term_of(detox, law, day("2021-11-05"), isolation)
    assert term.expires_on == day("2021-11-05") + timedelta(730)
    assert [(step.kind, step.article) for step in term.steps[1:]] == [(StepKind.OFFSET, "戒毒条例 31")]


def test_before_the_law_there_was_no_term() -> None:
    assert measure_terms(POLICIES, day("2008-05-31")) is None
    law = measure_terms(POLICIES, day("2010-01-01"))
    assert law is not None
    assert (law.number("community_detox", "months"), law.number("community_detox", "report_within_days")) == (
        36,
        None,
    )


def test_the_term_of_a_ban_is_the_one_decided_under_the_law_of_2025() -> None:
    ban = Measure(kind=MeasureKind.ENTERTAINMENT_BAN, decided_on=day("2026-02-02"), term_months=6)
    law = terms_of_kind(POLICIES, ban.kind, ban.decided_on)
    term = term_of(ban, law, day("2026-02-12"))
    assert (term.expires_on, term.served_days) == (day("2026-08-02"), 10)
    assert term.steps[-1].article == "治安管理处罚法 84"
    assert terms_of_kind(POLICIES, ban.kind, day("2025-12-31")) is None
    detox = terms_of_kind(POLICIES, MeasureKind.COMMUNITY_DETOX, day("2025-12-31"))
    assert detox == measure_terms(POLICIES, day("2025-12-31"))


def test_breaches_are_counted_within_the_measure() -> None:
    history = [
        *DETOX_RUNS,
        breach(DETOX_ID, "2020-01-01", BreachKind.TEST_EVADED),
        breach(DETOX_ID, "2020-02-01"),
        breach(DETOX_ID, "2020-03-01", BreachKind.DEPARTURE_WITHOUT_LEAVE),
        away(DETOX_ID, "2020-03-01", "2020-03-10"),
    ]
    measure = fold(history).measures.by_id[DETOX_ID]
    assert counters(measure, day("2020-01-31")) == Counters(1, 0, 0)
    assert counters(measure, day("2020-03-03")) == Counters(2, 1, 3)
    assert counters(measure, day("2021-01-01")) == Counters(2, 1, 10)


def told(ground: PoliceReportGround, text: str, measure_id: UUID = DETOX_ID) -> PoliceInformed:
    return PoliceInformed(
        occurred_at=on(text), measure_id=measure_id, sent_on=day(text), ground=ground, police_unit="x"
    )


THREE = [breach(DETOX_ID, text) for text in ("2020-01-01", "2020-02-01", "2020-03-01")]


@pytest.mark.parametrize(
    ("history", "owed"),
    [
        ([], []),
        ([used("2020-01-05")], [(USE, "2020-01-05")]),
        ([used("2019-06-09")], []),
        ([used("2020-01-05"), told(USE, "2020-01-06")], []),
        ([used("2020-01-05"), told(USE, "2020-01-06"), used("2020-02-05", 2)], [(USE, "2020-02-05")]),
        ([refused(DETOX_ID, "2019-06-20")], [(REFUSAL, "2019-06-20")]),
        ([refused(DETOX_ID, "2019-06-20"), told(BREACH, "2019-06-21")], [(REFUSAL, "2019-06-20")]),
        (THREE[:2], []),
        (THREE, [(BREACH, "2020-03-01")]),
        ([*THREE, told(BREACH, "2020-03-02")], []),
        ([away(DETOX_ID, "2020-08-01", "2020-08-31")], [(BREACH, "2020-08-31")]),
    ],
)
def test_what_is_owed_to_the_police(history: list[Event], owed: list[tuple[PoliceReportGround, str]]) -> None:
    person = fold([*DETOX_RUNS, *history])
    found = duties(person, day("2020-12-01"), POLICIES)
    assert found == [Duty(DETOX_ID, ground, day(since)) for ground, since in owed]


def test_in_rehabilitation_it_is_owed_too_while_it_runs() -> None:
    rehab_id = UUID("01970000-0000-7000-8000-0000000000a6")
    person = fold([*REHAB_RUNS, used("2023-01-05")])
    assert duties(person, day("2023-01-04"), POLICIES) == []
    assert duties(person, day("2023-01-05"), POLICIES) == [Duty(rehab_id, USE, day("2023-01-05"))]
