"""How each event class is split into an open and a sealed part, packed, and put together again."""

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from operator import attrgetter
from typing import Any, get_type_hints

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from ..domain.events import EVENT_TYPES, Event, sealed_fields
from .upcasting import current_data

ENCODER = msgspec.json.Encoder()


class NestedEvent(Struct):
    """An event inside an event: a correction carries what it puts in the place of another."""

    type: str
    data: Raw


class Shape:
    """The parts of one event class. `nested`: the field that holds another event, if one does."""

    def __init__(self, cls: type[Event]) -> None:
        self.cls = cls
        hints = get_type_hints(cls)
        declared = {field.name: field.default for field in fields(cls)}
        self.nested = next((name for name in declared if hints[name] is Event), None)
        self._sealed_names = sealed_fields(cls)
        self._open_names = tuple(name for name in declared if name not in self._sealed_names)
        self._open_values = _getter(self._open_names)
        self.open = _open_struct(cls, self._open_names, hints, declared)
        self._sealed = _sealed_struct(cls, self._sealed_names, hints, self.nested)
        self.stored: type = self.open if self.nested else cls
        """What the stored open part is decoded to."""
        self._decode_sealed: Callable[[bytes], Any] = msgspec.json.Decoder(self._sealed).decode

    def open_part(self, event: Event) -> Struct:
        """What is stored readable."""
        values = dict(zip(self._open_names, self._open_values(event), strict=True))
        if self.nested:
            inner: Event = values[self.nested]
            values[self.nested] = NestedEvent(
                inner.TYPE, Raw(ENCODER.encode(shape_of(type(inner)).open_part(inner)))
            )
        return self.open(**values)

    def sealed_part(self, event: Event) -> Struct | None:
        """What is stored encrypted, or None where nothing is."""
        values = {name: value for name in self._sealed_names if (value := getattr(event, name)) is not None}
        if self.nested:
            inner: Event = getattr(event, self.nested)
            if (part := shape_of(type(inner)).sealed_part(inner)) is not None:
                values[self.nested] = Raw(ENCODER.encode(part))
        return self._sealed(**values) if values else None

    def from_open(self, data: Any) -> Event:
        """The event from its decoded open part; sealed fields are None."""
        if not self.nested:
            event: Event = data  # decoded straight into the event class
            return event
        values = {name: getattr(data, name) for name in self._open_names}
        inner: NestedEvent = values[self.nested]
        values[self.nested] = _nested_event(inner.type, bytes(inner.data))
        return self.cls(**values)

    def with_sealed(self, event: Event, plain: bytes) -> Event:
        """The event with its decrypted sealed part."""
        part = self._decode_sealed(plain)
        values = {name: value for name in self._sealed_names if (value := getattr(part, name)) is not UNSET}
        if self.nested and (raw := getattr(part, self.nested)) is not UNSET:
            inner: Event = getattr(event, self.nested)
            values[self.nested] = shape_of(type(inner)).with_sealed(inner, bytes(raw))
        return replace(event, **values)


_SHAPES: dict[type[Event], Shape] = {}


def shape_of(cls: type[Event]) -> Shape:
    """The shape of an event class, worked out once."""
    if (known := _SHAPES.get(cls)) is not None:
        return known
    shape = _SHAPES[cls] = Shape(cls)
    return shape


def _nested_event(type_name: str, data: bytes) -> Event:
    if type_name not in EVENT_TYPES:
        type_name, data = current_data(type_name, data)
    shape = shape_of(EVENT_TYPES[type_name])
    return shape.from_open(msgspec.json.decode(data, type=shape.stored))


def _getter(names: tuple[str, ...]) -> Callable[[Event], tuple[Any, ...]]:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda event: (get(event),)


def _open_struct(
    cls: type[Event], names: tuple[str, ...], hints: dict[str, Any], defaults: dict[str, Any]
) -> type[Struct]:
    specs: list[Any] = []
    for name in names:
        kind = NestedEvent if hints[name] is Event else hints[name]
        specs.append((name, kind) if defaults[name] is MISSING else (name, kind, defaults[name]))
    return msgspec.defstruct(f"{cls.__name__}Open", specs, omit_defaults=True, kw_only=True)


def _sealed_struct(
    cls: type[Event], names: tuple[str, ...], hints: dict[str, Any], nested: str | None
) -> type[Struct]:
    specs: list[Any] = [(name, hints[name] | UnsetType, UNSET) for name in names]
    if nested:
        specs.append((nested, Raw | UnsetType, UNSET))
    return msgspec.defstruct(f"{cls.__name__}Sealed", specs, kw_only=True)
