"""What is open of an event, as JSON values."""

from dataclasses import fields
from typing import Any

import msgspec

from ...domain.events import Event


def data_of(event: Event) -> dict[str, Any]:
    """The fields of an event that say something, but for `occurred_at`.

    What was not given, or is sealed and was read without a key, is left out. An event inside (of a
    correction) is told with its type.
    """
    data: dict[str, Any] = msgspec.to_builtins(event)
    for field in fields(event):
        inner = getattr(event, field.name)
        if isinstance(inner, Event):
            told = {"occurred_at": data[field.name]["occurred_at"]} | data_of(inner)
            data[field.name] = {"type": inner.TYPE, "data": told}
    del data["occurred_at"]
    return {name: value for name, value in data.items() if value is not None and value != []}
