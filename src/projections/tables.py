"""Rows of a read model to and from their table. Columns are the fields of the row's class.

A question is asked in one call and answered in another, so that many can be on their way at once
(`Connection.pipeline`).
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec
from psycopg import Connection, Cursor, sql

from .arrays import Pack, packer
from .columns import column_types
from .projection import Key, Part, Projection

Row = TypeVar("Row")
Asked = Cursor[tuple[Any, ...]] | None
"""A question that is on its way; None where there was nothing to ask."""


class Table(Generic[Row]):
    """The table of one projection, or of its part."""

    def __init__(self, projection: Projection[Row] | Part[Any]) -> None:
        self._row = projection.row
        hints = get_type_hints(projection.row)
        self._names = [field.name for field in fields(projection.row)]  # type: ignore[arg-type]
        self._types = column_types(projection.row)
        self._decoders = [
            (at, msgspec.json.Decoder(hints[name]).decode)
            for at, (name, kind) in enumerate(self._types.items())
            if kind == "jsonb"
        ]
        self._packers = [packer(kind) for kind in self._types.values()]
        self._values: Callable[[Row], tuple[Any, ...]] = attrgetter(*self._names)
        self._table = sql.Identifier(projection.name)
        self._key = projection.key
        self._by_key = Asking(self, projection.key)
        self._save = self._upsert().as_bytes()
        first = projection.key[0]
        self._pack_first = packer(self._types[first])
        self._forget = self._delete([first]).as_bytes()
        self._drop = self._delete(self._key).as_bytes()

    def ask(self, connection: Connection, keys: Iterable[Key]) -> Asked:
        """Ask for the rows with these keys."""
        return self._by_key.ask(connection, list(keys))

    def answer(self, asked: Asked) -> list[Row]:
        """The rows that were asked for, where there are such."""
        return [] if asked is None else [self._made(values) for values in asked.fetchall()]

    def load(self, connection: Connection, keys: Iterable[Key]) -> list[Row]:
        """The rows with these keys, where there are such."""
        return self.answer(self.ask(connection, keys))

    def save(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert or replace rows."""
        if rows:
            columns = zip(*map(self._values, rows), strict=True)
            packed = [pack(column) for pack, column in zip(self._packers, columns, strict=True)]
            connection.execute(self._save, packed)

    def forget(self, connection: Connection, firsts: Collection[Hashable]) -> None:
        """Delete every row whose key begins with one of these."""
        if firsts:
            connection.execute(self._forget, [self._pack_first(list(firsts))])

    def delete(self, connection: Connection, keys: Sequence[Key]) -> None:
        """Delete the rows with these keys."""
        if keys:
            connection.execute(self._drop, self._by_key.packed(keys))

    def packers_of(self, names: Sequence[str]) -> list[Pack]:
        """How the values of some columns become parameters."""
        return [packer(self._types[name]) for name in names]

    def select(self, names: Sequence[str]) -> sql.Composed:
        """The question for rows by the values of some columns, which are arrays."""
        columns = sql.SQL(", ").join(
            sql.SQL("{}::text" if self._types[name] == "jsonb" else "{}").format(sql.Identifier(name))
            for name in self._names
        )
        return sql.SQL("select {} from {} where {}").format(columns, self._table, self._matching(names))

    def _made(self, values: Sequence[Any]) -> Row:
        if not self._decoders:
            return self._row(*values)
        changed = list(values)
        for at, decode in self._decoders:
            if (text := changed[at]) is not None:
                changed[at] = decode(text)
        return self._row(*changed)

    def _matching(self, names: Sequence[str]) -> sql.Composed:
        if len(names) == 1:
            return sql.SQL("{} = any(%s)").format(sql.Identifier(names[0]))
        return sql.SQL("({names}) in (select * from unnest({values}))").format(
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
            values=sql.SQL(", ").join(sql.SQL("%s") for _ in names),
        )

    def _delete(self, names: Sequence[str]) -> sql.Composed:
        return sql.SQL("delete from {} where {}").format(self._table, self._matching(names))

    def _upsert(self) -> sql.Composed:
        return sql.SQL(
            "insert into {table} ({columns}) select * from unnest({arrays})"
            " on conflict ({key}) do update set {sets}"
        ).format(
            table=self._table,
            columns=sql.SQL(", ").join(map(sql.Identifier, self._names)),
            arrays=sql.SQL(", ").join(sql.SQL("%s") for _ in self._names),
            key=sql.SQL(", ").join(map(sql.Identifier, self._key)),
            sets=sql.SQL(", ").join(
                sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
                for name in self._names
                if name not in self._key
            ),
        )


class Asking:
    """How rows of a table are asked for by some of its columns."""

    def __init__(self, table: Table[Any], names: Sequence[str]) -> None:
        self._query = table.select(names).as_bytes()
        self._packers = table.packers_of(names)

    def packed(self, values: Sequence[Key]) -> list[Any]:
        """Values of the columns, row by row, as parameters."""
        columns = zip(*values, strict=True)
        return [pack(column) for pack, column in zip(self._packers, columns, strict=True)]

    def ask(self, connection: Connection, values: Sequence[Key]) -> Asked:
        """Ask for the rows that have one of these values."""
        return connection.execute(self._query, self.packed(values), binary=True) if values else None


class PartTable:
    """The table of a part of a projection. Only what differs from what stands there is written."""

    def __init__(self, part: Part[Any]) -> None:
        self._part = part
        self._table: Table[Any] = Table(part)
        self._of_owners = Asking(self._table, part.owner)

    def ask(self, connection: Connection, keys: Iterable[Key]) -> Asked:
        """Ask for the parts of the owners with these keys."""
        return self._of_owners.ask(connection, list(keys))

    def replace(self, connection: Connection, asked: Asked, owners: Sequence[Any]) -> None:
        """Put the parts of these rows, which were asked for, in the place of what stood there."""
        names = self._part.owner
        ours = {tuple(getattr(owner, name) for name in names) for owner in owners}
        before = {
            self._key(part): part
            for part in self._table.answer(asked)
            if tuple(getattr(part, name) for name in names) in ours
        }
        after = {self._key(part): part for owner in owners for part in self._part.of(owner)}
        self._table.delete(connection, [key for key in before if key not in after])
        self._table.save(connection, [part for key, part in after.items() if before.get(key) != part])

    def _key(self, part: Any) -> Key:
        return tuple(getattr(part, name) for name in self._part.key)
