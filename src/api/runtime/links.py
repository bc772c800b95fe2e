"""What a role is shown of the links from cases to persons, and whom it has been shown."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from ...domain.calendar import law_date
from ...domain.commands import Actor
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.policies.book import PolicyBook
from ...domain.policies.settings import roles_seeing_case_links
from ...domain.restricted import linked_persons, without_links

T = TypeVar("T")


class Links:
    """The links of one answer to `actor`. `persons`: whom it names; each of them is logged as read."""

    def __init__(self, policies: PolicyBook, actor: Actor) -> None:
        roles = roles_seeing_case_links(policies, law_date(datetime.now(UTC)))
        self._are_shown = actor.role in roles
        self._persons: dict[UUID, None] = {}

    @property
    def persons(self) -> list[UUID]:
        """Whom the answer names, each once."""
        return list(self._persons)

    def shown(self, value: T) -> T:
        """An event or a state as the actor may see it."""
        if not self._are_shown:
            return without_links(value)
        self._persons.update(dict.fromkeys(linked_persons(value)))
        return value

    def recorded(self, recorded: Recorded[Event]) -> Recorded[Event]:
        """The same of an event with its envelope."""
        event = self.shown(recorded.event)
        return recorded if event is recorded.event else replace(recorded, event=event)
