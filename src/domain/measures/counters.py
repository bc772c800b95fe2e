"""What is counted of breaches within one measure (戒毒条例 20): three counters, each enough by itself."""

from dataclasses import dataclass
from datetime import date

from .kinds import TEST_BREACHES, BreachKind, SeriousBreachGround
from .legal_terms import LegalTerms
from .measure import Measure

_SECTION = "serious_breach"


@dataclass(frozen=True, slots=True)
class Counters:
    """`tests`: evaded and refused together. `days`: away without leave, added up."""

    tests: int
    departures: int
    days: int


def counters(measure: Measure, day: date) -> Counters:
    """The counters of a measure as they stand on a day."""
    breaches = [breach.kind for breach in measure.breaches if breach.breached_on <= day]
    away = [absence for absence in measure.absences if not absence.with_leave and absence.first_day <= day]
    return Counters(
        tests=sum(kind in TEST_BREACHES for kind in breaches),
        departures=sum(kind is BreachKind.DEPARTURE_WITHOUT_LEAVE for kind in breaches),
        days=sum((min(absence.last_day, day) - absence.first_day).days + 1 for absence in away),
    )


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
