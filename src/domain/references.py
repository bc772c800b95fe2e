"""Fields of commands that name a record of another stream: whoever runs one checks that there is one."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints
from uuid import UUID

from .commands import Command
from .events import Event
from .refusals import Rule

NOT_ON_RECORD = Rule("reference-unknown", "There is no {kind} {id} on record.", "没有登记{kind}（{id}）。")


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks the identifier of a record of another stream. `kind`: the name of that stream's kind."""

    kind: str


PersonId = Annotated[UUID, RefersTo("person")]
CampaignId = Annotated[UUID, RefersTo("screening_campaign")]


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that a command names in one of its fields."""

    field: str
    kind: str
    stream: UUID


def references(command: Command | Event) -> list[Reference]:
    """The records of other streams that a command, or an event, names."""
    found = []
    asked: Any = type(command)
    for name, kind in _referring(asked):
        value = getattr(command, name)
        named = () if value is None else value if isinstance(value, tuple) else (value,)
        found += [Reference(name, kind, stream) for stream in named]
    return found


@cache
def _referring(command: type[Any]) -> tuple[tuple[str, str], ...]:
    hints = get_type_hints(command, include_extras=True)
    marked = ((field.name, _mark(hints[field.name])) for field in fields(command))
    return tuple((name, mark.kind) for name, mark in marked if mark is not None)


def _mark(hint: Any) -> RefersTo | None:
    mark: Any
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, RefersTo):
            return mark
    return next((found for part in get_args(hint) if (found := _mark(part)) is not None), None)
