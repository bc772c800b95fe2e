"""What deciding needs to know of addiction findings."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from .events import AddictionEvent, AddictionFound, AddictionLevel


@dataclass(frozen=True, slots=True)
class Addiction:
    """`level` and `found_at`: of the latest finding, by the day it was made. `documents`: numbers of all."""

    level: AddictionLevel | None = None
    found_at: datetime | None = None
    documents: tuple[str, ...] = ()


def evolve(addiction: Addiction, event: AddictionEvent) -> Addiction:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case AddictionFound():
            documents = (*addiction.documents, event.document_number)
            if addiction.found_at is not None and event.occurred_at < addiction.found_at:
                return Addiction(addiction.level, addiction.found_at, documents)
            return Addiction(event.level, event.occurred_at, documents)
        case _:
            assert_never(event)
