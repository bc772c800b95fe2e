"""Facts about drug tests and about being caught."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ..aftercare.events import AbstinenceReset, AbstinenceStarted, ClockStart, RelapseFound
from ..measures.community_events import BreachRecorded
from ..measures.kinds import TEST_BREACHES
from ..testing.events import (
    DrugTestEvaded,
    DrugTestOrdered,
    DrugTestRefused,
    DrugTestResult,
    DrugTestResultObjected,
    DrugTestTaken,
    LaboratoryResultRecorded,
)
from .custody import Held
from .engine import Fact
from .timeline import NEVER, Dated, Timeline

_RESULTS = (DrugTestTaken, LaboratoryResultRecorded)
_MISSED = (DrugTestRefused, DrugTestEvaded)


def testing_facts(timeline: Timeline, held: list[Held]) -> dict[str, Fact]:
    """The facts. A test in custody tells nothing of life in society."""
    by_test: dict[UUID, list[Dated]] = defaultdict(list)
    kinds = (DrugTestOrdered, *_RESULTS, *_MISSED, DrugTestResultObjected)
    for dated in timeline.of(*kinds):
        by_test[dated.event.test_id].append(dated)
    return {
        "months_since_positive_test": _since_positive(by_test.values(), timeline, held),
        "months_since_caught": _since_caught(timeline),
        "missed_tests_6_months": _missed(by_test, timeline),
    }


def _since_positive(tests: Iterable[list[Dated]], timeline: Timeline, held: list[Held]) -> Fact:
    """Of the latest positive result. One that the person objects to is an open question."""
    certain: tuple[date, tuple[UUID, ...]] | None = None
    disputed: list[tuple[date, tuple[UUID, ...]]] = []
    for test in tests:
        taken = next((d for d in test if isinstance(d.event, DrugTestTaken)), None)
        results = [d for d in test if isinstance(d.event, _RESULTS)]
        if taken is None or results[-1].event.result is not DrugTestResult.POSITIVE:
            continue
        if any(one.covers(taken.day) for one in held):
            continue
        objections = [d for d in test if isinstance(d.event, DrugTestResultObjected)]
        ids = tuple(dict.fromkeys((taken.id, results[-1].id, *(d.id for d in objections))))
        if any(test.index(objection) > test.index(results[-1]) for objection in objections):
            disputed.append((taken.day, ids))
        elif certain is None or taken.day >= certain[0]:
            certain = (taken.day, ids)
    day, rests_on = certain or (None, ())
    newer = [one for one in disputed if day is None or one[0] > day]
    alternatives = tuple(sorted({timeline.months_since(one[0]) for one in newer}))
    return Fact(timeline.months_since(day), (*rests_on, *(i for one in newer for i in one[1])), alternatives)


def _since_caught(timeline: Timeline) -> Fact:
    """查获, as the abstinence clock has it."""
    caught = [
        d
        for d in timeline.of(AbstinenceReset, AbstinenceStarted)
        if d.event.ground in (RelapseFound.CAUGHT, ClockStart.LAST_CAUGHT)
    ]
    if not caught:
        return Fact(NEVER)
    return Fact(timeline.months_since(caught[-1].day), (caught[-1].id,))


def _missed(by_test: dict[UUID, list[Dated]], timeline: Timeline) -> Fact:
    """Tests evaded or refused in the last six months. One that is overdue may only not be entered yet."""
    missed: dict[UUID, list[UUID]] = defaultdict(list)
    for dated in timeline.of(*_MISSED, BreachRecorded):
        event = dated.event
        if isinstance(event, BreachRecorded) and event.kind not in TEST_BREACHES:
            continue
        if timeline.within_months(dated.day, 6):
            missed[event.test_id or dated.id].append(dated.id)
    rests_on = tuple(i for ids in missed.values() for i in ids)
    overdue = [d for test in by_test.values() for d in _overdue(test, timeline)]
    alternatives = (len(missed) + len(overdue),) if overdue else ()
    return Fact(len(missed), (*rests_on, *(d.id for d in overdue)), alternatives)


def _overdue(test: list[Dated], timeline: Timeline) -> list[Dated]:
    ordered = next((d for d in test if isinstance(d.event, DrugTestOrdered)), None)
    if ordered is None or len(test) > 1:
        return []
    due_on = ordered.event.due_on
    is_recent = due_on is not None and due_on < timeline.day and timeline.within_months(due_on, 6)
    return [ordered] if is_recent else []
