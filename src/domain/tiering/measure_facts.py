"""Facts about the measure in the community that is going on."""

from datetime import date
from uuid import UUID

from ..measures.community_events import (
    AbsenceRecorded,
    BreachRecorded,
    PersonNotReported,
    PersonReportedIn,
    SeriousBreachFound,
)
from ..measures.counters import Counters, counters
from ..measures.events import DecisionServed, MeasureCompleted, MeasureOrdered
from ..measures.kinds import (
    COMMUNITY,
    TEST_BREACHES,
    BreachKind,
    MeasureDecision,
    MeasureKind,
    Recipient,
)
from ..measures.legal_terms import measure_terms
from ..measures.measure import Measure
from ..measures.reporting import last_day_to_report
from ..measures.state import Measures, evolve
from ..policies.book import PolicyBook
from .custody import ENDINGS
from .engine import Fact
from .timeline import Dated, Timeline, months_between


def measure_facts(timeline: Timeline, policies: PolicyBook) -> dict[str, Fact]:
    """The facts, those of no measure where none is going on."""
    order = _going_on(timeline, COMMUNITY)
    own = [] if order is None else [d for d in timeline.events if _of(d) == order.event.measure_id]
    measure = None if order is None else _folded(order, own)
    completed = [d for d in timeline.of(MeasureCompleted) if _kind(timeline, d.event.measure_id) in COMMUNITY]
    maintenance = _going_on(timeline, frozenset({MeasureKind.MAINTENANCE}))
    return {
        "measure_kind": Fact("") if order is None else Fact(order.event.kind.value, (order.id,)),
        "measure_year": _year(order, own, timeline.day),
        "failed_to_report": _failed_to_report(order, measure, own, timeline.day, policies),
        "measure_completed": Fact(bool(completed), tuple(d.id for d in completed[-1:])),
        "in_maintenance": Fact(False) if maintenance is None else Fact(True, (maintenance.id,)),
        **_breaches(measure, own, timeline.day),
    }


def _folded(order: Dated, own: list[Dated]) -> Measure:
    """The measure as deciding sees it: what is counted of it is counted there."""
    measures = evolve(Measures(), order.event)
    for dated in own:
        if dated is not order:
            measures = evolve(measures, dated.event)
    return measures.by_id[order.event.measure_id]


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


def _failed_to_report(
    order: Dated | None, measure: Measure | None, own: list[Dated], day: date, policies: PolicyBook
) -> Fact:
    """Whether the person did not report in time. That nothing is recorded is no proof of it."""
    if order is None or measure is None:
        return Fact(False)
    said = [d for d in own if isinstance(d.event, PersonReportedIn | PersonNotReported)]
    if said and isinstance(said[-1].event, PersonReportedIn):
        return Fact(False, (said[-1].id,))
    if said:
        return Fact(not said[-1].event.with_good_reason, (order.id, said[-1].id))
    served = [d for d in own if isinstance(d.event, DecisionServed) and _is_receipt(d.event)]
    last_day = last_day_to_report(measure, measure_terms(policies, day))
    if served and last_day is not None and day <= last_day:
        return Fact(False, (served[0].id,))
    return Fact(None, (order.id, *(d.id for d in served[:1])))


def _is_receipt(served: DecisionServed) -> bool:
    return served.decision is MeasureDecision.ORDER and served.served_to is Recipient.PERSON


def _breaches(measure: Measure | None, own: list[Dated], day: date) -> dict[str, Fact]:
    """The counters of 戒毒条例 20 within this measure, as `measures.counters` has them."""
    now = Counters(0, 0, 0) if measure is None else counters(measure, day)
    breaches = [d for d in own if isinstance(d.event, BreachRecorded)]
    tests = [d.id for d in breaches if d.event.kind in TEST_BREACHES]
    departures = [d.id for d in breaches if d.event.kind is BreachKind.DEPARTURE_WITHOUT_LEAVE]
    absences = [d.id for d in own if isinstance(d.event, AbsenceRecorded) and not d.event.with_leave]
    found = [d.id for d in own if isinstance(d.event, SeriousBreachFound)]
    return {
        "evade_or_refuse_count": Fact(now.tests, tuple(tests)),
        "departures": Fact(now.departures, tuple(departures)),
        "unauthorised_days": Fact(now.days, tuple(absences)),
        "serious_breach_found": Fact(bool(found), tuple(found)),
    }
