"""What is kept of a value in a column of JSON: what differs from its default, and nothing else.

The text is that in which PostgreSQL gives it back, so that rows in memory and in a table have the same bytes.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from json.encoder import encode_basestring as quoted  # escapes what PostgreSQL escapes, and nothing else
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec

_MISSING = object()

Write = Callable[[Any], str]


def lean(value: Any) -> str:
    """JSON for a value of dataclasses; `msgspec.json.decode` with its type gives the value back.

    A field that has its default is left out: rows are read and written with every event of a person.
    Raises `TypeError` for a value that has no form in JSON.
    """
    return _WRITERS[type(value)](value)


class _Writers(dict[type[Any], Write]):
    """How values of a class are written, found out once."""

    def __missing__(self, kind: type[Any]) -> Write:
        made = self[kind] = _writer(kind)
        return made


def _writer(kind: type[Any]) -> Write:
    if issubclass(kind, str):
        return quoted
    if is_dataclass(kind):
        return _of_fields(kind)
    if issubclass(kind, Mapping):
        return _mapping
    if issubclass(kind, set | frozenset):  # in one order in every process, so that rows can be compared
        return lambda values: f"[{', '.join(sorted(map(lean, values)))}]"
    if issubclass(kind, list | tuple):
        return _list
    return _other


def _list(values: Any) -> str:
    return f"[{', '.join([_WRITERS[type(value)](value) for value in values])}]"


def _mapping(values: Mapping[Any, Any]) -> str:
    named = {
        key if isinstance(key, str) else str(msgspec.to_builtins(key)): one for key, one in values.items()
    }
    parts = [f"{quoted(key)}: {lean(named[key])}" for key in sorted(named, key=_order)]
    return f"{{{', '.join(parts)}}}"


def _order(key: str) -> tuple[int, bytes]:
    """PostgreSQL has short keys first."""
    data = key.encode()
    return len(data), data


def _of_fields(kind: type[Any]) -> Write:
    kept = sorted(fields(kind), key=lambda field: _order(field.name))
    if not kept:
        return lambda _value: "{}"
    rules = [(f"{quoted(field.name)}: ", _default(field)) for field in kept]
    get = attrgetter(*(field.name for field in kept))
    values_of: Callable[[Any], Any] = get if len(kept) > 1 else lambda value: (get(value),)
    writers = _WRITERS

    def write(value: Any) -> str:
        parts = [
            name + writers[type(one)](one)
            for (name, default), one in zip(rules, values_of(value), strict=True)
            if one != default
        ]
        return f"{{{', '.join(parts)}}}"

    return write


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return _MISSING if field.default_factory is MISSING else field.default_factory()


def _other(value: Any) -> str:
    plain = msgspec.to_builtins(value)
    if type(plain) is type(value):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return lean(plain)


_WRITERS = _Writers(
    {
        str: quoted,
        UUID: lambda value: f'"{value}"',
        date: lambda value: f'"{value.isoformat()}"',
        int: int.__repr__,
        float: float.__repr__,
        bool: lambda value: "true" if value else "false",
        type(None): lambda _value: "null",
    }
)
