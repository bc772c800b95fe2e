"""An event as recorded: what happened, and who recorded it, when, on what basis, in which command."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from .commands import Actor, Document
from .events import Event

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyUsed:
    """The rule set, with version, under which something was decided."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Recorded(Generic[E]):
    """An event with its envelope.

    `version`: 1, 2, 3 … in its stream. `position`: rises in commit order over all streams, not always by one.
    `recorded_at`: when we learnt it; `event.occurred_at`: when it was true (both UTC instants).
    """

    stream: UUID
    version: int
    position: int
    event: E
    event_id: UUID
    recorded_at: datetime
    actor: Actor
    correlation_id: str
    idempotency_key: str
    legal_basis: str | None = None
    causation_id: str | None = None
    policy: PolicyUsed | None = None
    documents: tuple[Document, ...] = ()

    @property
    def occurred_at(self) -> datetime:
        """When it was true."""
        return self.event.occurred_at
