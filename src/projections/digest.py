"""Whether two read models hold the same rows: a digest that does not depend on their order.

Each row, in the form in which COPY has it, is hashed by itself; the digest is the sum of the hashes. So it
can be made of parts, and added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from psycopg import Connection, sql

from .columns import column_types
from .copy_binary import RowPacker, copied_out
from .projection import Part, Projection

_SIZE = 16
_ALL = (1 << (8 * _SIZE)) - 1
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Digest:
    """The sum of the rows' hashes, and how many rows there are."""

    value: int = 0
    rows: int = 0

    def __add__(self, other: "Digest") -> "Digest":
        return Digest((self.value + other.value) & _ALL, self.rows + other.rows)

    def __str__(self) -> str:
        return f"{self.value:032x}"

    @classmethod
    def parse(cls, text: str, rows: int) -> "Digest":
        """The digest that was written so."""
        return cls(int(text, 16), rows)


def digest_of_packed(packed: Sequence[bytes]) -> Digest:
    """The digest of rows that are packed already."""
    read, fresh = int.from_bytes, blake2b(digest_size=_SIZE).copy  # a copy is begun sooner than a new one
    total = 0
    for row in packed:
        hashed = fresh()
        hashed.update(row)
        total += read(hashed.digest(), "big")
    return Digest(total & _ALL, len(packed))


def digest_of_rows(kind: Projection[Any] | Part[Any], rows: Iterable[Any]) -> Digest:
    """The digest of rows at hand, of a projection or of its part."""
    return digest_of_packed(RowPacker(kind.row).packed(list(rows)))


def digest_of_table(connection: Connection[Any], kind: Projection[Any] | Part[Any]) -> Digest:
    """The digest of what stands in the table of a projection or of its part."""
    query = sql.SQL("select {} from {}").format(
        sql.SQL(", ").join(map(sql.Identifier, column_types(kind.row))), sql.Identifier(kind.name)
    )
    total, batch = Digest(), list[bytes]()
    for row in copied_out(connection, query):
        batch.append(row)
        if len(batch) == _AT_ONCE:
            total += digest_of_packed(batch)
            batch.clear()
    return total + digest_of_packed(batch)


def kinds_of(projection: Projection[Any]) -> list[Projection[Any] | Part[Any]]:
    """A projection and its part, if it has one: each has a table and a digest of its own."""
    return [projection] if projection.part is None else [projection, projection.part]
