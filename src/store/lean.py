"""Reading events at full speed: of each no more than is looked at, and nothing is made that nobody uses.

The bytes are those of `codec`; what a reader leaves out is skipped by the parser.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from msgspec import Struct

from ..domain.events import EVENT_TYPES, Event
from .shapes import shape_of

_NOBODY = UUID(int=0)

LookedAt = Mapping[type[Event], frozenset[str] | None]
"""Events with the fields that are looked at (None: all); of others only `occurred_at` is."""

Reader = Callable[[bytes], Any]
"""From stored bytes to a `Seen`, whose stream, version and position the caller sets."""


class SeenActor(Struct, frozen=True, gc=False):
    """What folds may ask of `domain.commands.Actor`."""

    user: str
    role: str
    unit: str


class Seen(Struct, kw_only=True, gc=False):
    """What folds may ask of an event, under the names of `domain.envelope.Recorded`.

    A subclass has `event`: the event itself, or its `TYPE`, `occurred_at` and such fields as are looked at.
    """

    event_id: UUID
    recorded_at: datetime
    actor: SeenActor
    correlation_id: str
    legal_basis: str | None = None
    stream: UUID = _NOBODY
    version: int = 0
    position: int = 0


class Dated(Struct, kw_only=True, gc=False):
    """Of the envelope only when it was recorded, for folds that ask for no more. Otherwise as `Seen`."""

    recorded_at: datetime
    stream: UUID = _NOBODY
    version: int = 0
    position: int = 0


def readers(looked_at: LookedAt | None, *, base: type[Struct] = Seen) -> dict[bytes, Reader]:
    """A reader for each stored name, which gives of an event what is looked at (None: all of every event).

    Events of old versions, and those that hold another event, have none: `codec.decode` reads them. `base`:
    what is read of the envelope, `Seen` or `Dated`.
    """
    return {
        name.encode(): _reader(cls, None if looked_at is None else looked_at.get(cls, frozenset()), base)
        for name, cls in EVENT_TYPES.items()
        if shape_of(cls).nested is None
    }


def _reader(cls: type[Event], names: frozenset[str] | None, base: type[Struct]) -> Reader:
    event = cls if names is None else _glimpse(cls, names)
    seen = msgspec.defstruct(
        f"{cls.__name__}Seen",
        [("event", event, msgspec.field(name="data"))],
        bases=(base,),
        kw_only=True,
        gc=False,
    )
    return msgspec.json.Decoder(seen).decode


def _glimpse(cls: type[Event], names: frozenset[str]) -> type[Struct]:
    hints = get_type_hints(cls)
    specs: list[Any] = [
        (one.name, hints[one.name]) if one.default is MISSING else (one.name, hints[one.name], one.default)
        for one in fields(cls)
        if one.name in names | {"occurred_at"}
    ]
    namespace = {"TYPE": cls.TYPE}
    return msgspec.defstruct(f"{cls.__name__}Glimpse", specs, namespace=namespace, kw_only=True, gc=False)
