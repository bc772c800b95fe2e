"""What deciding needs to know of penalties."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from .events import PenaltyDecided, PenaltyEnded, PenaltyEnding, PenaltyKind, PenaltyServed, SanctionEvent


@dataclass(frozen=True, slots=True)
class Penalty:
    """`served_on`, `ended_on`, `revoked_on`: None until then. `measure_id`: of a detention."""

    kind: PenaltyKind
    decided_on: date
    measure_id: UUID | None = None
    served_on: date | None = None
    ended_on: date | None = None
    ending: PenaltyEnding | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Every penalty of the person, ended ones too, by identifier."""

    by_id: Mapping[UUID, Penalty] = field(default_factory=dict)


def evolve(sanctions: Sanctions, event: SanctionEvent) -> Sanctions:
    """The state after an event. Trusts history; what rests on a retracted event has no effect."""
    before = sanctions.by_id.get(event.penalty_id)
    if isinstance(event, PenaltyDecided):
        after = Penalty(event.kind, event.decided_on, event.measure_id)
    elif before is None:
        return sanctions
    else:
        match event:
            case PenaltyServed():
                after = replace(before, served_on=event.served_on)
            case PenaltyEnded():
                after = _ended(before, event)
            case _:
                assert_never(event)
    return Sanctions({**sanctions.by_id, event.penalty_id: after})


def _ended(penalty: Penalty, event: PenaltyEnded) -> Penalty:
    if event.ending is PenaltyEnding.REVOKED:
        penalty = replace(penalty, revoked_on=event.ended_on)
    if penalty.ended_on is not None:
        return penalty
    return replace(penalty, ended_on=event.ended_on, ending=event.ending)
