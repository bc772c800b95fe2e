"""Time limits that decisions and their service set running, and measures in the community."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from ..contact.events import LeaveGranted
from ..events import Event
from ..measures import community_events as community
from ..measures import events as decisions
from ..measures.kinds import MeasureDecision, MeasureKind, Recipient
from .docket import REPORT as _REPORT
from .docket import SIGN as _SIGN
from .docket import Course, Docket, end

REMEDIES = ("apply-for-review", "sue")
_TOLD = (Recipient.FAMILY, Recipient.EMPLOYER, Recipient.POLICE_STATION)
_TELL_OF = {
    MeasureDecision.ORDER: "tell-of-isolation",
    MeasureDecision.EXTENSION: "tell-of-extension",
    MeasureDecision.RELEASE: "tell-of-early-release",
}
_COMPLETED = {
    MeasureKind.COMMUNITY_DETOX: "tell-township-of-detox-completion",
    MeasureKind.COMMUNITY_REHAB: "tell-township-of-rehab-completion",
}
_OF_POLICE = frozenset(
    {
        MeasureKind.COMMUNITY_DETOX,
        MeasureKind.COMMUNITY_REHAB,
        MeasureKind.COMPULSORY_ISOLATION,
        MeasureKind.ENTERTAINMENT_BAN,
    }
)


def _served(docket: Docket, event: decisions.DecisionServed, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is None:
        return
    if event.served_to is Recipient.PERSON:
        _served_on_person(docket, event, basis, course)
        return
    to = Recipient.FAMILY if event.served_to is Recipient.GUARDIAN else event.served_to
    rule = _TELL_OF.get(event.decision)
    if rule is not None:
        docket.meet(rule, event.measure_id, basis, event.served_on, to)
    if event.decision is MeasureDecision.ORDER:
        docket.meet("tell-family-of-detention", event.measure_id, basis, event.served_on, to)
    is_completion = event.decision is MeasureDecision.COMPLETION and course.kind in _COMPLETED
    if is_completion and to is Recipient.TOWNSHIP:
        docket.meet(_COMPLETED[MeasureKind(course.kind)], event.measure_id, basis, event.served_on)


def _served_on_person(docket: Docket, event: decisions.DecisionServed, basis: UUID, course: Course) -> None:
    measure_id, day = event.measure_id, event.served_on
    is_isolation = course.kind == MeasureKind.COMPULSORY_ISOLATION
    if event.decision is MeasureDecision.ORDER:
        _order_received(docket, measure_id, day, basis, course)
    if event.decision is MeasureDecision.RELEASE:
        for certificate in ("give-isolation-certificate", "give-detention-certificate"):
            docket.meet(certificate, measure_id, basis, day)
    is_to_be_told = event.decision is not MeasureDecision.RELEASE or course.is_early
    rule = _TELL_OF.get(event.decision)
    if is_isolation and rule is not None and is_to_be_told:
        for to in _TOLD:
            docket.opened(rule, measure_id, basis, day, to)
    appealable = event.decision in (MeasureDecision.ORDER, MeasureDecision.EXTENSION)
    if appealable and course.kind in _OF_POLICE:
        for remedy in REMEDIES:
            docket.opened(remedy, measure_id, basis, day)


def _order_received(docket: Docket, measure_id: UUID, day: date, basis: UUID, course: Course) -> None:
    docket.meet("serve-isolation-before-execution", measure_id, basis, day)
    rules: tuple[str, ...] = ()
    if course.kind == MeasureKind.COMMUNITY_DETOX:
        rules = ("report-after-detox-order",)
    elif course.kind == MeasureKind.COMMUNITY_REHAB:
        rules = ("report-after-rehab-order", "sign-rehab-agreement")
    for rule in rules:
        docket.opened(rule, measure_id, basis, day)
    if rules and course.reported_on is not None:  # reported before the service was recorded
        docket.meet(rules[0], measure_id, basis, course.reported_on)


def _reported(docket: Docket, event: community.PersonReportedIn, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is None:
        return
    after_move = bool(docket.open_ones("report-after-move", event.measure_id))
    for rule in _REPORT:
        docket.meet(rule, event.measure_id, basis, event.reported_on)
    if course.kind == MeasureKind.COMMUNITY_DETOX and (after_move or course.reported_on is None):
        rule = "sign-new-agreement" if after_move else "sign-detox-agreement"
        docket.opened(rule, event.measure_id, basis, event.reported_on)
    course.reported_on = course.reported_on or event.reported_on


def _not_reported(docket: Docket, event: community.PersonNotReported, _basis: UUID) -> None:
    if event.with_good_reason:
        docket.lapse(event.measure_id, event.established_on, *_REPORT)


def _signed(docket: Docket, event: community.AgreementSigned, basis: UUID) -> None:
    for rule in _SIGN:
        docket.meet(rule, event.measure_id, basis, event.signed_on)


def _moved(docket: Docket, event: community.MeasureMoved, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is not None and course.kind == MeasureKind.COMMUNITY_DETOX:
        docket.lapse(event.measure_id, event.moved_on, *_REPORT, *_SIGN)
        docket.opened("report-after-move", event.measure_id, basis, event.moved_on)


def _absent(docket: Docket, event: community.AbsenceRecorded, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is None or course.kind != MeasureKind.COMMUNITY_DETOX:
        return
    entry = docket.opened("report-absence-in-writing", event.measure_id, basis, event.first_day)
    entry.days = (event.last_day - event.first_day).days + 1
    leave = any(first <= event.first_day <= last for first, last in docket.leaves)
    if event.with_leave or leave:
        entry.met_on, entry.met_by = event.first_day, basis


def _on_leave(docket: Docket, event: LeaveGranted, basis: UUID) -> None:
    docket.leaves.append((event.first_day, event.last_day))
    for entry in docket.entries:
        is_absence = entry.is_open and entry.rule == "report-absence-in-writing"
        if is_absence and event.first_day <= entry.since <= event.last_day:
            entry.met_on, entry.met_by = event.first_day, basis


def _completed(docket: Docket, event: decisions.MeasureCompleted, basis: UUID) -> None:
    course = docket.courses.get(event.measure_id)
    if course is None:
        return
    end(docket, event.measure_id, event.completed_on)
    if course.kind in _COMPLETED:
        rule = _COMPLETED[MeasureKind(course.kind)]
        docket.opened(rule, event.measure_id, basis, event.completed_on)


def _terminated(docket: Docket, event: decisions.MeasureTerminated, _basis: UUID) -> None:
    end(docket, event.measure_id, event.terminated_on)


def _cancelled(docket: Docket, event: decisions.MeasureCancelled, _basis: UUID) -> None:
    docket.lapse(event.measure_id, event.cancelled_on)


CHANGES: dict[type[Event], Callable[[Docket, Any, UUID], None]] = {
    decisions.DecisionServed: _served,
    decisions.MeasureTerminated: _terminated,
    decisions.MeasureCompleted: _completed,
    decisions.MeasureCancelled: _cancelled,
    community.PersonReportedIn: _reported,
    community.PersonNotReported: _not_reported,
    community.AgreementSigned: _signed,
    community.MeasureMoved: _moved,
    community.AbsenceRecorded: _absent,
    LeaveGranted: _on_leave,
}
