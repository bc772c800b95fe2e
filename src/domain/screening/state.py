"""What deciding needs to know of screenings."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from .events import PersonScreened, ScreeningEvent, SuspicionRecorded


@dataclass(frozen=True, slots=True)
class Screening:
    """`suspected_at`: the latest recorded suspicion."""

    suspected_at: datetime | None = None


def evolve(screening: Screening, event: ScreeningEvent) -> Screening:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case PersonScreened():
            return screening
        case SuspicionRecorded():
            return replace(screening, suspected_at=event.occurred_at)
        case _:
            assert_never(event)
