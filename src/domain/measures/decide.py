"""What happens when a command on a measure comes in; here the decisions, by subject elsewhere the rest."""

from typing import assert_never

from ..commands import Context
from ..events import Event
from ..grounds import check_ground
from ..person.dates import check_dates
from ..person.state import Person
from . import rules
from .checks import check_new, check_order, check_term, find, find_open
from .commands import (
    CancelMeasure,
    ChangeMeasure,
    CompleteMeasure,
    DecisionCommand,
    ExtendMeasure,
    MeasureCommand,
    OrderMeasure,
    PauseMeasure,
    ReleaseFromMeasure,
    ResumeMeasure,
    ServeDecision,
    TerminateMeasure,
)
from .community_commands import CommunityCommand
from .decide_community import decide_community
from .decide_endings import cancel, change, complete, release, terminate
from .decide_facility import decide_facility
from .events import DecisionServed, MeasureExtended, MeasureOrdered, MeasurePaused, MeasureResumed
from .facility_commands import FacilityCommand
from .kinds import MeasureKind, Recipient
from .law import check_law
from .legal_terms import terms_of_kind


def decide(person: Person, command: MeasureCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    check_ground(command)
    check_dates(person, command, context)
    events = _events(person, command, context)
    check_law(person, command, context)
    return events


def _events(person: Person, command: MeasureCommand, context: Context) -> list[Event]:
    if isinstance(command, CommunityCommand):
        return decide_community(person, command, context)
    if isinstance(command, FacilityCommand):
        return decide_facility(person, command, context)
    return _decide(person, command, context)


def _decide(person: Person, command: DecisionCommand, context: Context) -> list[Event]:
    match command:
        case OrderMeasure():
            return _order(person, command, context)
        case ServeDecision():
            return _serve(person, command, context)
        case PauseMeasure():
            return _pause(person, command, context)
        case ResumeMeasure():
            return _resume(person, command, context)
        case ExtendMeasure():
            return _extend(person, command, context)
        case ChangeMeasure():
            return change(person, command, context)
        case ReleaseFromMeasure():
            return release(person, command, context)
        case TerminateMeasure():
            return terminate(person, command, context)
        case CompleteMeasure():
            return complete(person, command, context)
        case CancelMeasure():
            return cancel(person, command, context)
        case _:
            assert_never(command)


def _order(person: Person, command: OrderMeasure, context: Context) -> list[Event]:
    measure_id = command.measure_id or context.new_id
    check_new(person, measure_id, "measure_id")
    check_term(command.term_months, command.term_days, "term_days")
    if command.follows_measure_id is not None:
        followed = find(person, command.follows_measure_id, "follows_measure_id")
        check_order("decided_on", command.decided_on, followed.decided_on)
    months = command.term_months or _months_by_law(command, context)
    return [MeasureOrdered.of(command, context, measure_id=measure_id, term_months=months)]


def _months_by_law(command: OrderMeasure, context: Context) -> int | None:
    """The term that the law of the day fixes, where the decision names none."""
    terms = terms_of_kind(context.policies, command.kind, command.decided_on)
    if terms is None or command.term_days is not None or command.at_own_request:
        return None
    return terms.number(str(command.kind), "months")


def _serve(person: Person, command: ServeDecision, context: Context) -> list[Event]:
    measure = find(person, command.measure_id)
    decided_on = measure.date_of(command.decision)
    if decided_on is None:
        raise rules.DECISION_NOT_MADE.refuse("decision")
    if command.served_to is Recipient.PERSON and command.decision in measure.served:
        raise rules.ALREADY_SERVED.refuse("decision")
    check_order("served_on", command.served_on, decided_on)
    return [DecisionServed.of(command, context)]


def _pause(person: Person, command: PauseMeasure, context: Context) -> list[Event]:
    measure = find_open(person, command.measure_id)
    if measure.paused_on is not None:
        raise rules.ALREADY_PAUSED.refuse("measure_id", paused_on=measure.paused_on)
    last_resumption = measure.pauses[-1][1] if measure.pauses else None
    check_order("paused_on", command.paused_on, measure.decided_on, last_resumption)
    return [MeasurePaused.of(command, context)]


def _resume(person: Person, command: ResumeMeasure, context: Context) -> list[Event]:
    measure = find_open(person, command.measure_id)
    if measure.paused_on is None:
        raise rules.NOT_PAUSED.refuse("measure_id")
    check_order("resumed_on", command.resumed_on, measure.paused_on)
    return [MeasureResumed.of(command, context)]


def _extend(person: Person, command: ExtendMeasure, context: Context) -> list[Event]:
    measure = find_open(person, command.measure_id)
    is_fixed_by_law = measure.kind is MeasureKind.COMPULSORY_ISOLATION and not measure.at_own_request
    if measure.term_months is None and measure.term_days is None and not is_fixed_by_law:
        raise rules.NO_TERM.refuse("measure_id")
    if command.by_months is None and command.by_days is None:
        raise rules.NO_EXTENSION_LENGTH.refuse("by_months")
    check_term(command.by_months, command.by_days, "by_days")
    check_order("decided_on", command.decided_on, measure.decided_on, measure.extended_on)
    return [MeasureExtended.of(command, context)]
