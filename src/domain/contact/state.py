"""What deciding needs to know of contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from .events import (
    ContactEvent,
    ContactLost,
    ContactRestored,
    LeaveGranted,
    LeaveReturned,
    TalkHeld,
    VisitMade,
)


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave not returned from, first and last day included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Contact:
    """`changed_on`: when contact was last lost or restored. `leaves`: None for those returned from."""

    is_lost: bool = False
    changed_on: date = date.min
    leaves: Mapping[UUID, Leave | None] = field(default_factory=dict)


def evolve(contact: Contact, event: ContactEvent) -> Contact:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case VisitMade() | TalkHeld():
            return contact
        case ContactLost():
            return replace(contact, is_lost=True, changed_on=law_date(event.occurred_at))
        case ContactRestored():
            return replace(contact, is_lost=False, changed_on=law_date(event.occurred_at))
        case LeaveGranted():
            leave = Leave(event.first_day, event.last_day)
            return replace(contact, leaves={**contact.leaves, event.leave_id: leave})
        case LeaveReturned():
            return replace(contact, leaves={**contact.leaves, event.leave_id: None})
        case _:
            assert_never(event)
