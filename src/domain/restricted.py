"""Links to persons that not everybody may see: which fields they are, and events and states without them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_type_hints
from uuid import UUID

from .references import RefersTo


class RestrictedMark:
    """Marks an identifier of a person that is left out for whoever may not see it."""


RESTRICTED = RestrictedMark()
RestrictedPersonId = Annotated[UUID, RefersTo("person"), RESTRICTED]
T = TypeVar("T")


def linked_persons(value: Any) -> list[UUID]:
    """The persons whom an event or a state names in restricted fields, at whatever depth, each once."""
    return list(dict.fromkeys(_linked(value)))


def without_links(value: T) -> T:
    """The same event or state without them."""
    if not linked_persons(value):
        return value
    stripped: T = _without(value)
    return stripped


def _linked(value: Any) -> Iterator[UUID]:
    if isinstance(value, tuple):
        for one in value:
            yield from _linked(one)
    elif is_dataclass(value) and not isinstance(value, type):
        marked = _restricted(type(value))
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name not in marked:
                yield from _linked(inner)
            elif inner is not None:
                yield inner


def _without(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_without(one) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    marked = _restricted(type(value))
    inner = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {name: None if name in marked else _without(one) for name, one in inner.items()}
    return replace(value, **{name: one for name, one in changed.items() if one is not inner[name]})


@cache
def _restricted(kind: type[Any]) -> frozenset[str]:
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(field.name for field in fields(kind) if _is_marked(hints[field.name]))


def _is_marked(hint: Any) -> bool:
    return RESTRICTED in getattr(hint, "__metadata__", ()) or any(map(_is_marked, get_args(hint)))
