"""Whatever is asked, nothing is on record that the articles forbid; asked again, the answer is the same."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from domain.measures.law_cases import WOMAN
from domain.measures.lives_under_law import lives
from domain.measures.test_terms import same_day_later
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from spec import NOW, OFFICER, POLICIES

from tongxin.domain.addiction.events import AddictionFound, AddictionLevel
from tongxin.domain.calendar import law_date
from tongxin.domain.commands import Command, Context
from tongxin.domain.events import Event
from tongxin.domain.maternity.events import NursingEnded, NursingRecorded, PregnancyEnded, PregnancyRecorded
from tongxin.domain.measures import community_events as community
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures import facility_events as facility
from tongxin.domain.measures.kinds import (
    BreachKind,
    FacilityRunBy,
    MeasureKind,
    PauseGround,
    ReleaseManner,
    SeriousBreachGround,
    TerminationGround,
)
from tongxin.domain.measures.legal_terms import measure_terms
from tongxin.domain.measures.terms import term_of
from tongxin.domain.person.decider import decide
from tongxin.domain.person.state import evolve, fold
from tongxin.domain.refusals import Refused

ISOLATION, DETOX = MeasureKind.COMPULSORY_ISOLATION, MeasureKind.COMMUNITY_DETOX
ONE_DAY = timedelta(1)


class Past:
    """What was recorded before an event, asked without the state that deciding uses."""

    def __init__(self, events: list[Event], event: Any) -> None:
        self.before = events
        self.event = event

    def all(self, *kinds: type[Any], measure_id: UUID | None = None) -> list[Any]:
        found = [one for one in self.before if isinstance(one, kinds)]
        return [one for one in found if measure_id is None or one.measure_id == measure_id]

    def own(self, *kinds: type[Any]) -> list[Any]:
        return self.all(*kinds, measure_id=self.event.measure_id)

    @property
    def order(self) -> decisions.MeasureOrdered:
        (order,) = self.own(decisions.MeasureOrdered)
        assert isinstance(order, decisions.MeasureOrdered)
        return order

    def days_out(self, first: type[Any], last: type[Any], upto: date) -> int:
        """Days between two kinds of event, walked day by day."""
        stopped, out = None, set[date]()
        for one in self.own(first, last):
            day = law_date(one.occurred_at)
            if isinstance(one, first):
                stopped = day
            elif stopped is not None:
                out |= {stopped + n * ONE_DAY for n in range((day - stopped).days)}
                stopped = None
        return len({day for day in out if day < upto})

    def is_mother(self, day: date) -> bool:
        """Walks through the facts in the order in which they were recorded."""
        pregnant = nursing = False
        born = date.min
        for one in self.all(PregnancyRecorded, PregnancyEnded, NursingRecorded, NursingEnded):
            match one:
                case PregnancyRecorded():
                    pregnant = True
                case PregnancyEnded(ended_on=ended):
                    pregnant = ended >= day
                case NursingRecorded(child_born_on=born):
                    nursing, pregnant = True, pregnant and born >= day
                case NursingEnded(ended_on=ended):
                    nursing = ended >= day
        return pregnant or (nursing and day < same_day_later(born, 12))


def ordered(past: Past, event: decisions.MeasureOrdered) -> None:
    day = event.decided_on
    changed = past.all(decisions.MeasureChanged)
    if any(one.new_measure_id == event.measure_id for one in changed):
        assert event.kind is DETOX
        return
    if event.kind in (ISOLATION, DETOX):
        assert past.all(AddictionFound)[-1].level is not AddictionLevel.NOT_ADDICTED
    if event.kind is ISOLATION:
        assert not past.is_mother(day)
        assert event.term_months in (None, 24)
    if event.kind is DETOX:
        assert event.term_months in (None, 36)
    if event.kind is MeasureKind.COMMUNITY_REHAB:
        assert past.all(decisions.PersonReleased)
        assert (event.term_months or 0) <= 36


def entered(past: Past, event: facility.FacilityEntered) -> None:
    if past.order.kind is ISOLATION:
        assert not past.is_mother(event.entered_on)
        assert any(one.served_on <= event.entered_on for one in past.own(decisions.DecisionServed))


def transferred(past: Past, event: facility.FacilityTransferred) -> None:
    (entry,) = past.own(facility.FacilityEntered)
    moves = past.own(facility.FacilityTransferred)
    if event.run_by is FacilityRunBy.JUSTICE and not moves:
        assert event.transferred_on >= same_day_later(entry.entered_on, 3)
    if event.run_by is FacilityRunBy.PUBLIC_SECURITY and not moves:
        assert event.transferred_on < same_day_later(entry.entered_on, 12)


def extended(past: Past, event: decisions.MeasureExtended) -> None:
    assert past.order.kind is ISOLATION
    assert sum(one.by_months for one in (*past.own(decisions.MeasureExtended), event)) <= 12
    assert past.own(facility.MeasureAssessed)


def released(past: Past, event: decisions.PersonReleased) -> None:
    order, more = past.order, past.own(decisions.MeasureExtended)
    if event.manner is ReleaseManner.EARLY:
        assert not past.own(facility.PersonEscaped)
        assert event.released_on >= same_day_later(order.decided_on, 12)
        assert past.own(facility.MeasureAssessed)
        return
    nominal = same_day_later(order.decided_on, 24 + sum(one.by_months for one in more))
    out = past.days_out(facility.PersonEscaped, facility.PersonRecaptured, event.released_on)
    held = (event.released_on + ONE_DAY - order.decided_on).days - out
    assert held >= (nominal - order.decided_on).days


def completed(past: Past, event: decisions.MeasureCompleted) -> None:
    reported_on = past.own(community.PersonReportedIn)[0].reported_on
    before = [one for one in past.all(decisions.MeasureChanged) if one.new_measure_id == event.measure_id]
    months = past.order.term_months
    if past.order.kind is DETOX and not before:
        months = 36
    if months is not None and not past.own(decisions.MeasurePaused):
        assert event.completed_on >= same_day_later(reported_on, months) - ONE_DAY


def failed(past: Past, event: community.PersonNotReported) -> None:
    since = [one.served_on for one in past.own(decisions.DecisionServed)]
    since += [one.moved_on for one in past.own(community.MeasureMoved)]
    assert event.established_on - max(since) > timedelta(15)


def found_serious(past: Past, event: community.SeriousBreachFound) -> None:
    kinds = Counter(one.kind for one in past.own(community.BreachRecorded))
    away = [one for one in past.own(community.AbsenceRecorded) if not one.with_leave]
    assert {
        SeriousBreachGround.TESTS_EVADED_OR_REFUSED: kinds[BreachKind.TEST_EVADED]
        + kinds[BreachKind.TEST_REFUSED]
        >= 3,
        SeriousBreachGround.DEPARTURES_WITHOUT_LEAVE: kinds[BreachKind.DEPARTURE_WITHOUT_LEAVE] >= 3,
        SeriousBreachGround.DAYS_WITHOUT_LEAVE: len(away) > 30,
    }[event.ground]


def paused(past: Past, event: decisions.MeasurePaused) -> None:
    assert past.order.kind is not ISOLATION
    assert event.ground in (PauseGround.DETAINED, PauseGround.ARRESTED)


def terminated(past: Past, event: decisions.MeasureTerminated) -> None:
    in_prison = event.ground in (TerminationGround.IMPRISONED, TerminationGround.COMPULSORY_EDUCATION)
    assert past.order.kind is not ISOLATION or not in_prison


def changed(past: Past, event: decisions.MeasureChanged) -> None:
    assert (past.order.kind, event.to_kind) == (ISOLATION, DETOX)


CHECKS: dict[type[Event], Callable[[Past, Any], None]] = {
    decisions.MeasureOrdered: ordered,
    facility.FacilityEntered: entered,
    facility.FacilityTransferred: transferred,
    decisions.MeasureExtended: extended,
    decisions.PersonReleased: released,
    decisions.MeasureCompleted: completed,
    community.PersonNotReported: failed,
    community.SeriousBreachFound: found_serious,
    decisions.MeasurePaused: paused,
    decisions.MeasureTerminated: terminated,
    decisions.MeasureChanged: changed,
}


def answer(person: Any, command: Command, number: int) -> list[Event] | str:
    context = Context(
        now=NOW,
        occurred_at=command.occurred_at or NOW,
        actor=OFFICER,
        new_id=UUID(int=number),
        policies=POLICIES,
    )
    try:
        return decide(person, command, context)
    except Refused as refused:
        return f"{refused.rule.code} {refused.field} {refused}"


@pytest.mark.parametrize("is_woman", [True, False])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@for_all(commands=lives())
def test_nothing_forbidden_is_on_record(commands: list[Command], is_woman: bool) -> None:
    events: list[Event] = [REGISTERED, WOMAN] if is_woman else [REGISTERED]
    person = fold(events)
    for number, command in enumerate(commands):
        before, given = answer(person, command, number), answer(fold(events), command, number)
        assert before == given == answer(person, command, number)  # pure, and the same from the same history
        for event in given if isinstance(given, list) else ():
            if check := CHECKS.get(type(event)):
                check(Past(events, event), event)
            events.append(event)
            person = evolve(person, event)
    last_day = law_date(NOW)
    for measure in person.measures.by_id.values():
        before_it = person.measures.by_id.get(measure.follows) if measure.follows else None
        term = term_of(measure, measure_terms(POLICIES, measure.decided_on), last_day, before_it)
        if term.begins_on is not None and term.expires_on is not None:
            most = same_day_later(term.begins_on, 36)
            assert term.served_days <= (most - term.begins_on).days
