"""Time limits that isolation, its facility and a release set running.

禁毒法 40; 戒毒条例 27, 31, 33, 34; 治安管理处罚法 122.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ..calendar import add_months
from ..events import Event
from ..measures import events as decisions
from ..measures import facility_events as facility
from ..measures.kinds import FacilityRunBy, MeasureKind, Recipient, ReleaseManner
from ..proposals.events import ProposalAnswered, ProposalReceived, ReleaseAnnounced
from .docket import Course, Docket, end

_WITH_POLICE = ("transfer-to-justice", "leave-police-facility")
_CERTIFICATES = {
    MeasureKind.COMPULSORY_ISOLATION: "give-isolation-certificate",
    MeasureKind.DETENTION: "give-detention-certificate",
}


def _ordered(docket: Docket, event: decisions.MeasureOrdered, basis: UUID) -> None:
    course = Course(event.kind, event.decided_on, basis, event.term_months, event.term_days)
    docket.courses[event.measure_id] = course
    if event.kind is MeasureKind.COMPULSORY_ISOLATION:
        docket.opened("serve-isolation-before-execution", event.measure_id, basis, event.decided_on)
        docket.opened("announce-release", event.measure_id, basis, event.decided_on)
        _expect_release(docket, event.measure_id, course)
    if event.kind is MeasureKind.DETENTION:
        docket.opened("tell-family-of-detention", event.measure_id, basis, event.decided_on, Recipient.FAMILY)


def _expect_release(docket: Docket, measure_id: UUID, course: Course) -> None:
    """When release is expected: the term from the decision on, extended, without the days of an escape."""
    end: date | None = None
    has_term = course.term_months is not None or course.term_days is not None
    if has_term and course.escaped_on is None:
        end = add_months(course.decided_on, (course.term_months or 0) + course.more_months)
        end += timedelta((course.term_days or 0) + course.more_days + course.days_escaped)
    for entry in docket.open_ones("announce-release", measure_id):
        entry.about = end


def _extended(docket: Docket, event: decisions.MeasureExtended, basis: UUID) -> None:
    docket.meet("decide-extension", event.measure_id, basis, event.decided_on)
    course = docket.courses.get(event.measure_id)
    if course is not None:
        course.more_months += event.by_months or 0
        course.more_days += event.by_days or 0
        _expect_release(docket, event.measure_id, course)


def _entered(docket: Docket, event: facility.FacilityEntered, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    is_isolation = course is not None and course.kind == MeasureKind.COMPULSORY_ISOLATION
    if is_isolation and event.run_by is FacilityRunBy.PUBLIC_SECURITY:
        for rule in _WITH_POLICE:
            docket.opened(rule, event.measure_id, basis, event.entered_on)
    for entry in docket.entries:
        if (entry.rule, entry.subject_id) == ("serve-isolation-before-execution", event.measure_id):
            entry.about = event.entered_on


def _transferred(docket: Docket, event: facility.FacilityTransferred, basis: UUID) -> None:
    if event.run_by is not FacilityRunBy.PUBLIC_SECURITY:
        for rule in _WITH_POLICE:
            docket.meet(rule, event.measure_id, basis, event.transferred_on)


def _escaped(docket: Docket, event: facility.PersonEscaped, _basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is not None:
        course.escaped_on = event.escaped_on
        _expect_release(docket, event.measure_id, course)


def _recaptured(docket: Docket, event: facility.PersonRecaptured, _basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is not None:
        escaped_on, course.escaped_on = course.escaped_on or event.recaptured_on, None
        course.days_escaped += (event.recaptured_on - escaped_on).days
        _expect_release(docket, event.measure_id, course)


def _received(docket: Docket, event: ProposalReceived, basis: UUID) -> None:
    rule = "decide-" + event.proposal.replace("_", "-")
    docket.opened(rule, event.measure_id, basis, event.received_on)


def _answered(docket: Docket, event: ProposalAnswered, basis: UUID) -> None:
    rule = "decide-" + event.proposal.replace("_", "-")
    docket.meet(rule, event.measure_id, basis, event.answered_on)


def _announced(docket: Docket, event: ReleaseAnnounced, basis: UUID) -> None:
    docket.meet("announce-release", event.measure_id, basis, event.announced_on)


def _released(docket: Docket, event: decisions.PersonReleased, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is None:
        return
    course.is_early = event.manner is ReleaseManner.EARLY
    if course.is_early:
        decided_on = event.decided_on or event.released_on
        docket.meet("decide-early-release", event.measure_id, basis, decided_on)
    for entry in docket.entries:
        if (entry.rule, entry.subject_id) == ("announce-release", event.measure_id):
            entry.about = event.released_on
    end(docket, event.measure_id, event.released_on)
    if (rule := _CERTIFICATES.get(MeasureKind(course.kind))) is not None:
        docket.opened(rule, event.measure_id, basis, event.released_on).about = event.released_on
        if event.certificate_number is not None:
            docket.meet(rule, event.measure_id, basis, event.released_on)


def _changed(docket: Docket, event: decisions.MeasureChanged, basis: UUID) -> None:
    docket.meet("decide-change", event.measure_id, basis, event.decided_on)
    end(docket, event.measure_id, event.decided_on)


CHANGES: dict[type[Event], Callable[[Docket, Any, UUID], None]] = {
    decisions.MeasureOrdered: _ordered,
    decisions.MeasureExtended: _extended,
    decisions.MeasureChanged: _changed,
    decisions.PersonReleased: _released,
    facility.FacilityEntered: _entered,
    facility.FacilityTransferred: _transferred,
    facility.PersonEscaped: _escaped,
    facility.PersonRecaptured: _recaptured,
    ProposalReceived: _received,
    ProposalAnswered: _answered,
    ReleaseAnnounced: _announced,
}
