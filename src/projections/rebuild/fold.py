"""From the events of whole streams to the rows of read models, by the folds of live.

The quick way reads of each event what the folds look at. A stream with a correction, with an event of an old
version or with one that cannot be read or folded goes the careful way, which is that of the runner.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from uuid import UUID

from structlog import get_logger

from ...domain.correction.events import EventCorrected, EventRetracted
from ...domain.envelope import Recorded
from ...domain.events import Event
from ..folding import rows_of_stream
from ..projection import Key, Projection, Reads, Rows
from ..runner import Undecodable
from ..set_aside import Aside
from .entries import entry_packer
from .plan import Reading, looked_at
from .streams import PLACE, PLACE_AT, TYPE_AT, in_order

_LOG = get_logger("tongxin.rebuild")


@dataclass(slots=True)
class Folded:
    """Rows by the name of their table, those that are packed already, and what could not be folded."""

    rows: dict[str, list[Any]]
    packed: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    aside: list[Aside] = field(default_factory=list)


class StreamFold:
    """Folds one stream after the other. `troubled`: streams for the careful way from the start."""

    def __init__(
        self, projections: Sequence[Projection[Any]], reading: Reading, troubled: Collection[UUID]
    ) -> None:
        self._projections = projections
        self._ways = [_way(projection) for projection in projections]
        self.glimpses = (names := looked_at(projections)) is not None
        self._reading = reading
        self._readers = self._quick_readers(names)
        self._whole = reading.whole
        self._troubled = troubled

    def fold(self, stream: bytes, stored: list[bytes], into: Folded) -> None:
        """Add the rows of a stream."""
        person = UUID(bytes=stream)
        if person in self._troubled:
            self._careful(person, stored, into)
            return
        try:
            found = self._quick(person, stored)
        except AttributeError as error:  # `reads` does not say all: from now on, read everything
            if not self.glimpses:
                self._careful(person, stored, into)
                return
            _LOG.warning("reads_too_little", error=str(error))
            self.glimpses, self._readers = False, self._quick_readers(None)
            self.fold(stream, stored, into)
            return
        except Exception:  # the careful way finds out which event it is, and whether there is anything wrong
            self._careful(person, stored, into)
            return
        for projection, rows in zip(self._projections, found, strict=True):
            if projection.entry is None:
                _add(projection, rows, into)
            else:
                into.packed[projection.name] += rows

    def _quick_readers(self, names: Reads | None) -> dict[bytes, Callable[[bytes], Any]]:
        """For every event but those that change what counts of others."""
        found = dict(self._reading.quick(names))
        for kind in (EventCorrected, EventRetracted):
            found.pop(kind.TYPE.encode(), None)
        return found

    def _quick(self, stream: UUID, stored: list[bytes]) -> list[list[Any]]:
        stored.sort()  # see `in_order`
        events: list[Any] = []
        add, readers = events.append, self._readers
        for row in stored:
            end = TYPE_AT + row[TYPE_AT - 1]
            seen = readers[row[TYPE_AT:end]](row[end + 4 :])
            seen.stream = stream
            seen.version, seen.position = PLACE(row, PLACE_AT)
            add(seen)
        return [way(stored, events) for way in self._ways]

    def _careful(self, stream: UUID, stored: list[bytes], into: Folded) -> None:
        events: list[Recorded[Event]] = []
        for version, position, kind, state in in_order(stored):
            read = self._whole(stream, version, position, kind.decode(), state)
            if isinstance(read, Undecodable):
                into.aside += [
                    Aside.of(stream, version, projection.tracking_name, position, read.type, read)
                    for projection in self._projections
                ]
            else:
                events.append(read)
        for projection in self._projections:
            rows, failed = rows_of_stream(projection, events)
            _add(projection, rows, into)
            into.aside += [
                Aside.of(stream, one.version, projection.tracking_name, one.position, one.event.TYPE, error)
                for one in events
                if (error := failed.get(one.version)) is not None
            ]


def _way(projection: Projection[Any]) -> Callable[[Sequence[bytes], Sequence[Any]], list[Any]]:
    """From the events of a stream that corrects nothing to its rows, packed if they are entries."""
    if projection.entry is not None:
        return entry_packer(projection)
    fold, key_of = projection.fold, _key_of(projection)

    def folded(_stored: Sequence[bytes], events: Sequence[Any]) -> list[Any]:
        rows = OneRow() if key_of is None else StreamRows(key_of)
        for seen in events:
            fold(rows, seen)
        return rows.whole()

    return folded


def _add(projection: Projection[Any], rows: list[Any], into: Folded) -> None:
    into.rows[projection.name] += rows
    if (part := projection.part) is not None:
        parts = into.rows[part.name]
        for row in rows:
            parts += part.of(row)


class StreamRows(Rows[Any]):
    """The rows of one stream, all of them new: of a key, what comes after the stream tells them apart."""

    def __init__(self, key_of: Callable[[Any], Any]) -> None:
        super().__init__(key_of)
        self._short_key_of = key_of
        self._of_stream: dict[Any, Any] = {}

    def get(self, key: Key) -> Any:
        """The row with this key, or None."""
        return self._of_stream.get(key[1] if len(key) == 2 else key[1:])

    take = get

    def put(self, row: Any) -> Any:
        """Add a row, or replace the one with its key."""
        self._of_stream[self._short_key_of(row)] = row
        return row

    def forget(self, first: Hashable) -> None:
        """Drop every row."""
        self._of_stream.clear()

    def whole(self) -> list[Any]:
        """All there are."""
        return list(self._of_stream.values())


class OneRow(Rows[Any]):
    """The row of one stream, where a projection has no more than one: no key need be looked at."""

    def __init__(self) -> None:
        super().__init__(lambda _row: ())
        self._row: Any = None

    def get(self, key: Key) -> Any:
        """The row, or None where there is none yet."""
        return self._row

    take = get

    def put(self, row: Any) -> Any:
        """Add the row, or replace it."""
        self._row = row
        return row

    def forget(self, first: Hashable) -> None:
        """Drop the row."""
        self._row = None

    def whole(self) -> list[Any]:
        """The row, if there is one."""
        return [] if self._row is None else [self._row]


def _key_of(projection: Projection[Any]) -> Callable[[Any], Any] | None:
    """What tells the rows of a stream apart; None where there is but one."""
    rest = projection.key[1:]
    return attrgetter(*rest) if rest else None
