"""Rows that follow from one event each, packed straight from it: no row is made on the way, and no column.

What is packed is what `Projection.entry` says; the fold goes by it too.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from struct import Struct
from typing import Any, get_args, get_type_hints

from ..columns import column_types
from ..copy_binary import NULL, Known, text
from ..projection import Projection
from .streams import TYPE_AT

Pack = Callable[[Sequence[bytes], Sequence[Any]], list[bytes]]
"""Stored rows, and the events read from them, to a row each, as COPY has it."""

_STORED = ("stream", "version", "position", "event.TYPE")
"""What stands in a stored row as it will stand in the entry."""
_FIXED = {"uuid": "i16s", "bigint": "iq", "timestamptz": "iq"}
_VALUES = {
    "uuid": "16, one.{}.int.to_bytes(16, 'big')",
    "bigint": "8, one.{}",
    "timestamptz": "8, (one.{} - EPOCH) // MICROSECOND",
}
_SOURCE = """
def pack(rows, events):
    packed = []
    add = packed.append
    for row, one in zip(rows, events):
        add(join((HEAD, row[2 : {at} + row[{at} - 1]], {parts}, REST)))
    return packed
"""

Column = tuple[str, str, bool]
"""Where its value stands, its PostgreSQL type, whether there may be none."""


def entry_packer(projection: Projection[Any]) -> Pack:
    """Made for a projection. It raises some error for an event that has not what a column needs.

    Raises `ValueError` where `entry` does not begin with what is stored beside an event.
    """
    entry, types = projection.entry or {}, column_types(projection.row)
    if tuple(entry.values())[: len(_STORED)] != _STORED or tuple(types)[: len(entry)] != tuple(entry):
        raise ValueError(f"{projection.name}: the first columns are to be {', '.join(_STORED)}")
    hints = get_type_hints(projection.row)
    columns = [(path, types[name], type(None) in get_args(hints[name])) for name, path in entry.items()]
    names: dict[str, Any] = {
        "join": b"".join,
        "HEAD": len(types).to_bytes(2, "big"),
        "REST": NULL * (len(types) - len(entry)),
        "EPOCH": datetime(2000, 1, 1, tzinfo=UTC),
        "MICROSECOND": timedelta(microseconds=1),
    }
    parts = ", ".join(_parts(columns[len(_STORED) :], names))
    exec(_SOURCE.format(at=TYPE_AT, parts=parts), names)
    made: Pack = names["pack"]
    return made


def _parts(columns: Sequence[Column], names: dict[str, Any]) -> Iterator[str]:
    """How columns side by side are packed: numbers at once, and texts of one thing, which come again."""
    for together, group in groupby(columns, _together):
        of = list(group)
        name = f"pack_{len(names)}"
        if together:
            names[name] = Known(_texts([path.removeprefix(f"{together}.") for path, _, _ in of]))
            yield f"{name}[one.{together}]"
        else:
            names[name] = Struct("!" + "".join(_FIXED[kind] for _, kind, _ in of)).pack
            yield f"{name}({', '.join(_VALUES[kind].format(path) for path, kind, _ in of)})"


def _together(column: Column) -> str:
    path, kind, optional = column
    if kind == "text":
        return path if optional else path.rpartition(".")[0] or path
    if kind not in _FIXED or optional:
        raise ValueError(f"{path}: an entry has no {kind}{' or none' if optional else ''}")
    return ""


def _texts(names: Sequence[str]) -> Callable[[Any], bytes]:
    if len(names) == 1:
        return text
    return lambda value: b"".join(text(getattr(value, name)) for name in names)
