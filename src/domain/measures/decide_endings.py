"""What happens when a command that ends a measure comes in.

An ending by release, completion or change closes a measure that ran: nothing on it is dated later. An
imprisonment or a revocation may be learnt late, after more was recorded in good faith.
"""

from ..appeals.checks import has_set_aside
from ..appeals.events import AppealSubject
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .checks import check_new, check_order, check_term, find, find_open
from .commands import CancelMeasure, ChangeMeasure, CompleteMeasure, ReleaseFromMeasure, TerminateMeasure
from .events import (
    MeasureCancelled,
    MeasureChanged,
    MeasureCompleted,
    MeasureOrdered,
    MeasureTerminated,
    PersonReleased,
)
from .kinds import CUSTODY, ReleaseManner
from .measure import Measure


def change(person: Person, command: ChangeMeasure, context: Context) -> list[Event]:
    """One measure ends and the other is ordered, by one decision."""
    measure = find_open(person, command.measure_id)
    if command.to_kind is measure.kind:
        raise rules.SAME_KIND.refuse("to_kind")
    new_measure_id = command.new_measure_id or context.new_id
    check_new(person, new_measure_id, "new_measure_id")
    check_term(command.term_months, command.term_days, "term_days")
    check_order("decided_on", command.decided_on, measure.latest_on)
    return [
        MeasureChanged.of(command, context, new_measure_id=new_measure_id),
        MeasureOrdered.of(
            command,
            context,
            measure_id=new_measure_id,
            kind=command.to_kind,
            follows_measure_id=command.measure_id,
        ),
    ]


def release(person: Person, command: ReleaseFromMeasure, context: Context) -> list[Event]:
    """The person leaves custody."""
    measure = find_open(person, command.measure_id)
    if measure.kind not in CUSTODY:
        raise rules.NO_CUSTODY.refuse("measure_id")
    if measure.entered_on is None:
        raise rules.NOT_IN_FACILITY.refuse("measure_id")
    _check_runs(measure)
    if command.manner is ReleaseManner.EARLY and (command.decided_on is None or command.decider is None):
        missing = "decided_on" if command.decided_on is None else "decider"
        raise rules.RELEASE_WITHOUT_DECISION.refuse(missing)
    if command.decided_on is not None:
        check_order("decided_on", command.decided_on, measure.decided_on)
    check_order("released_on", command.released_on, command.decided_on, measure.latest_on)
    return [PersonReleased.of(command, context)]


def complete(person: Person, command: CompleteMeasure, context: Context) -> list[Event]:
    """A measure outside custody has run its course."""
    measure = find_open(person, command.measure_id)
    if measure.kind in CUSTODY:
        raise rules.ENDS_BY_RELEASE.refuse("measure_id")
    _check_runs(measure)
    check_order("completed_on", command.completed_on, measure.latest_on)
    return [MeasureCompleted.of(command, context)]


def terminate(person: Person, command: TerminateMeasure, context: Context) -> list[Event]:
    """The measure ends unfinished, also while it is paused or the person is away."""
    measure = find_open(person, command.measure_id)
    check_order("terminated_on", command.terminated_on, measure.decided_on)
    return [MeasureTerminated.of(command, context)]


def cancel(person: Person, command: CancelMeasure, context: Context) -> list[Event]:
    """The decision is revoked, whether the measure is open or has ended."""
    measure = find(person, command.measure_id)
    if measure.cancelled_on is not None:
        raise rules.ALREADY_CANCELLED.refuse("measure_id", cancelled_on=measure.cancelled_on)
    check_order("cancelled_on", command.cancelled_on, measure.decided_on)
    if command.appeal_id is not None and not has_set_aside(
        person, command.appeal_id, AppealSubject.MEASURE, command.measure_id
    ):
        raise rules.NOT_REVOKED_ON_APPEAL.refuse("appeal_id")
    return [MeasureCancelled.of(command, context)]


def _check_runs(measure: Measure) -> None:
    if measure.paused_on is not None:
        raise rules.MEASURE_PAUSED.refuse("measure_id", paused_on=measure.paused_on)
    if measure.escaped_on is not None:
        raise rules.HAS_ESCAPED.refuse("measure_id", escaped_on=measure.escaped_on)
