"""What an event is: a frozen fact under a name that is stored for ever.

An event class may move or be renamed; its stored name may not. A changed shape is a new version
(`person.screened/2`) and an upcast of the old one in `store.upcasting`.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self, TypeVar, dataclass_transform, get_type_hints

from .commands import Command, Context


class SealedMark:
    """Marks a field that is stored encrypted under the person's own key."""


SEALED = SealedMark()
T = TypeVar("T")
Sealed = Annotated[T | None, SEALED]
"""A personal identifier or free text about a person. `None`: not given, or not disclosed to this reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `occurred_at`: when it was true (an instant, with time zone)."""

    TYPE: ClassVar[str]

    occurred_at: datetime

    @classmethod
    def of(cls, command: Command, context: Context, **more: Any) -> Self:
        """The event that records `command`: takes over fields of the same name; `more` adds or replaces."""
        values = {name: getattr(command, name) for name in _shared_fields(cls, type(command))}
        return cls(**{"occurred_at": context.occurred_at} | values | more)


_SHARED: dict[tuple[type, type], tuple[str, ...]] = {}


def _shared_fields(event: type[Event], command: type[Command]) -> tuple[str, ...]:
    if (known := _SHARED.get((event, command))) is not None:
        return known
    asked = {field.name for field in fields(command)} - {"occurred_at"}
    shared = _SHARED[event, command] = tuple(f.name for f in fields(event) if f.name in asked)
    return shared


EVENT_TYPES: dict[str, type[Event]] = {}
"""Stored name → event class, of the versions that are written today."""

E = TypeVar("E", bound=Event)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def event(name: str) -> Callable[[type[E]], type[E]]:
    """Declare an event class under its stored name, `subject.past_participle/version`."""

    def declare(cls: type[E]) -> type[E]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.TYPE = name
        if name in EVENT_TYPES:
            raise ValueError(f"two events are stored as {name}")
        EVENT_TYPES[name] = made
        return made

    return declare


def sealed_fields(cls: type[Event]) -> tuple[str, ...]:
    """Names of the fields of an event class that are stored sealed."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(name for name, hint in hints.items() if SEALED in getattr(hint, "__metadata__", ()))
