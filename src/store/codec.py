"""Events to the exact bytes that are stored, and back.

The bytes are one JSON object: the envelope, `data` (the open fields of the event), `sealed` (the others,
encrypted, in base64). Stored for ever: fields may be added, never renamed or given another meaning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from ..domain.commands import Actor, Document
from ..domain.envelope import PolicyUsed, Recorded
from ..domain.events import EVENT_TYPES, Event
from .keys import StreamKey
from .shapes import ENCODER, shape_of
from .upcasting import current


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the envelope says beside the event itself. All events of one command share it, but for the id."""

    recorded_at: datetime
    actor: Actor
    correlation_id: str
    idempotency_key: str
    legal_basis: str | None = None
    causation_id: str | None = None
    policy: PolicyUsed | None = None
    documents: tuple[Document, ...] = ()


class _Stored(Struct, omit_defaults=True):
    event_id: UUID
    recorded_at: datetime
    actor: Actor
    correlation_id: str
    idempotency_key: str
    data: Any
    sealed: bytes | None = None
    legal_basis: str | None = None
    causation_id: str | None = None
    policy: PolicyUsed | None = None
    documents: tuple[Document, ...] = ()


@cache
def _decoder(type_name: str) -> Callable[[bytes], Any]:
    shape = shape_of(EVENT_TYPES[type_name])
    stored = msgspec.defstruct(
        f"{shape.cls.__name__}Stored", [("data", shape.stored)], bases=(_Stored,), kw_only=True
    )
    return msgspec.json.Decoder(stored).decode


def _place(stream: UUID, version: int, type_name: str) -> bytes:
    return stream.bytes + version.to_bytes(8, "big") + type_name.encode()


def needs_key(event: Event) -> bool:
    """Whether storing this event needs the stream's key."""
    return shape_of(type(event)).sealed_part(event) is not None


def encode(
    stream: UUID, version: int, event: Event, event_id: UUID, recording: Recording, key: StreamKey | None
) -> bytes:
    """The bytes to store. Raises `ValueError` where the event has sealed fields and there is no key."""
    shape = shape_of(type(event))
    part = shape.sealed_part(event)
    sealed = None
    if part is not None:
        if key is None:
            raise ValueError(f"{event.TYPE} has sealed fields: the stream needs a key")
        sealed = key.seal(ENCODER.encode(part), _place(stream, version, event.TYPE))
    return ENCODER.encode(
        _Stored(
            event_id=event_id,
            recorded_at=recording.recorded_at,
            actor=recording.actor,
            correlation_id=recording.correlation_id,
            idempotency_key=recording.idempotency_key,
            data=shape.open_part(event),
            sealed=sealed,
            legal_basis=recording.legal_basis,
            causation_id=recording.causation_id,
            policy=recording.policy,
            documents=recording.documents,
        )
    )


def decode(
    stream: UUID, version: int, position: int, type_name: str, state: bytes, key: StreamKey | None = None
) -> Recorded[Event]:
    """The event from its stored bytes. Without `key`, sealed fields are None.

    Raises `KeyError` for a type that this code does not know, `msgspec.MsgspecError` for bytes that are no
    such event, `KeyUnusable` for the wrong key.
    """
    stored_as = type_name
    if type_name not in EVENT_TYPES:
        type_name, state = current(type_name, state)
    shape = shape_of(EVENT_TYPES[type_name])
    stored = _decoder(type_name)(state)
    event = shape.from_open(stored.data)
    if key is not None and stored.sealed is not None:
        event = shape.with_sealed(event, key.unseal(stored.sealed, _place(stream, version, stored_as)))
    return Recorded(
        stream,
        version,
        position,
        event,
        stored.event_id,
        stored.recorded_at,
        stored.actor,
        stored.correlation_id,
        stored.idempotency_key,
        stored.legal_basis,
        stored.causation_id,
        stored.policy,
        stored.documents,
    )
