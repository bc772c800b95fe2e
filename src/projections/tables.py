"""Rows of a read model to and from their table. Columns are the fields of the row's class."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Generic, TypeVar, get_args, get_type_hints
from uuid import UUID

import msgspec
from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from .projection import Key, Part, Projection

Row = TypeVar("Row")

_COLUMN_TYPES: dict[Any, str] = {
    UUID: "uuid",
    int: "bigint",
    str: "text",
    bool: "boolean",
    date: "date",
    datetime: "timestamptz",
}


class Table(Generic[Row]):
    """The table of one projection, or of its part."""

    def __init__(self, projection: Projection[Row] | Part[Any]) -> None:
        self._row = projection.row
        hints = get_type_hints(projection.row)
        self._names = [field.name for field in fields(projection.row)]  # type: ignore[arg-type]
        self._types = [_COLUMN_TYPES.get(_not_none(hints[name]), "jsonb") for name in self._names]
        self._json = {
            n: hints[n] for n, kind in zip(self._names, self._types, strict=True) if kind == "jsonb"
        }
        self._load, self._save = _statements(projection.name, self._names, self._types, projection.key)
        self._key_length = len(projection.key)
        self._forget = sql.SQL("delete from {} where {} = any(%s)").format(
            sql.Identifier(projection.name), sql.Identifier(projection.key[0])
        )

    def load(self, connection: Connection, keys: Iterable[Key]) -> list[Row]:
        """The rows with these keys, where there are such."""
        columns = list(zip(*keys, strict=True)) or [()] * self._key_length
        cursor = connection.execute(self._load, [list(column) for column in columns])
        return [self._row(**self._read(row)) for row in cursor.fetchall()]

    def save(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert or replace rows."""
        if rows:
            connection.execute(self._save, [self._column(name, rows) for name in self._names])

    def forget(self, connection: Connection, firsts: Collection[Hashable]) -> None:
        """Delete every row whose key begins with one of these."""
        if firsts:
            connection.execute(self._forget, [list(firsts)])

    def _column(self, name: str, rows: Sequence[Row]) -> list[Any]:
        values = [getattr(row, name) for row in rows]
        return (
            [Jsonb(_lean(value), msgspec.json.encode) for value in values] if name in self._json else values
        )

    def _read(self, values: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(self._names, values, strict=True))
        for name, kind in self._json.items():
            row[name] = msgspec.convert(row[name], kind)
        return row


class PartTable:
    """The table of a part of a projection."""

    def __init__(self, part: Part[Any]) -> None:
        self._part = part
        self._table: Table[Any] = Table(part)
        hints = get_type_hints(part.row)
        self._clear = sql.SQL("delete from {table} where ({owner}) in (select * from unnest({keys}))").format(
            table=sql.Identifier(part.name),
            owner=sql.SQL(", ").join(map(sql.Identifier, part.owner)),
            keys=sql.SQL(", ").join(sql.SQL(f"%s::{_COLUMN_TYPES[hints[name]]}[]") for name in part.owner),
        )

    def replace(self, connection: Connection, owners: Sequence[Any]) -> None:
        """Put the parts of these rows in the place of what stood there."""
        if not owners:
            return
        keys = [[getattr(owner, name) for owner in owners] for name in self._part.owner]
        connection.execute(self._clear, keys)
        self._table.save(connection, [one for owner in owners for one in self._part.of(owner)])


def _lean(value: Any) -> Any:
    """What JSON can hold of a value. Fields that say nothing are left out: their default is None."""
    return _without_none(msgspec.to_builtins(value))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(one) for name, one in value.items() if one is not None}
    return [_without_none(one) for one in value] if isinstance(value, list) else value


def _not_none(hint: Any) -> Any:
    options = [option for option in get_args(hint) if option is not type(None)]
    return options[0] if type(None) in get_args(hint) and len(options) == 1 else hint


def _statements(
    table: str, names: Sequence[str], types: Sequence[str], key: Sequence[str]
) -> tuple[sql.Composed, sql.Composed]:
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    arrays = sql.SQL(", ").join(sql.SQL(f"%s::{kind}[]") for kind in types)
    kinds = dict(zip(names, types, strict=True))
    load = sql.SQL("select {columns} from {table} where ({key}) in (select * from unnest({keys}))").format(
        columns=columns,
        table=sql.Identifier(table),
        key=sql.SQL(", ").join(map(sql.Identifier, key)),
        keys=sql.SQL(", ").join(sql.SQL(f"%s::{kinds[name]}[]") for name in key),
    )
    save = sql.SQL(
        "insert into {table} ({columns}) select * from unnest({arrays})"
        " on conflict ({key}) do update set {sets}"
    ).format(
        table=sql.Identifier(table),
        columns=columns,
        arrays=arrays,
        key=sql.SQL(", ").join(map(sql.Identifier, key)),
        sets=sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in names if name not in key
        ),
    )
    return load, save
