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
    while type_name in UPCASTS:
        type_name, upcast = UPCASTS[type_name]
        envelope["data"] = upcast(envelope["data"])
    return type_name, msgspec.json.encode(envelope)
