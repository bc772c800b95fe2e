"""Columns of rows as arrays in PostgreSQL's binary form: the parameters of the runner's statements."""

from collections.abc import Callable, Sequence
from struct import Struct
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

from .copy_binary import encoder

_HEADER = Struct("!iiIii").pack  # dimensions, may have nulls, element type, length, lower bound
_OIDS = {
    "uuid": (2950, 2951),
    "bigint": (20, 1016),
    "text": (25, 1009),
    "boolean": (16, 1000),
    "date": (1082, 1182),
    "timestamptz": (1184, 1185),
    "jsonb": (3802, 3807),
}


class PackedArray:
    """An array, packed for the wire."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed


Pack = Callable[[Sequence[Any]], PackedArray]
"""Values of a column to a parameter."""


def packer(kind: str) -> Pack:
    """How values of a PostgreSQL type become an array of it. One packer is used by one thread."""
    element, _ = _OIDS[kind]
    made = _KINDS[kind]
    encode = encoder(kind)

    def pack(values: Sequence[Any]) -> PackedArray:
        if not values:
            return made(_HEADER(0, 0, element, 0, 1)[:12])
        return made(_HEADER(1, 1, element, len(values), 1) + b"".join(encode(values)))

    return pack


def _registered(kind: str) -> type[PackedArray]:
    """A class of arrays that psycopg sends as this type: it tells parameters apart by their class."""
    made: type[PackedArray] = type(f"Packed_{kind}", (PackedArray,), {"__slots__": ()})

    class PackedDumper(Dumper):
        format = Format.BINARY
        oid = _OIDS[kind][1]

        def dump(self, obj: PackedArray) -> Buffer:
            return obj.packed

    psycopg.adapters.register_dumper(made, PackedDumper)
    return made


_KINDS = {kind: _registered(kind) for kind in _OIDS}
