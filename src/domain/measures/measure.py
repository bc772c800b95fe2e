"""One measure as deciding sees it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from .kinds import (
    AssessmentProposal,
    BreachKind,
    FacilityRunBy,
    IsolationGround,
    MeasureDecision,
    MeasureKind,
    PoliceReportGround,
)

Period = tuple[date, date]
"""From, to."""


class Status(StrEnum):
    """Where a measure stands, derived from its dates."""

    ORDERED = "ordered"
    EXECUTING = "executing"
    PAUSED = "paused"
    MEDICAL_LEAVE = "medical_leave"
    ESCAPED = "escaped"
    ENDED = "ended"


class Ending(StrEnum):
    """How a measure ended."""

    CHANGED = "changed"
    RELEASED = "released"
    TERMINATED = "terminated"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


ENDED_BY = {
    MeasureDecision.CHANGE: Ending.CHANGED,
    MeasureDecision.RELEASE: Ending.RELEASED,
    MeasureDecision.TERMINATION: Ending.TERMINATED,
    MeasureDecision.COMPLETION: Ending.COMPLETED,
}


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that was not kept."""

    kind: BreachKind
    breached_on: date
    test_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away from the county, first and last counted."""

    first_day: date
    last_day: date
    with_leave: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """A diagnostic assessment, and what the facility proposed on it."""

    assessed_on: date
    proposal: AssessmentProposal | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the worker told the police."""

    sent_on: date
    ground: PoliceReportGround


@dataclass(frozen=True, slots=True)
class Measure:
    """The facts of a measure; a date is None until the fact is recorded.

    The three clocks: `decided_on`; `served_on`, the receipt of the order by the person; `reported_on`, the
    first reporting (`last_reported_on`: the latest one, after a move). `paused_on`, `leave_on` and
    `escaped_on` are set only while that lasts; what is over is in `pauses` and `escapes`. `refused_on`: not
    reported in time, without good reason. `with_police_since`: in a facility of the police, without a break.
    """

    kind: MeasureKind
    decided_on: date
    term_months: int | None = None
    term_days: int | None = None
    at_own_request: bool = False
    follows: UUID | None = None
    ground: IsolationGround | None = None
    is_grave: bool = False
    offset_days: int = 0
    served_on: date | None = None
    served: frozenset[MeasureDecision] = frozenset()
    may_report: bool = True
    reported_on: date | None = None
    last_reported_on: date | None = None
    not_reported_on: date | None = None
    refused_on: date | None = None
    may_sign: bool = True
    signed_on: date | None = None
    area: str | None = None
    moved_on: date | None = None
    paused_on: date | None = None
    pauses: tuple[Period, ...] = ()
    breaches: tuple[Breach, ...] = ()
    absences: tuple[Absence, ...] = ()
    warned_on: date | None = None
    serious_breach_on: date | None = None
    reports: tuple[Report, ...] = ()
    entered_on: date | None = None
    transferred_on: date | None = None
    run_by: FacilityRunBy | None = None
    with_police_since: date | None = None
    leave_on: date | None = None
    back_on: date | None = None
    escaped_on: date | None = None
    escapes: tuple[Period, ...] = ()
    assessed_on: date | None = None
    assessments: tuple[Assessment, ...] = ()
    extended_on: date | None = None
    extension_months: int = 0
    extension_days: int = 0
    ending: Ending | None = None
    ended_on: date | None = None
    ending_decided_on: date | None = None
    cancelled_on: date | None = None

    @property
    def status(self) -> Status:
        """Where the measure stands."""
        if self.ended_on is not None:
            return Status.ENDED
        if self.escaped_on is not None:
            return Status.ESCAPED
        if self.paused_on is not None:
            return Status.PAUSED
        if self.leave_on is not None:
            return Status.MEDICAL_LEAVE
        begun = self.reported_on or self.entered_on or self.signed_on
        return Status.EXECUTING if begun else Status.ORDERED

    @property
    def latest_on(self) -> date:
        """The latest date recorded on the measure, before which it cannot have run its course."""
        days = (
            *(self.decided_on, self.served_on, self.last_reported_on, self.not_reported_on, self.signed_on),
            *(self.moved_on, self.warned_on, self.serious_breach_on, self.entered_on, self.transferred_on),
            *(self.leave_on, self.back_on, self.assessed_on, self.extended_on),
            *(resumed for _, resumed in self.pauses),
            *(recaptured for _, recaptured in self.escapes),
            *(breach.breached_on for breach in self.breaches),
            *(absence.last_day for absence in self.absences),
        )
        return max(day for day in days if day is not None)

    def date_of(self, decision: MeasureDecision) -> date | None:
        """When a decision was made, or None where it was not."""
        match decision:
            case MeasureDecision.ORDER:
                return self.decided_on
            case MeasureDecision.EXTENSION:
                return self.extended_on
            case MeasureDecision.CANCELLATION:
                return self.cancelled_on
            case _:
                return self.ending_decided_on if self.ending is ENDED_BY[decision] else None
