"""Who handed whom over to whom, and what was answered? One row a handover."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.events import Event
from ..domain.handover import events as handover
from .items import item_projection


@dataclass(slots=True)
class RegisteredHandover:
    """An offer, and its answer: `outcome` is open, accepted, refused or withdrawn."""

    stream: UUID
    handover_id: UUID
    outcome: str = "open"
    from_unit: str | None = None
    to_unit: str | None = None
    to_area: str | None = None
    level: str | None = None
    day: date = date.min
    answered_on: date | None = None
    version: int = 0
    position: int = 0


def _offered(row: RegisteredHandover, event: handover.HandoverOffered) -> None:
    row.from_unit, row.to_unit, row.to_area = event.from_unit, event.to_unit, event.to_area
    row.level, row.day = event.level, law_date(event.occurred_at)


_OUTCOMES: dict[type[Event], str] = {
    handover.HandoverAccepted: "accepted",
    handover.HandoverRefused: "refused",
    handover.HandoverWithdrawn: "withdrawn",
}


def _answered(row: RegisteredHandover, event: Event) -> None:
    row.outcome, row.answered_on = _OUTCOMES[type(event)], law_date(event.occurred_at)


HANDOVER_REGISTER = item_projection(
    "handover_register",
    1,
    RegisteredHandover,
    "handover_id",
    {handover.HandoverOffered: _offered, **dict.fromkeys(_OUTCOMES, _answered)},
)
