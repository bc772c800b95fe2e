"""What is there to do for each person, and by when? What the tasks are derived from, and the tasks.

Nothing is counted here: the tasks are what the domain's own functions answer for what is kept of a person.
"""

from collections.abc import Callable
from typing import Any, get_args

from ..domain.aftercare.events import AftercareEvent
from ..domain.aftercare.state import evolve as evolve_aftercare
from ..domain.calendar import law_date
from ..domain.classification import events as tiers
from ..domain.classification.state import Classification
from ..domain.classification.state import evolve as evolve_classification
from ..domain.correction.effective import is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.handover.events import HandoverEvent
from ..domain.handover.state import Handover
from ..domain.handover.state import evolve as evolve_handover
from ..domain.identity import events as identity
from ..domain.measures.events import MeasureEvent, MeasureOrdered
from ..domain.measures.kinds import COMMUNITY, CUSTODY
from ..domain.measures.measure import Measure
from ..domain.measures.state import Measures
from ..domain.measures.state import evolve as evolve_measures
from ..domain.testing import events as testing
from .kept_work import KeptClock, PersonWork, Tried, aftercare_of
from .projection import Key, Part, Projection, Rows
from .tasks import Task, tasks

Change = Callable[[PersonWork, Any], None]


def _measure(row: PersonWork, event: MeasureEvent) -> None:
    if isinstance(event, MeasureOrdered) and event.kind not in COMMUNITY | CUSTODY:
        return
    known = Measures(
        {event.measure_id: row.measures[event.measure_id]} if event.measure_id in row.measures else {}
    )
    after = evolve_measures(known, event).by_id.get(event.measure_id)
    if after is None:
        return
    if after.ended_on is None:
        row.measures[event.measure_id] = after
    elif after.kind in CUSTODY and after.entered_on is not None:
        row.measures[event.measure_id] = Measure(
            after.kind, after.decided_on, entered_on=after.entered_on, ended_on=after.ended_on
        )
    else:
        row.measures.pop(event.measure_id, None)


def _taken(row: PersonWork, event: testing.DrugTestTaken) -> None:
    row.tests[event.test_id] = Tried(law_date(event.occurred_at), event.result)


def _missed(row: PersonWork, event: testing.DrugTestRefused | testing.DrugTestEvaded) -> None:
    if event.test_id not in row.tests:
        row.tests[event.test_id] = Tried(law_date(event.occurred_at))


def _concluded(row: PersonWork, event: testing.LaboratoryResultRecorded) -> None:
    test = row.tests.get(event.test_id)
    if test is not None and test.result is not None:
        test.result = event.result


def _clock(row: PersonWork, event: AftercareEvent) -> None:
    after = evolve_aftercare(aftercare_of(row.clock), event)
    by = after.clock_started_by
    row.clock = KeptClock(
        after.clock,
        after.clock_started_on,
        None if by is None else by.value,
        after.clock_changed_on,
        after.dynamic_control_ended,
        after.pauses,
    )


def _handover(row: PersonWork, event: HandoverEvent) -> None:
    row.offer = evolve_handover(Handover(open=row.offer), event).open


def _tier(
    row: PersonWork, event: tiers.TierAssigned | tiers.TierObjected | tiers.TierObjectionReviewed
) -> None:
    after = evolve_classification(Classification(assignment=row.tier, objections=row.objections), event)
    row.tier = after.assignment
    row.objections = {key: one for key, one in after.objections.items() if one.is_open}


def _died(row: PersonWork, _event: identity.PersonDied) -> None:
    row.has_died = True


def _emigrated(row: PersonWork, _event: identity.PersonEmigrated) -> None:
    row.is_abroad = True


def _returned(row: PersonWork, _event: identity.PersonReturned) -> None:
    row.is_abroad = False


def _is_of_clock(kind: type[Event]) -> bool:
    return kind.TYPE.startswith(("abstinence.", "dynamic_control."))


_CHANGES: dict[type[Event], Change] = {
    **dict.fromkeys(get_args(MeasureEvent), _measure),
    testing.DrugTestTaken: _taken,
    testing.DrugTestRefused: _missed,
    testing.DrugTestEvaded: _missed,
    testing.LaboratoryResultRecorded: _concluded,
    **{kind: _clock for kind in get_args(AftercareEvent) if _is_of_clock(kind)},
    **dict.fromkeys(get_args(HandoverEvent), _handover),
    tiers.TierAssigned: _tier,
    tiers.TierObjected: _tier,
    tiers.TierObjectionReviewed: _tier,
    identity.PersonDied: _died,
    identity.PersonEmigrated: _emigrated,
    identity.PersonReturned: _returned,
}


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The row that an event concerns, if it concerns one."""
    event = recorded.event
    is_ours = type(event) in _CHANGES or isinstance(event, identity.PersonRegistered) or is_correction(event)
    return [(recorded.stream,)] if is_ours else []


def fold_person_work(rows: Rows[PersonWork], recorded: Recorded[Event]) -> None:
    """Bring what is kept of a person forward by one event."""
    event = recorded.event
    if isinstance(event, identity.PersonRegistered):
        rows.put(PersonWork(recorded.stream))
        return
    change = _CHANGES.get(type(event))
    if change is not None and (row := rows.take((recorded.stream,))) is not None:
        change(row, event)


PERSON_WORK = Projection(
    name="person_work",
    version=1,
    row=PersonWork,
    key=("stream",),
    keys=keys,
    fold=fold_person_work,
    refolds=True,
    reads=dict.fromkeys((identity.PersonRegistered, *_CHANGES)),
    part=Part(
        name="person_tasks",
        row=Task,
        key=("stream", "kind", "subject_id", "since"),
        owner=("stream",),
        of=tasks,
    ),
)
