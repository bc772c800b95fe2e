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


SanctionEvent = PenaltyDecided | PenaltyServed | PenaltyEnded
