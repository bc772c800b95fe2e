"""What happens when a command on a measure in a facility comes in."""

from typing import assert_never

from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .checks import check_order, find_open
from .facility_commands import (
    AssessMeasure,
    EndMedicalLeave,
    EnterFacility,
    FacilityCommand,
    GrantMedicalLeave,
    RecordEscape,
    RecordRecapture,
    TransferFacility,
)
from .facility_events import (
    FacilityEntered,
    FacilityTransferred,
    MeasureAssessed,
    MedicalLeaveEnded,
    MedicalLeaveGranted,
    PersonEscaped,
    PersonRecaptured,
)
from .kinds import CUSTODY, WITHOUT_FACILITY, MeasureKind
from .measure import Measure


def decide_facility(person: Person, command: FacilityCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    measure = find_open(person, command.measure_id)
    if measure.kind in WITHOUT_FACILITY:
        raise rules.NO_FACILITY.refuse("measure_id")
    match command:
        case EnterFacility():
            return _enter(measure, command, context)
        case TransferFacility():
            _check_inside(measure)
            check_order("transferred_on", command.transferred_on, measure.entered_on, measure.transferred_on)
            return [FacilityTransferred.of(command, context)]
        case GrantMedicalLeave():
            return _grant_leave(measure, command, context)
        case EndMedicalLeave():
            if measure.leave_on is None:
                raise rules.NOT_ON_LEAVE.refuse("measure_id")
            check_order("ended_on", command.ended_on, measure.leave_on)
            return [MedicalLeaveEnded.of(command, context)]
        case RecordEscape():
            return _escape(measure, command, context)
        case RecordRecapture():
            if measure.escaped_on is None:
                raise rules.NOT_ESCAPED.refuse("measure_id")
            check_order("recaptured_on", command.recaptured_on, measure.escaped_on)
            return [PersonRecaptured.of(command, context)]
        case AssessMeasure():
            return _assess(measure, command, context)
        case _:
            assert_never(command)


def _enter(measure: Measure, command: EnterFacility, context: Context) -> list[Event]:
    if measure.entered_on is not None:
        raise rules.ALREADY_IN_FACILITY.refuse("measure_id")
    check_order("entered_on", command.entered_on, measure.decided_on)
    return [FacilityEntered.of(command, context)]


def _grant_leave(measure: Measure, command: GrantMedicalLeave, context: Context) -> list[Event]:
    _check_custody(measure)
    _check_inside(measure)
    if measure.leave_on is not None:
        raise rules.ALREADY_ON_LEAVE.refuse("measure_id")
    check_order("granted_on", command.granted_on, measure.entered_on, measure.back_on)
    return [MedicalLeaveGranted.of(command, context)]


def _escape(measure: Measure, command: RecordEscape, context: Context) -> list[Event]:
    _check_custody(measure)
    _check_inside(measure)
    last_recapture = measure.escapes[-1][1] if measure.escapes else None
    check_order("escaped_on", command.escaped_on, measure.entered_on, last_recapture)
    return [PersonEscaped.of(command, context)]


def _assess(measure: Measure, command: AssessMeasure, context: Context) -> list[Event]:
    if measure.kind is not MeasureKind.COMPULSORY_ISOLATION:
        raise rules.NO_ASSESSMENT.refuse("measure_id")
    if measure.entered_on is None:
        raise rules.NOT_IN_FACILITY.refuse("measure_id")
    check_order("assessed_on", command.assessed_on, measure.entered_on)
    return [MeasureAssessed.of(command, context)]


def _check_custody(measure: Measure) -> None:
    if measure.kind not in CUSTODY:
        raise rules.NO_CUSTODY.refuse("measure_id")


def _check_inside(measure: Measure) -> None:
    if measure.entered_on is None:
        raise rules.NOT_IN_FACILITY.refuse("measure_id")
    if measure.escaped_on is not None:
        raise rules.HAS_ESCAPED.refuse("measure_id", escaped_on=measure.escaped_on)
