"""What a projection is: a name, a version, a table and a fold. The fold does no I/O and knows no clock."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..domain.envelope import Recorded
from ..domain.events import Event

Row = TypeVar("Row")
Key = tuple[Hashable, ...]
Reads = Mapping[type[Event], frozenset[str] | None]


class Rows(Generic[Row]):
    """The rows at hand while a batch is folded, by key. A fold may change a row that it takes from here."""

    def __init__(self, key_of: Callable[[Row], Key], loaded: Iterable[Row] = ()) -> None:
        self._key_of = key_of
        self._rows = {key_of(row): row for row in loaded}
        self.touched: dict[Key, Row] = {}
        self.forgotten: set[Hashable] = set()

    def get(self, key: Key) -> Row | None:
        """The row with this key, to be looked at, or None where there is none."""
        return self._rows.get(key)

    def take(self, key: Key) -> Row | None:
        """The row with this key, to be changed, or None where there is none."""
        row = self._rows.get(key)
        if row is not None:
            self.touched[key] = row
        return row

    def put(self, row: Row) -> Row:
        """Add a row, or replace the one with its key."""
        key = self._key_of(row)
        self._rows[key] = self.touched[key] = row
        return row

    def forget(self, first: Hashable) -> None:
        """Drop every row whose key begins so, those in the table too. Rows put from now on stay."""
        for key in [key for key in self._rows if key[0] == first]:
            del self._rows[key]
            self.touched.pop(key, None)
        self.forgotten.add(first)


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Rows of a second table that follow from a projection's row, and are replaced whole with it.

    `owner`: the columns, those of the row's key, by which its parts are found. `of`: the parts of a row.
    """

    name: str
    row: type[Any]
    key: tuple[str, ...]
    owner: tuple[str, ...]
    of: Callable[[Row], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Projection(Generic[Row]):
    """One read model.

    `version`: raised when the fold or the row changes. `key`: the columns that tell rows apart. `keys`: which
    rows an event may concern; of an event that concerns none, nothing is folded. `adds`: each event has a row
    of its own, which cannot be there yet; only a correction looks at others. `entry`: the row that every
    event adds, which is all that one does that corrects nothing: its first fields, each with where its value
    stands in what is recorded (`actor.user`); the others are None. `refolds`: a correction changes
    what earlier events came to, so the stream's rows are folded anew from the events that count. `part`: a
    list that follows from each row.

    For rebuilding: `reads`: the events that the fold looks into, with the fields that it looks at (None:
    all); of any other event it reads no more than the envelope, `TYPE` and `occurred_at`. None: it looks
    into all.
    `across`: an event may concern rows of other streams than its own.
    """

    name: str
    version: int
    row: type[Row]
    key: tuple[str, ...]
    keys: Callable[[Recorded[Event]], Iterable[Key]]
    fold: Callable[[Rows[Row], Recorded[Event]], None]
    refolds: bool
    part: Part[Row] | None = None
    reads: Reads | None = None
    across: bool = False
    adds: bool = False
    entry: Mapping[str, str] | None = None

    @property
    def by_stream(self) -> bool:
        """Whether each row follows from one stream, so that streams can be folded side by side."""
        return self.key[0] == "stream" and not self.across

    @property
    def tracking_name(self) -> str:
        """Under which name its position is kept."""
        return f"{self.name}/{self.version}"

    def key_of(self, row: Row) -> Key:
        """The key of a row."""
        return tuple(getattr(row, name) for name in self.key)
