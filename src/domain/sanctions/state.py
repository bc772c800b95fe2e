"""What deciding needs to know of penalties."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from .events import (
    PenaltyCaseAccepted,
    PenaltyCaseClosed,
    PenaltyCaseEvent,
    PenaltyCaseExtended,
    PenaltyDecided,
    PenaltyEnded,
    PenaltyEnding,
    PenaltyKind,
    PenaltyServed,
    SanctionEvent,
)


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
class Handling:
    """A case handled for a penalty. `closed_on`: None until then."""

    accepted_on: date
    latest_on: date
    extensions: int = 0
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Every penalty of the person, ended ones too, by identifier; `handlings`: the cases handled."""

    by_id: Mapping[UUID, Penalty] = field(default_factory=dict)
    handlings: Mapping[UUID, Handling] = field(default_factory=dict)


def evolve(sanctions: Sanctions, event: SanctionEvent) -> Sanctions:
    """The state after an event. Trusts history; what rests on a retracted event has no effect."""
    if isinstance(event, PenaltyCaseEvent):
        return _handled(sanctions, event)
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
    return replace(sanctions, by_id={**sanctions.by_id, event.penalty_id: after})


def _handled(sanctions: Sanctions, event: PenaltyCaseEvent) -> Sanctions:
    before = sanctions.handlings.get(event.handling_id)
    if isinstance(event, PenaltyCaseAccepted):
        after = Handling(event.accepted_on, event.accepted_on)
    elif before is None:
        return sanctions
    else:
        match event:
            case PenaltyCaseExtended():
                after = replace(before, extensions=before.extensions + 1, latest_on=event.extended_on)
            case PenaltyCaseClosed():
                after = replace(before, closed_on=event.closed_on)
            case _:
                assert_never(event)
    return replace(sanctions, handlings={**sanctions.handlings, event.handling_id: after})


def _ended(penalty: Penalty, event: PenaltyEnded) -> Penalty:
    if event.ending is PenaltyEnding.REVOKED:
        penalty = replace(penalty, revoked_on=event.ended_on)
    if penalty.ended_on is not None:
        return penalty
    return replace(penalty, ended_on=event.ended_on, ending=event.ending)
