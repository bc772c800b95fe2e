"""Facts about the measure in the community that is going on."""

from datetime import date, timedelta
from uuid import UUID

from ..measures.community_events import (
    AbsenceRecorded,
    BreachRecorded,
    PersonNotReported,
    PersonReportedIn,
    SeriousBreachFound,
)
from ..measures.events import DecisionServed, MeasureCompleted, MeasureOrdered
from ..measures.kinds import (
    COMMUNITY,
    TEST_BREACHES,
    BreachKind,
    MeasureDecision,
    MeasureKind,
    Recipient,
)
from ..testing.events import DrugTestEvaded, DrugTestRefused
from .custody import ENDINGS
from .engine import Fact
from .timeline import Dated, Timeline, days_in, months_between

_TO_REPORT = timedelta(days=15)
"""戒毒条例 14."""


def measure_facts(timeline: Timeline) -> dict[str, Fact]:
    """The facts, those of no measure where none is going on."""
    order = _going_on(timeline, COMMUNITY)
    own = [] if order is None else [d for d in timeline.events if _of(d) == order.event.measure_id]
    completed = [d for d in timeline.of(MeasureCompleted) if _kind(timeline, d.event.measure_id) in COMMUNITY]
    maintenance = _going_on(timeline, frozenset({MeasureKind.MAINTENANCE}))
    return {
        "measure_kind": Fact("") if order is None else Fact(order.event.kind.value, (order.id,)),
        "measure_year": _year(order, own, timeline.day),
        "failed_to_report": _failed_to_report(order, own, timeline.day),
        "measure_completed": Fact(bool(completed), tuple(d.id for d in completed[-1:])),
        "in_maintenance": Fact(False) if maintenance is None else Fact(True, (maintenance.id,)),
        **_breaches(order, own, timeline),
    }


def _of(dated: Dated) -> UUID | None:
    return getattr(dated.event, "measure_id", None)


def _kind(timeline: Timeline, measure_id: UUID) -> MeasureKind | None:
    return next((d.event.kind for d in timeline.of(MeasureOrdered) if _of(d) == measure_id), None)


def _going_on(timeline: Timeline, kinds: frozenset[MeasureKind]) -> Dated | None:
    """The order of the latest measure of these kinds that has not ended."""
    ended = {_of(d) for d in timeline.of(*ENDINGS)}
    open_ = [d for d in timeline.of(MeasureOrdered) if d.event.kind in kinds and _of(d) not in ended]
    return open_[-1] if open_ else None


def _year(order: Dated | None, own: list[Dated], day: date) -> Fact:
    """Which year of the measure it is, counted from reporting (戒毒条例 14)."""
    if order is None:
        return Fact(0)
    reported = [d for d in own if isinstance(d.event, PersonReportedIn)]
    if not reported:
        return Fact(None, (order.id,))
    return Fact(months_between(reported[0].day, day) // 12 + 1, (order.id, reported[0].id))


def _failed_to_report(order: Dated | None, own: list[Dated], day: date) -> Fact:
    """Whether the person did not report in time. That nothing is recorded is no proof of it."""
    if order is None:
        return Fact(False)
    if reported := [d for d in own if isinstance(d.event, PersonReportedIn)]:
        return Fact(False, (reported[0].id,))
    if found := [d for d in own if isinstance(d.event, PersonNotReported)]:
        return Fact(not found[-1].event.with_good_reason, (order.id, found[-1].id))
    served = [d for d in own if isinstance(d.event, DecisionServed) and _is_receipt(d.event)]
    if served and day <= served[0].day + _TO_REPORT:
        return Fact(False, (served[0].id,))
    return Fact(None, (order.id, *(d.id for d in served[:1])))


def _is_receipt(served: DecisionServed) -> bool:
    return served.decision is MeasureDecision.ORDER and served.served_to is Recipient.PERSON


def _breaches(order: Dated | None, own: list[Dated], timeline: Timeline) -> dict[str, Fact]:
    """The counters of 戒毒条例 20, within this measure."""
    tests, departures = [], []
    if order is not None:
        breaches = [d for d in own if isinstance(d.event, BreachRecorded)]
        tests = [d for d in breaches if d.event.kind in TEST_BREACHES]
        tests += [d for d in timeline.of(DrugTestRefused, DrugTestEvaded) if d.day >= order.day]
        departures = [d for d in breaches if d.event.kind is BreachKind.DEPARTURE_WITHOUT_LEAVE]
    by_test = {d.event.test_id or d.id for d in tests}
    absences = [d for d in own if isinstance(d.event, AbsenceRecorded) and not d.event.with_leave]
    days = {day for d in absences for day in _days_of(d.event, timeline.day)}
    found = [d for d in own if isinstance(d.event, SeriousBreachFound)]
    return {
        "evade_or_refuse_count": Fact(len(by_test), tuple(d.id for d in tests)),
        "departures": Fact(len(departures), tuple(d.id for d in departures)),
        "unauthorised_days": Fact(len(days), tuple(d.id for d in absences)),
        "serious_breach_found": Fact(bool(found), tuple(d.id for d in found)),
    }


def _days_of(absence: AbsenceRecorded, upto: date) -> frozenset[date]:
    return days_in(absence.first_day, min(absence.last_day, upto))
