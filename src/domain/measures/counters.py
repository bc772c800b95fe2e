"""What is counted of breaches within one measure (戒毒条例 20): three counters, each enough by itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from .kinds import TEST_BREACHES, BreachKind, SeriousBreachGround
from .legal_terms import LegalTerms
from .measure import Measure

_SECTION = "serious_breach"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counters:
    """`tests`: evaded and refused together. `days`: away without leave, added up."""

    tests: int
    departures: int
    days: int


def counters(measure: Measure, day: date) -> Counters:
    """The counters of a measure as they stand on a day. A test counts once, and so does a day."""
    breaches = [breach for breach in measure.breaches if breach.breached_on <= day]
    tests = [breach.test_id for breach in breaches if breach.kind in TEST_BREACHES]
    known = {test_id for test_id in tests if test_id is not None}
    return Counters(
        tests=len(known) + tests.count(None),
        departures=sum(breach.kind is BreachKind.DEPARTURE_WITHOUT_LEAVE for breach in breaches),
        days=_days_away(measure, day),
    )


def _days_away(measure: Measure, day: date) -> int:
    away = sorted((a.first_day, min(a.last_day, day)) for a in measure.absences if not a.with_leave)
    counted, total = date.min, 0
    for first, last in away:
        total += max(0, (last - max(first, counted)).days + 1)
        counted = max(counted, last + _ONE_DAY)
    return total


def serious_grounds(measure: Measure, law: LegalTerms | None, day: date) -> frozenset[SeriousBreachGround]:
    """By which counters the breaches are serious on a day; by none where the law of the day has none."""
    if law is None:
        return frozenset()
    now = counters(measure, day)
    tests, departures = law.number(_SECTION, "tests"), law.number(_SECTION, "departures")
    most_days = law.number(_SECTION, "most_days")
    reached = {
        SeriousBreachGround.TESTS_EVADED_OR_REFUSED: tests is not None and now.tests >= tests,
        SeriousBreachGround.DEPARTURES_WITHOUT_LEAVE: departures is not None and now.departures >= departures,
        SeriousBreachGround.DAYS_WITHOUT_LEAVE: most_days is not None and now.days > most_days,
    }
    return frozenset(ground for ground, is_reached in reached.items() if is_reached)
