"""The changes of a correction, from what JSON can say to the values that an event holds."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ...domain.correction.commands import CorrectEvent
from ...domain.correction.decide import target_of
from ...domain.envelope import Recorded
from ...domain.events import EVENT_TYPES, Event
from .asked import instant


class WrongChange(Exception):
    """A field that a correction names is not one of the event's, or cannot have the value."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


@cache
def _adapters(type_name: str) -> dict[str, TypeAdapter[Any]]:
    cls = EVENT_TYPES[type_name]
    hints = get_type_hints(cls, include_extras=True)
    return {field.name: TypeAdapter(hints[field.name]) for field in fields(cls)}


def typed_changes(history: Sequence[Recorded[Event]], command: CorrectEvent) -> dict[str, Any]:
    """The changes with the types of the event's fields.

    Raises `WrongChange`; `Refused` for a target that cannot be corrected.
    """
    type_name = target_of(history, command).TYPE
    adapters = _adapters(type_name)
    typed = {}
    for name, given in command.changes.items():
        if name not in adapters:
            raise WrongChange(name, f"{type_name} has no such field; it has {', '.join(adapters)}")
        try:
            value = adapters[name].validate_python(given)
        except ValidationError as error:
            raise WrongChange(name, "; ".join(problem["msg"] for problem in error.errors())) from None
        typed[name] = instant(value) if isinstance(value, datetime) else value
    return typed
