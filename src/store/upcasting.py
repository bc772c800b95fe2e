"""Old versions of events, brought to today's shape when they are read. What is stored stays as it was.

To change an event: give the class its new name (`person.screened/2`), and add here how the open `data` of the
old one becomes that of the next. A sample of every version ever released is kept in the tests.
"""

from collections.abc import Callable
from typing import Any

import msgspec

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTS: dict[str, tuple[str, Upcast]] = {}
"""Old stored name → (the next version's name, how its open `data` becomes that of the next)."""


def current(type_name: str, state: bytes) -> tuple[str, bytes]:
    """The stored bytes in the shape of today's version. Raises `KeyError` where no way leads there."""
    envelope = msgspec.json.decode(state)
    type_name, envelope["data"] = _upcast(type_name, envelope["data"])
    return type_name, msgspec.json.encode(envelope)


def current_data(type_name: str, data: bytes) -> tuple[str, bytes]:
    """The same for the open part of an event inside another."""
    type_name, upcast = _upcast(type_name, msgspec.json.decode(data))
    return type_name, msgspec.json.encode(upcast)


def _upcast(type_name: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    while type_name in UPCASTS:
        type_name, upcast = UPCASTS[type_name]
        data = upcast(data)
    return type_name, data
