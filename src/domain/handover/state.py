"""What deciding needs to know of handovers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from .events import HandoverAccepted, HandoverEvent, HandoverOffered, HandoverRefused, HandoverWithdrawn


@dataclass(frozen=True, slots=True)
class Offer:
    """A handover that has not been answered."""

    handover_id: UUID
    from_unit: str
    to_unit: str
    offered_on: date


@dataclass(frozen=True, slots=True)
class Handover:
    """`open`: the offer that waits for an answer. `settled`: those that no longer do.

    `responsible_unit`: who accepted last; None while nobody has, when any unit may offer.
    """

    open: Offer | None = None
    settled: frozenset[UUID] = frozenset()
    responsible_unit: str | None = None


def evolve(handover: Handover, event: HandoverEvent) -> Handover:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case HandoverOffered():
            day = law_date(event.occurred_at)
            return replace(handover, open=Offer(event.handover_id, event.from_unit, event.to_unit, day))
        case HandoverAccepted():
            receiver = handover.open.to_unit if handover.open else handover.responsible_unit
            return replace(_settled(handover, event.handover_id), responsible_unit=receiver)
        case HandoverRefused() | HandoverWithdrawn():
            return _settled(handover, event.handover_id)
        case _:
            assert_never(event)


def _settled(handover: Handover, handover_id: UUID) -> Handover:
    return replace(handover, open=None, settled=handover.settled | {handover_id})
