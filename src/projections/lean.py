"""What is kept of a value in a column of JSON: what differs from its default, and nothing else."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any

_MISSING = object()


def lean(value: Any) -> Any:
    """Dictionaries and lists for a value of dataclasses; `msgspec.convert` gives the value back.

    A field that has its default is left out: rows are read and written with every event of a person.
    """
    if is_dataclass(value) and not isinstance(value, type):
        found = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: lean(one) for name, one, default in found if one != default}
    if isinstance(value, Mapping):
        return {key: lean(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):  # in one order in every process, so that rows can be compared
        return sorted((lean(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [lean(one) for one in value]
    return value


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return _MISSING if field.default_factory is MISSING else field.default_factory()
