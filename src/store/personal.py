"""A person's identifiers, read from the sealed parts of events when somebody may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from ..domain.correction.events import EventCorrected, EventRetracted
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.identity.events import (
    ContactDetailsChanged,
    IdentityCorrected,
    PersonRegistered,
    ResidenceChanged,
)
from ..domain.moment import NOW, Moment, counting
from .codec import decode
from .streams import Streams

TELLING = (
    PersonRegistered,
    IdentityCorrected,
    ContactDetailsChanged,
    ResidenceChanged,
    EventCorrected,
    EventRetracted,
)
"""The events that say who a person is, and those that change what they say."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What identifies a person. None: never given, or erased."""

    name: str | None = None
    identity_number: str | None = None
    address: str | None = None
    phone: str | None = None


async def personal_of(streams: Streams, wanted: Sequence[UUID], moment: Moment = NOW) -> dict[UUID, Personal]:
    """The identifiers of several persons, as they were at a moment."""
    rows = await streams.events_of_types(wanted, [event.TYPE for event in TELLING])
    histories: dict[UUID, list[Recorded[Event]]] = {stream: [] for stream in wanted}
    for stream, version, position, kind, state in rows:
        key = await streams.key(stream)
        histories[stream].append(decode(stream, version, position, kind, state, key))
    return {stream: _fold(counting(history, moment)) for stream, history in histories.items()}


def _fold(history: Iterable[Recorded[Event]]) -> Personal:
    personal = Personal()
    for recorded in history:
        event = recorded.event
        for name in ("name", "identity_number", "address", "phone"):
            value = getattr(event, name, None)
            if value is not None:
                personal = replace(personal, **{name: value})
    return personal
