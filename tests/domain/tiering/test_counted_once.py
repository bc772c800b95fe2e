"""What a tier rests on is counted where deciding counts it, and nowhere else."""

from datetime import date, timedelta
from uuid import UUID

from domain.histories import REGISTERED
from domain.tiering.people import POLICIES, TODAY, abstinent_since, community, recorded, taken, tier_of
from domain.tiering.test_default_rules import CASES, OBJECTED, REFUTED, isolated
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.domain.aftercare.abstinence import abstinence
from tongxin.domain.aftercare.clock_terms import terms_in_force
from tongxin.domain.aftercare.facts import facts_of as clock_facts
from tongxin.domain.correction.effective import effective
from tongxin.domain.events import Event
from tongxin.domain.measures.counters import Counters, counters
from tongxin.domain.measures.events import MeasureOrdered
from tongxin.domain.person.state import fold
from tongxin.domain.policies.book import PolicyBook
from tongxin.domain.testing.events import DrugTestResultObjected
from tongxin.domain.tiering.facts import facts_of
from tongxin.domain.tiering.timeline import Chronicle

some_events = st.lists(st.sampled_from([event for case in CASES for event in case.events]), max_size=9)
days = st.integers(0, 900).map(lambda back: TODAY - timedelta(back))


@settings(max_examples=300, deadline=None)
@given(events=some_events, day=days)
def test_the_months_are_those_that_aftercare_counts(events: list[Event], day: date) -> None:
    events = [event for event in events if not isinstance(event, DrugTestResultObjected)]
    timeline = Chronicle(effective(recorded(events))).upto(day)
    orders = [d.event for d in timeline.events if d.event.TYPE.startswith("measure.ordered/")]
    others = [d.event for d in timeline.events if d.event not in orders]
    person, terms = fold([REGISTERED, *orders, *others]), terms_in_force(POLICIES, day)
    counted = abstinence(clock_facts(person, terms), terms, day)
    fact = facts_of(recorded(events), day, POLICIES)["abstinence_months"]
    assert fact.value == (None if counted.since is None else counted.months)
    assert bool(fact.rests_on) is (counted.since is not None)


@settings(max_examples=200, deadline=None)
@given(events=some_events, day=days)
def test_the_breaches_are_those_that_the_law_counts(events: list[Event], day: date) -> None:
    events = [*community("2025-01-10"), *(event for event in events if not isinstance(event, MeasureOrdered))]
    facts = facts_of(recorded(events), day, POLICIES)
    measures = fold(d.event for d in Chronicle(recorded(events)).upto(day).events).measures.by_id
    shown = Counters(*(facts[n].value for n in ("evade_or_refuse_count", "departures", "unauthorised_days")))  # type: ignore[arg-type]
    assert shown in {Counters(0, 0, 0), *(counters(measure, day) for measure in measures.values())}


def test_time_in_isolation_does_not_count_although_nobody_paused_the_clock() -> None:
    assert tier_of(abstinent_since("2020-06-01"), *isolated("2021-06-01", "2022-06-01")).tier == "T4"
    held = facts_of(
        recorded((abstinent_since("2023-01-01"), *isolated("2023-06-01", "2025-06-01"))), TODAY, POLICIES
    )
    assert held["abstinence_months"].value == 16  # and thirty days: 731 days do not count


def test_a_positive_test_sets_the_count_back_although_nobody_reset_the_clock() -> None:
    history = (abstinent_since("2020-06-01"), taken("2026-05-01"))
    assert facts_of(recorded(history), TODAY, POLICIES)["abstinence_months"].value == 1
    disputed = facts_of(recorded((*history, OBJECTED)), TODAY, POLICIES)["abstinence_months"]
    assert (disputed.value, disputed.alternatives) == (72, (1,))
    refuted = facts_of(recorded((*history, OBJECTED, REFUTED)), TODAY, POLICIES)["abstinence_months"]
    assert (refuted.value, refuted.alternatives) == (72, ())


def test_without_terms_nothing_is_counted() -> None:
    facts = facts_of(recorded((abstinent_since("2020-06-01"),)), TODAY, PolicyBook())
    assert facts["abstinence_months"].value is None


def test_a_fact_rests_on_the_events_of_the_days_that_count() -> None:
    history = recorded(
        (
            abstinent_since("2020-06-01"),
            *isolated("2021-06-01", "2022-06-01"),
            taken("2026-05-01", test_id=UUID(int=5)),
        )
    )
    facts = facts_of(history[:-1], TODAY, POLICIES)
    types = {one.event.TYPE for one in history if one.event_id in facts["abstinence_months"].rests_on}
    assert types == {"abstinence.started/1", "measure.facility_entered/1", "measure.released/1"}
