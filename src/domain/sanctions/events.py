"""Penalty events. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class PenaltyKind(StrEnum):
    """The kinds of 治安管理处罚法 10; the last two for foreign nationals.

    A decision with several kinds is several penalties with one decision number. 行政拘留 is here as the
    penalty; its days and its custody are the measure of kind `detention` that it names.
    """

    WARNING = "warning"
    FINE = "fine"
    DETENTION = "detention"
    LICENCE_REVOCATION = "licence_revocation"
    ORDERED_DEPARTURE = "ordered_departure"
    DEPORTATION = "deportation"


class PenaltyEnding(StrEnum):
    """How a penalty came to its end: carried out, not to be carried out, or revoked."""

    EXECUTED = "executed"
    NOT_EXECUTED = "not_executed"
    REVOKED = "revoked"


@event("penalty.decided/1")
class PenaltyDecided(Event):
    """A penalty was decided. `amount_cny`: of a fine, in yuan. `measure_id`: the measure of a detention."""

    penalty_id: UUID
    kind: PenaltyKind
    decided_on: date
    decider: str
    decision_number: str | None = None
    amount_cny: int | None = None
    measure_id: UUID | None = None
    conduct: Sealed[str] = None


@event("penalty.served/1")
class PenaltyServed(Event):
    """The penalty decision was served (送达) on the person."""

    penalty_id: UUID
    served_on: date
    recipient_name: Sealed[str] = None


@event("penalty.ended/1")
class PenaltyEnded(Event):
    """The penalty came to its end. `appeal_id`: the appeal that revoked it."""

    penalty_id: UUID
    ended_on: date
    ending: PenaltyEnding
    appeal_id: UUID | None = None
    remarks: Sealed[str] = None


class PenaltyCaseOutcome(StrEnum):
    """How the handling of a case for a penalty ended."""

    PENALTY = "penalty"
    NO_PENALTY = "no_penalty"
    TRANSFERRED = "transferred"


@event("penalty_case.accepted/1")
class PenaltyCaseAccepted(Event):
    """The police accepted a case for a penalty (受理): its time to be handled runs (治安管理处罚法 118).

    `conduct_on`: the day of the conduct, or on which it ended. `discovered_on`: when the police learnt of it.
    """

    handling_id: UUID
    accepted_on: date
    unit: str
    conduct_on: date | None = None
    discovered_on: date | None = None
    conduct: Sealed[str] = None


@event("penalty_case.extended/1")
class PenaltyCaseExtended(Event):
    """The time to handle the case was extended once more (治安管理处罚法 118)."""

    handling_id: UUID
    extended_on: date
    approved_by: str
    reason: Sealed[str] = None


@event("penalty_case.closed/1")
class PenaltyCaseClosed(Event):
    """The handling of the case ended. `penalty_id`: the penalty it came to, where it came to one."""

    handling_id: UUID
    closed_on: date
    outcome: PenaltyCaseOutcome
    penalty_id: UUID | None = None
    remarks: Sealed[str] = None


PenaltyCaseEvent = PenaltyCaseAccepted | PenaltyCaseExtended | PenaltyCaseClosed
SanctionEvent = PenaltyDecided | PenaltyServed | PenaltyEnded | PenaltyCaseEvent
