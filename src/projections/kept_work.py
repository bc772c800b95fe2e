"""What is kept of a person so that the domain can say what there is to do."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from ..domain.aftercare.events import ClockStart, RelapseFound
from ..domain.aftercare.state import Aftercare, Clock, Pause
from ..domain.calendar import SHANGHAI
from ..domain.classification.state import Objection, TierAssignment
from ..domain.handover.state import Offer
from ..domain.measures.measure import Measure
from ..domain.measures.state import Measures
from ..domain.person.state import Person
from ..domain.testing.events import DrugTestResult
from ..domain.testing.state import DrugTest, Testing


@dataclass(slots=True)
class Tried:
    """A test on its day. `result`: None where the person refused or evaded it."""

    day: date
    result: DrugTestResult | None = None


@dataclass(slots=True)
class KeptClock:
    """What is kept of `aftercare.state.Aftercare`."""

    clock: Clock = Clock.NOT_STARTED
    started_on: date = date.min
    started_by: str | None = None
    changed_on: date = date.min
    control_ended: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(slots=True)
class PersonWork:
    """What tasks follow from. `measures`: those in the community that go on, and every time in custody."""

    stream: UUID
    measures: dict[UUID, Measure] = field(default_factory=dict)
    tests: dict[UUID, Tried] = field(default_factory=dict)
    clock: KeptClock = field(default_factory=KeptClock)
    offer: Offer | None = None
    tier: TierAssignment | None = None
    objections: dict[UUID, Objection] = field(default_factory=dict)
    has_died: bool = False
    is_abroad: bool = False


def aftercare_of(kept: KeptClock) -> Aftercare:
    """What was kept, as deciding sees it."""
    by = kept.started_by
    known = by in set(ClockStart)
    return Aftercare(
        clock=kept.clock,
        clock_started_on=kept.started_on,
        clock_started_by=None if by is None else ClockStart(by) if known else RelapseFound(by),
        clock_changed_on=kept.changed_on,
        dynamic_control_ended=kept.control_ended,
        pauses=kept.pauses,
    )


def person_of(row: PersonWork) -> Person:
    """The person, as far as tasks depend on it."""
    tests = {test_id: _test(tried) for test_id, tried in row.tests.items()}
    return Person(testing=Testing(tests), aftercare=aftercare_of(row.clock), measures=Measures(row.measures))


def _test(tried: Tried) -> DrugTest:
    at = datetime.combine(tried.day, time(12), SHANGHAI)
    return DrugTest(refused_at=at) if tried.result is None else DrugTest(taken_at=at, result=tried.result)
