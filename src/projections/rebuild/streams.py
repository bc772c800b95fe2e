"""Whole streams out of the database: the events of some buckets, gathered by stream as they come.

Neither the server nor this sorts: rows come as they lie, which is nearly the order of their versions.
"""

from collections.abc import Sequence
from struct import Struct
from typing import Any

from psycopg import Connection, sql

from ..copy_binary import copied_out

# A row as COPY has it: number of fields, then each with its length before it.
_STREAM = slice(6, 22)
_PLACE = Struct("!qiqi").unpack_from  # version, length, position, length of the type
PLACE = Struct("!q4xq").unpack_from
"""Version and position, from `PLACE_AT` on."""
PLACE_AT, TYPE_AT = 26, 50
"""Where the type begins. No event of today has one that is longer than what the byte before it can say."""

_ROWS = sql.SQL("select stream, version, position, type, state from events where {} and position <= {}")

Stored = tuple[int, int, bytes, bytes]
"""Version, position, type and state."""


def in_buckets(buckets: Sequence[int]) -> sql.Composed:
    """What holds of a row of one of these buckets; those side by side, as most are, are compared at once."""
    first, last = min(buckets), max(buckets)
    if last - first + 1 == len(buckets):
        return sql.SQL("bucket between {} and {}").format(first, last)
    return sql.SQL("bucket in ({})").format(sql.SQL(", ").join(map(sql.Literal, buckets)))


def by_stream(connection: Connection[Any], buckets: Sequence[int], fence: int) -> dict[bytes, list[bytes]]:
    """All events of these buckets up to a position, as COPY has them, by the bytes of their stream's id."""
    query = _ROWS.format(in_buckets(buckets), sql.Literal(fence))
    found: dict[bytes, list[bytes]] = {}
    get = found.get
    for row in copied_out(connection, query):
        stream = row[_STREAM]
        rows = get(stream)
        if rows is None:
            found[stream] = [row]
        else:
            rows.append(row)
    return found


def in_order(rows: list[bytes]) -> list[Stored]:
    """The events of one stream in the order of their versions."""
    rows.sort()  # of one stream: the first bytes that differ are the version's
    found = []
    for row in rows:
        version, _, position, length = _PLACE(row, PLACE_AT)
        end = TYPE_AT + length
        found.append((version, position, row[TYPE_AT:end], row[end + 4 :]))
    return found
