"""Which columns a read model has: the fields of its row's class, each with its PostgreSQL type."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any, get_args, get_type_hints
from uuid import UUID

_TYPES: dict[Any, str] = {
    UUID: "uuid",
    int: "bigint",
    str: "text",
    bool: "boolean",
    date: "date",
    datetime: "timestamptz",
}


def column_types(row: type[Any]) -> dict[str, str]:
    """Column → type, in the order of the fields. What is no plain value is kept as `jsonb`."""
    hints = get_type_hints(row)
    return {field.name: _TYPES.get(_not_none(hints[field.name]), "jsonb") for field in fields(row)}


def _not_none(hint: Any) -> Any:
    options = [option for option in get_args(hint) if option is not type(None)]
    return options[0] if type(None) in get_args(hint) and len(options) == 1 else hint
