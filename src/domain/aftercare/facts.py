"""The facts on which the abstinence clock rests, gathered from the state of a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..calendar import law_date
from ..measures.kinds import CUSTODY, MeasureKind
from ..person.state import Person
from ..testing.events import DrugTestResult
from .clock_terms import CAUGHT, POSITIVE_TEST, RELEASE, ClockTerms
from .events import ClockPause, ClockStart, RelapseFound

_CALLED: dict[ClockStart | RelapseFound, str] = {
    ClockStart.LAST_POSITIVE_TEST: POSITIVE_TEST,
    ClockStart.LAST_CAUGHT: CAUGHT,
    ClockStart.RELEASE: RELEASE,
    RelapseFound.POSITIVE_TEST: POSITIVE_TEST,
    RelapseFound.CAUGHT: CAUGHT,
    RelapseFound.ADMITTED: "admitted",
}


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """A day from which abstinence may count, and what was on it."""

    day: date
    what: str


@dataclass(frozen=True, slots=True)
class Held:
    """A time not spent in society. The first day still counts, the last does not; `until` None: it lasts."""

    since: date
    until: date | None
    ground: str


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """`starts` in any order; `held` in any order, they may overlap."""

    starts: tuple[Start, ...] = ()
    held: tuple[Held, ...] = ()


def facts_of(person: Person, terms: ClockTerms) -> ClockFacts:
    """What is known of a person that the terms ask for.

    An officer's record of the clock counts whatever it rests on; a positive test after it, and custody that
    a measure tells of, count without one.
    """
    held = tuple(_held(person, terms.pauses))
    starts = list(_tests(person)) if POSITIVE_TEST in terms.starts else []
    aftercare = person.aftercare
    if aftercare.clock_started_on > date.min:  # none, where what started it was retracted
        starts.append(Start(aftercare.clock_started_on, _called(aftercare.clock_started_by)))
    elif RELEASE in terms.starts:
        starts += [Start(one.until, RELEASE) for one in held if one.until is not None]
    return ClockFacts(tuple(starts), held)


def _called(ground: ClockStart | RelapseFound | None) -> str:
    return "other" if ground is None else _CALLED.get(ground, "other")


def _tests(person: Person) -> Iterator[Start]:
    for test in person.testing.tests.values():
        at = test.taken_at or test.result_at
        if test.result is DrugTestResult.POSITIVE and at is not None:
            yield Start(law_date(at), POSITIVE_TEST)


def _held(person: Person, grounds: Iterable[str]) -> Iterator[Held]:
    for pause in person.aftercare.pauses:
        if pause.ground in grounds:
            yield Held(pause.since, pause.until, pause.ground)
    for measure in person.measures.by_id.values():
        isolated = measure.kind is MeasureKind.COMPULSORY_ISOLATION
        ground = ClockPause.COMPULSORY_ISOLATION if isolated else ClockPause.CUSTODY
        if measure.kind in CUSTODY and measure.entered_on is not None and ground in grounds:
            yield Held(measure.entered_on, measure.ended_on, ground)
