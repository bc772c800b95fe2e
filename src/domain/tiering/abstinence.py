"""The abstinence clock (戒断) as a fact: what `aftercare.abstinence` counts, and the events it rests on."""

from datetime import date
from typing import Any, get_args
from uuid import UUID

from ..aftercare.abstinence import AbstinenceAnswer, abstinence
from ..aftercare.clock_terms import ClockTerms, TermsRefused, terms_in_force
from ..aftercare.events import AftercareEvent, ThreeYearAbstinenceConfirmed
from ..aftercare.facts import facts_of
from ..aftercare.state import Clock
from ..measures.events import MeasureOrdered
from ..measures.facility_events import FacilityEntered
from ..person.state import Person, fold
from ..policies.book import NoPolicy, PolicyBook
from ..testing.events import (
    DrugTestResult,
    DrugTestResultObjected,
    DrugTestTaken,
    LaboratoryResultRecorded,
)
from .custody import ENDINGS
from .engine import Fact
from .timeline import Dated, Timeline

_CLOCK = tuple(kind for kind in get_args(AftercareEvent) if kind.TYPE.startswith("abstinence."))
_TESTS: tuple[Any, ...] = (DrugTestTaken, LaboratoryResultRecorded, DrugTestResultObjected)
_KINDS: tuple[Any, ...] = (*_CLOCK, FacilityEntered, *ENDINGS)


def abstinence_facts(timeline: Timeline, policies: PolicyBook) -> dict[str, Fact]:
    """The facts. A positive result to which the person objects leaves open what is counted."""
    tests = _ever_positive(timeline.of(*_TESTS))
    person = _person(timeline, tests)
    confirmed = [d.id for d in timeline.of(ThreeYearAbstinenceConfirmed)][-1:]
    is_confirmed = person.aftercare.clock is Clock.CONFIRMED
    return {
        "abstinence_months": _months(timeline, person, tests, policies),
        "three_years_confirmed": Fact(is_confirmed, tuple(confirmed) if is_confirmed else ()),
    }


def _ever_positive(tests: list[Dated]) -> list[Dated]:
    """What was recorded of tests that were positive at some time: no other sets the clock back."""
    positive = {d.event.test_id for d in tests if _is_positive(d)}
    return [d for d in tests if d.event.test_id in positive]


def _is_positive(dated: Dated) -> bool:
    return getattr(dated.event, "result", None) is DrugTestResult.POSITIVE


def _months(timeline: Timeline, person: Person, tests: list[Dated], policies: PolicyBook) -> Fact:
    try:
        terms = terms_in_force(policies, timeline.day)
    except (NoPolicy, TermsRefused):
        return Fact(None)
    disputed = {test_id for test_id, test in person.testing.tests.items() if test.is_objected}
    whole = _counted(person, terms, timeline.day)
    rests_on = _rests_on(timeline, whole, tests)
    if not disputed:
        return Fact(_value(whole), rests_on)
    settled = _person(timeline, [d for d in tests if d.event.test_id not in disputed])
    without = _counted(settled, terms, timeline.day)
    if _value(without) == _value(whole):
        return Fact(_value(whole), rests_on)
    objections = [d for d in tests if d.event.test_id in disputed]
    ids = dict.fromkeys((*_rests_on(timeline, without, tests), *(d.id for d in objections)))
    either = _value(whole)
    return Fact(_value(without), tuple(ids), () if either is None else (either,))


def _person(timeline: Timeline, tests: list[Dated]) -> Person:
    """The person as deciding sees one, of the events that the clock needs: orders before what follows."""
    dated = (*timeline.of(MeasureOrdered), *timeline.of(*_KINDS), *tests)
    return fold(one.event for one in dated)


def _counted(person: Person, terms: ClockTerms, day: date) -> AbstinenceAnswer:
    return abstinence(facts_of(person, terms), terms, day)


def _value(answer: AbstinenceAnswer) -> int | None:
    return None if answer.since is None else answer.months


def _rests_on(timeline: Timeline, answer: AbstinenceAnswer, tests: list[Dated]) -> tuple[UUID, ...]:
    """The events on the days that count: of the start, and where a time in custody begins and ends."""
    days = {answer.since, *(day for pause in answer.pauses for day in (pause.since, pause.until))}
    found = [d for d in timeline.of(*_KINDS) if d.day in days]
    for dated in tests:
        if dated.day == answer.since and _is_positive(dated):
            found.append(dated)
    return tuple(dated.id for dated in found)
