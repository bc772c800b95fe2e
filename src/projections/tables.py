"""Rows of a read model to and from their table. Columns are the fields of the row's class."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec
from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from .columns import column_types
from .lean import lean
from .projection import Key, Part, Projection

Row = TypeVar("Row")


class Table(Generic[Row]):
    """The table of one projection, or of its part."""

    def __init__(self, projection: Projection[Row] | Part[Any]) -> None:
        self._row = projection.row
        hints = get_type_hints(projection.row)
        self._names = [field.name for field in fields(projection.row)]  # type: ignore[arg-type]
        self._types = column_types(projection.row)
        self._json = {name: hints[name] for name, kind in self._types.items() if kind == "jsonb"}
        self._table = sql.Identifier(projection.name)
        self._key = projection.key
        self._load = self._select(projection.key)
        self._save = self._upsert()
        self._forget = sql.SQL("delete from {} where {} = any(%s)").format(
            self._table, sql.Identifier(projection.key[0])
        )
        self._delete = sql.SQL("delete from {} where {}").format(self._table, self._matching(projection.key))

    def load(self, connection: Connection, keys: Iterable[Key]) -> list[Row]:
        """The rows with these keys, where there are such."""
        return self._found(connection, self._load, list(keys))

    def loader(self, names: Sequence[str]) -> "Loader[Row]":
        """How to load rows by other columns than the key."""
        query = self._select(names)
        return lambda connection, values: self._found(connection, query, values)

    def save(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert or replace rows."""
        if rows:
            connection.execute(self._save, [self._column(name, rows) for name in self._names])

    def forget(self, connection: Connection, firsts: Collection[Hashable]) -> None:
        """Delete every row whose key begins with one of these."""
        if firsts:
            connection.execute(self._forget, [list(firsts)])

    def delete(self, connection: Connection, keys: Sequence[Key]) -> None:
        """Delete the rows with these keys."""
        if keys:
            connection.execute(self._delete, _columns(keys))

    def _found(self, connection: Connection, query: sql.Composed, values: Sequence[Key]) -> list[Row]:
        if not values:
            return []
        cursor = connection.execute(query, _columns(values))
        return [self._row(**self._read(row)) for row in cursor.fetchall()]

    def _column(self, name: str, rows: Sequence[Row]) -> list[Any]:
        values = [getattr(row, name) for row in rows]
        return [_json(value) for value in values] if name in self._json else values

    def _read(self, values: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(self._names, values, strict=True))
        for name, kind in self._json.items():
            row[name] = msgspec.convert(row[name], kind)
        return row

    def _matching(self, names: Sequence[str]) -> sql.Composed:
        return sql.SQL("({names}) in (select * from unnest({values}))").format(
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
            values=sql.SQL(", ").join(sql.SQL(f"%s::{self._types[name]}[]") for name in names),
        )

    def _select(self, names: Sequence[str]) -> sql.Composed:
        columns = sql.SQL(", ").join(map(sql.Identifier, self._names))
        return sql.SQL("select {} from {} where {}").format(columns, self._table, self._matching(names))

    def _upsert(self) -> sql.Composed:
        return sql.SQL(
            "insert into {table} ({columns}) select * from unnest({arrays})"
            " on conflict ({key}) do update set {sets}"
        ).format(
            table=self._table,
            columns=sql.SQL(", ").join(map(sql.Identifier, self._names)),
            arrays=sql.SQL(", ").join(sql.SQL(f"%s::{kind}[]") for kind in self._types.values()),
            key=sql.SQL(", ").join(map(sql.Identifier, self._key)),
            sets=sql.SQL(", ").join(
                sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
                for name in self._names
                if name not in self._key
            ),
        )


Loader = Callable[[Connection, Sequence[Key]], list[Row]]
"""Loads the rows that have one of these values."""


class PartTable:
    """The table of a part of a projection. Only what differs from what stands there is written."""

    def __init__(self, part: Part[Any]) -> None:
        self._part = part
        self._table: Table[Any] = Table(part)
        self._of_owners = self._table.loader(part.owner)

    def replace(self, connection: Connection, owners: Sequence[Any]) -> None:
        """Put the parts of these rows in the place of what stood there."""
        keys = [tuple(getattr(owner, name) for name in self._part.owner) for owner in owners]
        before = {self._key(part): part for part in self._of_owners(connection, keys)}
        after = {self._key(part): part for owner in owners for part in self._part.of(owner)}
        self._table.delete(connection, [key for key in before if key not in after])
        self._table.save(connection, [part for key, part in after.items() if before.get(key) != part])

    def _key(self, part: Any) -> Key:
        return tuple(getattr(part, name) for name in self._part.key)


def _json(value: Any) -> Jsonb | None:
    return None if value is None else Jsonb(lean(value), msgspec.json.encode)


def _columns(keys: Sequence[Key]) -> list[list[Any]]:
    return [list(column) for column in zip(*keys, strict=True)]
