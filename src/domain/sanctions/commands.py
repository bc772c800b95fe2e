"""What may be asked about penalties. Dates are Asia/Shanghai dates."""

from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le

from ..commands import Command, LongText, ShortText, command
from .events import PenaltyCaseOutcome, PenaltyEnding, PenaltyKind

_PENALTY = "01970000-0000-7000-8000-0000000000c1"
_HANDLING = "01970000-0000-7000-8000-0000000000c2"


@command(
    example={
        "penalty_id": _PENALTY,
        "kind": "fine",
        "decided_on": "2026-02-02",
        "decider": "同心县公安局",
        "decision_number": "同公(禁)行罚决字[2026]8号",
        "amount_cny": 500,
        "conduct": "吸食毒品",
        "occurred_at": "2026-02-02",
        "legal_basis": "治安管理处罚法 84",
    }
)
class DecidePenalty(Command):
    """Record the decision on a penalty. A fine has an amount; a detention names its measure, ordered before.

    `penalty_id`: chosen by the client, or given by the service.
    """

    penalty_id: UUID | None = None
    kind: PenaltyKind
    decided_on: date
    decider: ShortText
    decision_number: ShortText | None = None
    amount_cny: Annotated[int, Ge(1), Le(10_000_000)] | None = None
    measure_id: UUID | None = None
    conduct: LongText | None = None


@command(
    example={
        "penalty_id": _PENALTY,
        "served_on": "2026-02-03",
        "occurred_at": "2026-02-03",
        "legal_basis": "治安管理处罚法 116",
    }
)
class RecordPenaltyServed(Command):
    """Record that the penalty decision was served (送达) on the person."""

    penalty_id: UUID
    served_on: date
    recipient_name: ShortText | None = None


@command(
    example={
        "penalty_id": _PENALTY,
        "ended_on": "2026-02-12",
        "ending": "executed",
        "occurred_at": "2026-02-12",
    }
)
class EndPenalty(Command):
    """Record that a penalty came to its end: carried out, not to be carried out, or revoked."""

    penalty_id: UUID
    ended_on: date
    ending: PenaltyEnding
    appeal_id: UUID | None = None
    remarks: LongText | None = None


@command(
    example={
        "handling_id": _HANDLING,
        "accepted_on": "2026-01-12",
        "unit": "同心县公安局禁毒大队",
        "conduct_on": "2026-01-10",
        "discovered_on": "2026-01-12",
        "occurred_at": "2026-01-12",
        "legal_basis": "治安管理处罚法 118",
    }
)
class AcceptPenaltyCase(Command):
    """Record that the police accepted a case for a penalty (受理). `handling_id`: yours, or a new one."""

    handling_id: UUID | None = None
    accepted_on: date
    unit: ShortText
    conduct_on: date | None = None
    discovered_on: date | None = None
    conduct: LongText | None = None


@command(
    example={
        "handling_id": _HANDLING,
        "extended_on": "2026-02-10",
        "approved_by": "吴忠市公安局",
        "occurred_at": "2026-02-10",
        "legal_basis": "治安管理处罚法 118",
    }
)
class ExtendPenaltyCase(Command):
    """Record that the time to handle the case was extended."""

    handling_id: UUID
    extended_on: date
    approved_by: ShortText
    reason: LongText | None = None


@command(
    example={
        "handling_id": _HANDLING,
        "closed_on": "2026-02-12",
        "outcome": "no_penalty",
        "occurred_at": "2026-02-12",
    }
)
class ClosePenaltyCase(Command):
    """Record how the handling of the case ended."""

    handling_id: UUID
    closed_on: date
    outcome: PenaltyCaseOutcome
    penalty_id: UUID | None = None
    remarks: LongText | None = None


PenaltyCaseCommand = AcceptPenaltyCase | ExtendPenaltyCase | ClosePenaltyCase
SanctionCommand = DecidePenalty | RecordPenaltyServed | EndPenalty | PenaltyCaseCommand
