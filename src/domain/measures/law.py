"""Whether the law allows what a command on a measure records; asked after the command makes sense at all."""

from ..commands import Context
from ..person.state import Person
from . import law_community as community
from . import law_deciding as deciding
from . import law_detention as detention
from . import law_isolation as isolation
from .commands import (
    ChangeMeasure,
    CompleteMeasure,
    ExtendMeasure,
    MeasureCommand,
    OrderMeasure,
    PauseMeasure,
    ReleaseFromMeasure,
    TerminateMeasure,
)
from .community_commands import FindSeriousBreach, RecordFailureToReport
from .facility_commands import EnterFacility, TransferFacility
from .kinds import COMMUNITY, MeasureKind
from .legal_terms import measure_terms, penalty_terms
from .measure import Measure

_ISOLATION = MeasureKind.COMPULSORY_ISOLATION


def check_law(person: Person, command: MeasureCommand, context: Context) -> None:
    """Refuse what a statute forbids, by the law in force on the day of the act."""
    if isinstance(command, OrderMeasure):
        _check_order(person, command, context)
        return
    measure = person.measures.by_id[command.measure_id]
    match command:
        case RecordFailureToReport():
            community.check_failure(measure, command, context)
        case FindSeriousBreach():
            community.check_serious_breach(measure, command, context)
        case CompleteMeasure():
            community.check_completion(person, measure, command, context)
        case EnterFacility():
            _check_entry(person, measure, command, context)
        case TransferFacility() if measure.kind is _ISOLATION:
            isolation.check_transfer(measure, command, context)
        case ReleaseFromMeasure() if measure.kind is _ISOLATION:
            deciding.check_decider(measure.kind, command)
            isolation.check_release(person, measure, command, context)
        case ExtendMeasure() if measure.kind is _ISOLATION:
            deciding.check_decider(measure.kind, command)
            isolation.check_extension(measure, command, context)
        case PauseMeasure() | ExtendMeasure() | ChangeMeasure() | TerminateMeasure():
            _check_course(person, measure, command, context)
        case _:
            pass


def _check_order(person: Person, command: OrderMeasure, context: Context) -> None:
    terms = measure_terms(context.policies, command.decided_on)
    penalties = penalty_terms(context.policies, command.decided_on)
    if terms:
        deciding.check_decider(command.kind, command)
    detention.check_offset(command)
    match command.kind:
        case MeasureKind.COMMUNITY_DETOX if terms:
            community.check_detox_order(person, command, terms)
        case MeasureKind.COMPULSORY_ISOLATION if terms:
            isolation.check_order(person, command, terms, context)
        case MeasureKind.COMMUNITY_REHAB if terms:
            community.check_rehab_order(person, command, terms)
        case MeasureKind.DETENTION if penalties:
            detention.check_detention_order(person, command, penalties)
        case MeasureKind.ENTERTAINMENT_BAN if terms:
            detention.check_ban(command, penalties)
        case _:
            pass


def _check_entry(person: Person, measure: Measure, command: EnterFacility, context: Context) -> None:
    if measure.kind is _ISOLATION and measure_terms(context.policies, command.entered_on):
        isolation.check_entry(person, measure, command)
    penalties = penalty_terms(context.policies, measure.decided_on)
    if measure.kind is MeasureKind.DETENTION and penalties:
        detention.check_detention_entry(person, measure, penalties, command.entered_on)


def _check_course(
    person: Person,
    measure: Measure,
    command: PauseMeasure | ExtendMeasure | ChangeMeasure | TerminateMeasure,
    context: Context,
) -> None:
    match command:
        case PauseMeasure():
            if terms := measure_terms(context.policies, command.paused_on):
                community.check_pause(measure, command, terms)
        case ExtendMeasure():
            terms = measure_terms(context.policies, command.decided_on)
            if terms and measure.kind in COMMUNITY:
                community.check_extension(measure, command, terms)
        case ChangeMeasure():
            if terms := measure_terms(context.policies, command.decided_on):
                isolation.check_change(person, measure, command, terms)
        case TerminateMeasure() if measure.kind is _ISOLATION:
            if terms := measure_terms(context.policies, command.terminated_on):
                isolation.check_termination(command, terms)
        case _:
            pass
