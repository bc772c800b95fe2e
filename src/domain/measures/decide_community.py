"""What happens when a command on a measure in the community comes in."""

from datetime import timedelta
from typing import assert_never

from ..checks import check_area
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .checks import check_order, find_in_community, find_open, is_by_agreement
from .community_commands import (
    CommunityCommand,
    FindSeriousBreach,
    IssueWarning,
    MoveMeasure,
    RecordAbsence,
    RecordBreach,
    RecordFailureToReport,
    RecordReporting,
    ReportToPolice,
    SignAgreement,
)
from .community_events import (
    AbsenceRecorded,
    AgreementSigned,
    BreachRecorded,
    MeasureMoved,
    PersonNotReported,
    PersonReportedIn,
    PoliceInformed,
    SeriousBreachFound,
    WarningIssued,
)
from .kinds import TEST_BREACHES, BreachKind, MeasureKind, SeriousBreachGround
from .measure import Measure

_DEPARTURE = frozenset({BreachKind.DEPARTURE_WITHOUT_LEAVE})
_RESTS_ON = {
    SeriousBreachGround.TESTS_EVADED_OR_REFUSED: TEST_BREACHES,
    SeriousBreachGround.DEPARTURES_WITHOUT_LEAVE: _DEPARTURE,
    SeriousBreachGround.DAYS_WITHOUT_LEAVE: _DEPARTURE,
}
_ONE_DAY = timedelta(days=1)


def decide_community(person: Person, command: CommunityCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RecordReporting():
            return _report_in(person, command, context)
        case RecordFailureToReport():
            return _fail_to_report(person, command, context)
        case SignAgreement():
            return _sign(person, command, context)
        case MoveMeasure():
            return _move(person, command, context)
        case RecordBreach():
            return _breach(person, command, context)
        case RecordAbsence():
            return _absence(person, command, context)
        case IssueWarning():
            measure = find_in_community(person, command.measure_id)
            check_order("issued_on", command.issued_on, measure.decided_on)
            return [WarningIssued.of(command, context)]
        case FindSeriousBreach():
            return _find_serious_breach(person, command, context)
        case ReportToPolice():
            measure = find_in_community(person, command.measure_id)
            check_order("sent_on", command.sent_on, measure.decided_on)
            return [PoliceInformed.of(command, context)]
        case _:
            assert_never(command)


def _report_in(person: Person, command: RecordReporting, context: Context) -> list[Event]:
    measure = find_in_community(person, command.measure_id)
    if not measure.may_report:
        raise rules.ALREADY_REPORTED.refuse("measure_id")
    check_order("reported_on", command.reported_on, measure.decided_on, measure.served_on, measure.moved_on)
    check_area(command.area, "area")
    return [PersonReportedIn.of(command, context)]


def _fail_to_report(person: Person, command: RecordFailureToReport, context: Context) -> list[Event]:
    measure = find_in_community(person, command.measure_id)
    if not measure.may_report:
        raise rules.ALREADY_REPORTED.refuse("measure_id")
    if measure.served_on is None and measure.moved_on is None:
        raise rules.NOT_SERVED.refuse("measure_id")
    check_order("established_on", command.established_on, measure.served_on, measure.moved_on)
    return [PersonNotReported.of(command, context)]


def _sign(person: Person, command: SignAgreement, context: Context) -> list[Event]:
    measure = find_open(person, command.measure_id)
    if not is_by_agreement(measure):
        raise rules.NO_AGREEMENT.refuse("measure_id")
    if not measure.may_sign:
        raise rules.ALREADY_SIGNED.refuse("measure_id")
    reported_on = None if measure.may_report else measure.last_reported_on
    check_order("signed_on", command.signed_on, measure.decided_on, measure.moved_on, reported_on)
    return [AgreementSigned.of(command, context)]


def _move(person: Person, command: MoveMeasure, context: Context) -> list[Event]:
    measure = find_in_community(person, command.measure_id)
    if command.to_area == measure.area:
        raise rules.SAME_AREA.refuse("to_area")
    earlier = (measure.decided_on, measure.last_reported_on, measure.moved_on)
    check_order("moved_on", command.moved_on, *earlier)
    check_area(command.to_area, "to_area")
    return [MeasureMoved.of(command, context)]


def _breach(person: Person, command: RecordBreach, context: Context) -> list[Event]:
    measure = find_open(person, command.measure_id)
    is_of_ban = measure.kind is MeasureKind.ENTERTAINMENT_BAN and command.kind is BreachKind.OTHER
    if not is_of_ban:
        find_in_community(person, command.measure_id)
    check_order("breached_on", command.breached_on, measure.decided_on)
    if command.test_id is not None:
        if command.kind not in TEST_BREACHES:
            raise rules.NO_TEST_BREACH.refuse("test_id")
        if any(breach.test_id == command.test_id for breach in measure.breaches):
            raise rules.TEST_COUNTED.refuse("test_id")
    if command.kind is BreachKind.DEPARTURE_WITHOUT_LEAVE:
        _check_departure_is_new(measure, command)
    return [BreachRecorded.of(command, context)]


def _check_departure_is_new(measure: Measure, command: RecordBreach) -> None:
    day = command.breached_on
    same = any(b.kind is command.kind and b.breached_on == day for b in measure.breaches)
    during = any(not a.with_leave and a.first_day <= day <= a.last_day for a in measure.absences)
    if same or during:
        raise rules.DEPARTURE_COUNTED.refuse("breached_on")


def _absence(person: Person, command: RecordAbsence, context: Context) -> list[Event]:
    measure = find_in_community(person, command.measure_id)
    check_order("first_day", command.first_day, measure.decided_on)
    check_order("last_day", command.last_day, command.first_day)
    for absence in measure.absences:
        if command.first_day <= absence.last_day and absence.first_day <= command.last_day:
            raise rules.ABSENCES_OVERLAP.refuse(
                "first_day", first_day=absence.first_day, last_day=absence.last_day
            )
    absent = AbsenceRecorded.of(command, context)
    if command.with_leave or _is_of_known_departure(measure, command):
        return [absent]
    departed = BreachRecorded.of(
        command, context, kind=BreachKind.DEPARTURE_WITHOUT_LEAVE, breached_on=command.first_day
    )
    return [departed, absent]


def _is_of_known_departure(measure: Measure, command: RecordAbsence) -> bool:
    first, last = command.first_day, command.last_day
    adjoins = any(
        not a.with_leave and (a.last_day + _ONE_DAY == first or last + _ONE_DAY == a.first_day)
        for a in measure.absences
    )
    return adjoins or any(
        b.kind is BreachKind.DEPARTURE_WITHOUT_LEAVE and first <= b.breached_on <= last
        for b in measure.breaches
    )


def _find_serious_breach(person: Person, command: FindSeriousBreach, context: Context) -> list[Event]:
    measure = find_in_community(person, command.measure_id)
    kinds = _RESTS_ON[command.ground]
    days = [breach.breached_on for breach in measure.breaches if breach.kind in kinds]
    if not days:
        raise rules.NO_BREACH.refuse("ground")
    check_order("found_on", command.found_on, min(days))
    return [SeriousBreachFound.of(command, context)]
