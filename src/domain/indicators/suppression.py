"""Which cells of a table are hidden, so that no small one can be read or worked out from the rest.

Hidden first are the small ones; a nought is about nobody and is shown. Then as many others as it takes: in
each sum the hidden parts together are no small number and leave each other room, and no hidden cell follows
from all sums together. A hidden cell is known to be at least one, which is reckoned with.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
_PRIME = (1 << 61) - 1
"""Sums are solved modulo a prime: coefficients are 1 and -1, and whole numbers stay small."""


@dataclass(frozen=True, slots=True)
class Total:
    """A cell that is the sum of others. Positions in the list of cells."""

    whole: int
    parts: tuple[int, ...]


def hidden(cells: Mapping[Key, int], sums: Sequence[tuple[Key, Sequence[Key]]], minimum: int) -> set[Key]:
    """The keys of the cells that are not shown. `sums`: wholes and their parts, all of them cells."""
    keys = list(cells)
    place = {key: at for at, key in enumerate(keys)}
    values = [cells[key] for key in keys]
    totals = [Total(place[whole], tuple(place[part] for part in parts)) for whole, parts in sums]
    found = {at for at, value in enumerate(values) if 0 < value < minimum}
    while True:
        before = len(found)
        for total in totals:
            _hide_more(total, values, found, minimum)
        if len(found) > before:
            continue
        for at in _determined(totals, found):
            _hide_beside(at, totals, values, found)
        if len(found) == before:
            return {keys[at] for at in found}


def _hide_more(total: Total, values: Sequence[int], found: set[int], minimum: int) -> None:
    """Hide further parts, and at last the whole, until the hidden parts have room."""
    while True:
        parts = [at for at in total.parts if at in found]
        if total.whole in found:
            if parts or not values[total.whole]:
                return  # nothing visible says what the hidden parts come to
        else:
            room = sum(values[at] for at in parts)
            if not parts or (len(parts) > 1 and room >= max(minimum, len(parts) + 1)):
                return
        if not _hide_smallest([*total.parts], values, found) and not _hide_smallest(
            [total.whole], values, found
        ):
            return


def _hide_beside(at: int, totals: Sequence[Total], values: Sequence[int], found: set[int]) -> None:
    """Hide one more cell of a sum that holds a cell which follows from the others."""
    beside = [cell for one in totals if at in (one.whole, *one.parts) for cell in (one.whole, *one.parts)]
    _hide_smallest(beside, values, found)


def _hide_smallest(cells: Sequence[int], values: Sequence[int], found: set[int]) -> bool:
    """Hide the smallest of some cells that is shown and no nought."""
    shown = [at for at in cells if at not in found and values[at] > 0]
    if shown:
        found.add(min(shown, key=lambda at: (values[at], at)))
    return bool(shown)


def _determined(totals: Sequence[Total], found: set[int]) -> list[int]:
    """The hidden cells that follow from the sums and the cells that are shown."""
    rows: dict[int, dict[int, int]] = {}
    for total in totals:
        row = {at: 1 for at in total.parts if at in found}
        if total.whole in found:
            row[total.whole] = _PRIME - 1
        _reduce(rows, row)
    return [pivot for pivot, row in rows.items() if len(row) == 1]


def _reduce(rows: dict[int, dict[int, int]], row: dict[int, int]) -> None:
    """Add an equation to reduced ones, by pivot; afterwards each pivot stands in its own row only."""
    for pivot in [at for at in row if at in rows]:
        _subtract(row, rows[pivot], row[pivot])
    if not row:
        return
    pivot = min(row)
    inverse = pow(row[pivot], -1, _PRIME)
    row = {at: value * inverse % _PRIME for at, value in row.items()}
    for other in rows.values():
        if pivot in other:
            _subtract(other, row, other[pivot])
    rows[pivot] = row


def _subtract(row: dict[int, int], other: Mapping[int, int], times: int) -> None:
    for at, value in other.items():
        left = (row.get(at, 0) - times * value) % _PRIME
        if left:
            row[at] = left
        else:
            row.pop(at, None)
