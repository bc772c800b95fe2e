"""What deciding needs to know of the measures taken with a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never
from uuid import UUID

from .community_events import (
    AbsenceRecorded,
    AgreementSigned,
    BreachRecorded,
    CommunityEvent,
    MeasureMoved,
    PersonNotReported,
    PersonReportedIn,
    PoliceInformed,
    SeriousBreachFound,
    WarningIssued,
)
from .events import (
    DecisionServed,
    MeasureCancelled,
    MeasureChanged,
    MeasureCompleted,
    MeasureEvent,
    MeasureExtended,
    MeasureOrdered,
    MeasurePaused,
    MeasureResumed,
    MeasureTerminated,
    PersonReleased,
)
from .facility_events import (
    FacilityEntered,
    FacilityEvent,
    FacilityTransferred,
    MeasureAssessed,
    MedicalLeaveEnded,
    MedicalLeaveGranted,
    PersonEscaped,
    PersonRecaptured,
)
from .kinds import FacilityRunBy, MeasureDecision, Recipient
from .measure import Absence, Assessment, Breach, Ending, Measure, Report

Course = DecisionServed | MeasurePaused | MeasureResumed | MeasureExtended
End = MeasureChanged | PersonReleased | MeasureTerminated | MeasureCompleted | MeasureCancelled


@dataclass(frozen=True, slots=True)
class Measures:
    """Every measure of the person, ended ones too, by identifier."""

    by_id: Mapping[UUID, Measure] = field(default_factory=dict)


def evolve(measures: Measures, event: MeasureEvent) -> Measures:
    """The state after an event. Trusts history; what rests on a retracted event has no effect."""
    if isinstance(event, MeasureOrdered):
        after = Measure(
            kind=event.kind,
            decided_on=event.decided_on,
            term_months=event.term_months,
            term_days=event.term_days,
            at_own_request=event.at_own_request,
            follows=event.follows_measure_id,
            ground=event.isolation_ground,
            is_grave=event.is_grave,
            offset_days=event.offset_days or 0,
        )
    else:
        before = measures.by_id.get(event.measure_id)
        if before is None:
            return measures
        after = _after(before, event)
        if after is before:
            return measures
    return Measures({**measures.by_id, event.measure_id: after})


def _after(measure: Measure, event: Course | End | CommunityEvent | FacilityEvent) -> Measure:
    if isinstance(event, CommunityEvent):
        return _in_community(measure, event)
    if isinstance(event, FacilityEvent):
        return _in_facility(measure, event)
    if isinstance(event, End):
        return _ended(measure, event)
    match event:
        case DecisionServed():
            return _served(measure, event)
        case MeasurePaused():
            return replace(measure, paused_on=event.paused_on)
        case MeasureResumed():
            paused_on = measure.paused_on or event.resumed_on
            return replace(measure, paused_on=None, pauses=(*measure.pauses, (paused_on, event.resumed_on)))
        case MeasureExtended():
            return replace(
                measure,
                extended_on=event.decided_on,
                extension_months=measure.extension_months + (event.by_months or 0),
                extension_days=measure.extension_days + (event.by_days or 0),
                served=measure.served - {MeasureDecision.EXTENSION},
            )
        case _:
            assert_never(event)


def _served(measure: Measure, event: DecisionServed) -> Measure:
    if event.served_to is not Recipient.PERSON:
        return measure
    served = measure.served | {event.decision}
    if event.decision is MeasureDecision.ORDER:
        return replace(measure, served=served, served_on=event.served_on)
    return replace(measure, served=served)


def _ended(measure: Measure, event: End) -> Measure:
    match event:
        case MeasureChanged():
            return replace(
                measure, ending=Ending.CHANGED, ended_on=event.decided_on, ending_decided_on=event.decided_on
            )
        case PersonReleased():
            return replace(
                measure,
                ending=Ending.RELEASED,
                ended_on=event.released_on,
                ending_decided_on=event.decided_on or event.released_on,
            )
        case MeasureTerminated():
            day = event.terminated_on
            return replace(measure, ending=Ending.TERMINATED, ended_on=day, ending_decided_on=day)
        case MeasureCompleted():
            day = event.completed_on
            return replace(measure, ending=Ending.COMPLETED, ended_on=day, ending_decided_on=day)
        case MeasureCancelled():
            cancelled = replace(measure, cancelled_on=event.cancelled_on)
            if measure.ended_on is not None:
                return cancelled
            return replace(cancelled, ending=Ending.CANCELLED, ended_on=event.cancelled_on)
        case _:
            assert_never(event)


def _in_community(measure: Measure, event: CommunityEvent) -> Measure:
    match event:
        case PersonReportedIn():
            return _reported_in(measure, event)
        case PersonNotReported():
            refused_on = measure.refused_on if event.with_good_reason else event.established_on
            return replace(measure, not_reported_on=event.established_on, refused_on=refused_on)
        case AgreementSigned():
            return replace(measure, may_sign=False, signed_on=event.signed_on)
        case MeasureMoved():
            return replace(
                measure, may_report=True, may_sign=True, moved_on=event.moved_on, area=event.to_area
            )
        case BreachRecorded():
            breach = Breach(event.kind, event.breached_on, event.test_id)
            return replace(measure, breaches=(*measure.breaches, breach))
        case AbsenceRecorded():
            absence = Absence(event.first_day, event.last_day, event.with_leave)
            return replace(measure, absences=(*measure.absences, absence))
        case WarningIssued():
            return replace(measure, warned_on=event.issued_on)
        case SeriousBreachFound():
            return replace(measure, serious_breach_on=event.found_on)
        case PoliceInformed():
            return replace(measure, reports=(*measure.reports, Report(event.sent_on, event.ground)))
        case _:
            assert_never(event)


def _reported_in(measure: Measure, event: PersonReportedIn) -> Measure:
    return replace(
        measure,
        may_report=False,
        reported_on=measure.reported_on or event.reported_on,
        last_reported_on=event.reported_on,
        area=event.area,
    )


def _in_facility(measure: Measure, event: FacilityEvent) -> Measure:
    match event:
        case FacilityEntered():
            since = event.entered_on if event.run_by is FacilityRunBy.PUBLIC_SECURITY else None
            return replace(measure, entered_on=event.entered_on, run_by=event.run_by, with_police_since=since)
        case FacilityTransferred():
            since = None
            if event.run_by is FacilityRunBy.PUBLIC_SECURITY:
                since = measure.with_police_since or event.transferred_on
            return replace(
                measure, transferred_on=event.transferred_on, run_by=event.run_by, with_police_since=since
            )
        case MedicalLeaveGranted():
            return replace(measure, leave_on=event.granted_on)
        case MedicalLeaveEnded():
            return replace(measure, leave_on=None, back_on=event.ended_on)
        case PersonEscaped():
            return replace(measure, escaped_on=event.escaped_on)
        case PersonRecaptured():
            escaped_on = measure.escaped_on or event.recaptured_on
            escapes = (*measure.escapes, (escaped_on, event.recaptured_on))
            return replace(measure, escaped_on=None, escapes=escapes)
        case MeasureAssessed():
            assessment = Assessment(event.assessed_on, event.proposal)
            return replace(
                measure,
                assessed_on=event.assessed_on,
                assessments=(*measure.assessments, assessment),
            )
        case _:
            assert_never(event)
