"""What a kind of stream is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from .commands import Context
from .events import EVENT_TYPES, Event
from .refusals import Rule


class CountyState(Protocol):
    """What the state of a kind that is no person tells of itself, so that all can be listed alike.

    `status`: one of the kind's own words. `since`, `until`: Asia/Shanghai dates; `since` is None until it has
    begun, `until` the day on which it ended, None while it goes on. `area`: None where it is of no one area.
    """

    @property
    def title(self) -> str: ...
    @property
    def area(self) -> str | None: ...
    @property
    def status(self) -> str: ...
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """What the service needs to know of a kind of stream. `unknown`: the refusal of a stream that is none.

    `collection`: under which path its streams are found. `register`: what the register shows, and how that
    evolves, where deciding needs to know more than it may show; None: it shows the state itself.
    """

    name: str
    collection: str
    initial: Any
    decide: Callable[[Any, Any, Context], list[Event]]
    evolve: Callable[[Any, Any], Any]
    begins_with: type[Event]
    unknown: Rule
    register: tuple[Any, Callable[[Any, Any], Any]] | None = None

    @property
    def shown(self) -> tuple[Any, Callable[[Any, Any], Any]]:
        """What the register shows of a stream that has not begun, and how that evolves."""
        return self.register or (self.initial, self.evolve)

    @property
    def events(self) -> tuple[type[Event], ...]:
        """The events that no other kind has."""
        return tuple(cls for name, cls in EVENT_TYPES.items() if name.startswith(f"{self.name}."))
