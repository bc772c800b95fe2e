"""A second reading of the articles: what each event must find recorded before it, and what must never be.

Written without the guards, states and sums that deciding uses: only from the events, walking day by day.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from domain.measures import test_terms
from tongxin.domain.addiction.events import AddictionFound, AddictionLevel
from tongxin.domain.calendar import law_date
from tongxin.domain.events import Event
from tongxin.domain.maternity.events import NursingEnded, NursingRecorded, PregnancyEnded, PregnancyRecorded
from tongxin.domain.measures import community_events as community
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures import facility_events as facility
from tongxin.domain.measures.kinds import (
    AssessmentProposal,
    BreachKind,
    FacilityRunBy,
    MeasureDecision,
    MeasureKind,
    PauseGround,
    Recipient,
    ReleaseManner,
    SeriousBreachGround,
    TerminationGround,
)
from tongxin.domain.proposals.events import Proposal, ProposalReceived

ISOLATION, DETOX = MeasureKind.COMPULSORY_ISOLATION, MeasureKind.COMMUNITY_DETOX
ONE_DAY = timedelta(1)
same_day_later = cache(test_terms.same_day_later)  # it walks: once is enough


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

    def receipts(self) -> list[date]:
        """On which days the person received the order."""
        wanted = (MeasureDecision.ORDER, Recipient.PERSON)
        served = self.own(decisions.DecisionServed)
        return [one.served_on for one in served if (one.decision, one.served_to) == wanted]

    def days_out(self, first: type[Any], last: type[Any], upto: date) -> int:
        """Days from one kind of event to the next of the other, or to the day asked about."""
        stopped, out = None, set[date]()
        for one in self.own(first, last):
            day = law_date(one.occurred_at)
            if isinstance(one, first):
                stopped = day
            elif stopped is not None:
                out |= {stopped + n * ONE_DAY for n in range((day - stopped).days)}
                stopped = None
        if stopped is not None:
            out |= {stopped + n * ONE_DAY for n in range((upto - stopped).days)}
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


def later(begun: date, extensions: list[Any], months: int = 0) -> date:
    """So many months later, and by as much as the extensions say: months first, then days."""
    months += sum(one.by_months or 0 for one in extensions)
    return same_day_later(begun, months) + sum(one.by_days or 0 for one in extensions) * ONE_DAY


def ordered(past: Past, event: decisions.MeasureOrdered) -> None:
    day = event.decided_on
    changed = past.all(decisions.MeasureChanged)
    before = [one for one in changed if one.new_measure_id == event.measure_id]
    if before:
        assert event.kind is DETOX
        assert is_within_the_rest(past, before[0].measure_id, event)
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


def is_within_the_rest(past: Past, isolation: UUID, event: decisions.MeasureOrdered) -> bool:
    """Three years less the days in isolation, which are those that were not escaped."""
    (order,) = past.all(decisions.MeasureOrdered, measure_id=isolation)
    told = Past(past.before, replace(event, measure_id=isolation))
    out = told.days_out(facility.PersonEscaped, facility.PersonRecaptured, event.decided_on)
    whole = (same_day_later(order.decided_on, 36) - order.decided_on).days
    served = (event.decided_on - order.decided_on).days - out
    given = same_day_later(event.decided_on, event.term_months or 0) - event.decided_on
    return given.days <= max(whole - served, 0)


def entered(past: Past, event: facility.FacilityEntered) -> None:
    if past.order.kind is ISOLATION:
        assert not past.is_mother(event.entered_on)
        assert any(day <= event.entered_on for day in past.receipts())


def transferred(past: Past, event: facility.FacilityTransferred) -> None:
    (entry,) = past.own(facility.FacilityEntered)
    moves = past.own(facility.FacilityTransferred)
    if event.run_by is FacilityRunBy.JUSTICE and not moves:
        assert event.transferred_on >= same_day_later(entry.entered_on, 3)
    if event.run_by is FacilityRunBy.PUBLIC_SECURITY and not moves:
        assert event.transferred_on < same_day_later(entry.entered_on, 12)


def extended(past: Past, event: decisions.MeasureExtended) -> None:
    assert past.order.kind is ISOLATION
    more = [*past.own(decisions.MeasureExtended), event]
    base = same_day_later(past.order.decided_on, 24)
    assert later(base, more) <= same_day_later(base, 12)
    assessed = past.own(facility.MeasureAssessed)
    assert any(one.proposal in (None, AssessmentProposal.EXTENSION) for one in assessed)
    out = past.days_out(facility.PersonEscaped, facility.PersonRecaptured, event.decided_on)
    end = later(past.order.decided_on, more[:-1], 24)
    assert (event.decided_on - past.order.decided_on).days - out < (end - past.order.decided_on).days


def released(past: Past, event: decisions.PersonReleased) -> None:
    order, more = past.order, past.own(decisions.MeasureExtended)
    if event.manner is ReleaseManner.EARLY:
        assert not past.own(facility.PersonEscaped)
        assert event.released_on >= same_day_later(order.decided_on, 12)
        assessed = past.own(facility.MeasureAssessed)
        assert any(one.proposal in (None, AssessmentProposal.EARLY_RELEASE) for one in assessed)
        return
    nominal = later(order.decided_on, more, 24)
    out = past.days_out(facility.PersonEscaped, facility.PersonRecaptured, event.released_on)
    held = (event.released_on + ONE_DAY - order.decided_on).days - out
    assert held >= (nominal - order.decided_on).days


def completed(past: Past, event: decisions.MeasureCompleted) -> None:
    reported_on = past.own(community.PersonReportedIn)[0].reported_on
    before = [one for one in past.all(decisions.MeasureChanged) if one.new_measure_id == event.measure_id]
    months = past.order.term_months
    if past.order.kind is DETOX and not before:
        months = 36
    if months is not None:
        out = past.days_out(decisions.MeasurePaused, decisions.MeasureResumed, event.completed_on)
        ran = (event.completed_on + ONE_DAY - reported_on).days - out
        assert ran >= (same_day_later(reported_on, months) - reported_on).days


def failed(past: Past, event: community.PersonNotReported) -> None:
    since = past.receipts()
    since += [one.moved_on for one in past.own(community.MeasureMoved)]
    assert event.established_on - max(since) > timedelta(15)


def found_serious(past: Past, event: community.SeriousBreachFound) -> None:
    kinds = Counter(one.kind for one in past.own(community.BreachRecorded))
    away = {
        one.first_day + n * ONE_DAY
        for one in past.own(community.AbsenceRecorded)
        for n in range((one.last_day - one.first_day).days + 1)
        if not one.with_leave
    }
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
    proposed = [one for one in past.own(ProposalReceived) if one.proposal is Proposal.CHANGE]
    assert proposed or past.own(facility.MedicalLeaveGranted) or past.is_mother(event.decided_on)


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


def check(events: list[Event], event: Event) -> None:
    """Fail where an event is one that the articles forbid after these."""
    if (reading := CHECKS.get(type(event))) is not None:
        reading(Past(events, event), event)
