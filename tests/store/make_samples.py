"""Writes a sample of every event type that has none yet: what is stored of it, and what it must be read as.

    .venv/bin/python tests/store/make_samples.py

A sample that exists is never written again: events like it are stored for ever. When a type gets a new
version, the old version's sample stays; its `event` alone is then put, by hand, in the new version's fields.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5
from zlib import crc32

import msgspec

import tongxin.domain
from tongxin.domain.commands import Actor, Document
from tongxin.domain.envelope import PolicyUsed, Recorded
from tongxin.domain.events import EVENT_TYPES, Event
from tongxin.domain.identity.events import PersonRegistered
from tongxin.store.codec import Recording, encode
from tongxin.store.keys import StreamKey

for module in walk_packages(tongxin.domain.__path__, "tongxin.domain."):
    import_module(module.name)  # so that every event type is known

SAMPLES = Path(__file__).with_name("samples")
STREAM = UUID("01970000-0000-7000-8000-000000000001")
VERSION, POSITION = 3, 7
KEY = StreamKey(sha256(b"the key of all samples").digest())
FULL = Recording(
    recorded_at=datetime(2026, 6, 1, 4, 0, 0, 123456, tzinfo=UTC),
    actor=Actor(user="ma.li", role="case_worker", unit="640324100"),
    correlation_id="a correlation",
    idempotency_key="a key",
    legal_basis="禁毒法 33",
    causation_id="a cause",
    policy=PolicyUsed(name="four tiers", version="1"),
    documents=(
        Document(reference="文书/1", sha256="0" * 64, title="决定书"),
        Document(reference="文书/2", sha256="f" * 64),
    ),
)
BARE = Recording(
    recorded_at=FULL.recorded_at,
    actor=FULL.actor,
    correlation_id=FULL.correlation_id,
    idempotency_key=FULL.idempotency_key,
)


def file_of(type_name: str) -> Path:
    """Where the samples of a type are kept."""
    return SAMPLES / f"{type_name.replace('.', '_').replace('/', '_')}.json"


def plain(event: Event) -> dict[str, Any]:
    """An event as JSON can say it, with its type."""
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    return {"type": event.TYPE} | {
        name: plain(value) if isinstance(value, Event) else _as_json(value) for name, value in values.items()
    }


def envelope(recorded: Recorded[Event]) -> dict[str, Any]:
    """What was recorded beside the event, as JSON can say it."""
    names = [field.name for field in fields(recorded) if field.name != "event"]
    return {name: _as_json(getattr(recorded, name)) for name in names}


def _as_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def event_of(cls: type[Event], *, bare: bool = False) -> Event:
    """An event with made-up values, always the same ones. `bare`: only what must be given."""
    hints = get_type_hints(cls)
    needed = [field for field in fields(cls) if not bare or field.default is MISSING]
    return cls(**{field.name: _value(hints[field.name], f"{cls.TYPE} {field.name}") for field in needed})


def _value(kind: Any, seed: str) -> Any:
    number = crc32(seed.encode())
    if get_origin(kind) in (Union, UnionType):
        return _value(next(one for one in get_args(kind) if one is not NoneType), seed)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], f"{seed} {n}") for n in (1, 2))
    if kind is Event:
        return event_of(PersonRegistered)
    if get_origin(kind) is Mapping:
        return {f"{seed} {n}": [n, f"{seed} 乙", {"丙": True}] for n in (1, 2)}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _value(hint, f"{seed} {name}") for name, hint in hints.items()})
    if issubclass(kind, Enum):
        return list(kind)[number % len(kind)]
    simple = {
        bool: True,
        int: number % 1000,
        str: f"{seed} 甲",
        Decimal: Decimal(number % 100_000) / 100,
        date: date(2015, 1, 1) + timedelta(days=number % 4000),
        datetime: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number),
        UUID: uuid5(STREAM, seed),
    }
    return simple[kind]


def sample_of(cls: type[Event], *, bare: bool) -> dict[str, Any]:
    event, recording = event_of(cls, bare=bare), BARE if bare else FULL
    event_id = uuid5(STREAM, cls.TYPE)
    stored = encode(STREAM, VERSION, event, event_id, recording, KEY).decode()
    recorded = Recorded(
        STREAM,
        VERSION,
        POSITION,
        event,
        event_id,
        recording.recorded_at,
        recording.actor,
        recording.correlation_id,
        recording.idempotency_key,
        recording.legal_basis,
        recording.causation_id,
        recording.policy,
        recording.documents,
    )
    return {"stored": stored, "event": plain(event), "envelope": envelope(recorded)}


def main() -> None:
    SAMPLES.mkdir(exist_ok=True)
    for type_name, cls in EVENT_TYPES.items():
        path = file_of(type_name)
        if path.exists():
            continue
        samples = [sample_of(cls, bare=bare) for bare in (False, True)]
        content = msgspec.json.encode({"type": type_name, "samples": samples})
        path.write_bytes(msgspec.json.format(content, indent=2) + b"\n")
        print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
