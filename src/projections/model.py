"""One read model in the hands of the runner: what a batch of events makes of its rows.

Asking, folding and writing are steps of their own, so that the statements of all read models go to the
database together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from psycopg import Connection

from ..domain.correction.effective import is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from .folding import fold_one
from .projection import Key, Projection, Rows
from .tables import Asked, PartTable, Table

History = Callable[[Recorded[Event]], Iterable[Recorded[Event]]]
"""The readable events of an event's stream up to that event."""


@dataclass(slots=True)
class Change:
    """A batch on its way into a read model. `events`: those that concern it."""

    events: list[Recorded[Event]] = field(default_factory=list)
    rows: Asked = None
    parts: Asked = None
    folded: Rows[Any] | None = None


class Model:
    """A projection and its tables."""

    def __init__(self, projection: Projection[Any]) -> None:
        self.projection = projection
        self.name = projection.tracking_name
        self._table: Table[Any] = Table(projection)
        self._part = None if projection.part is None else PartTable(projection.part)

    def ask(self, connection: Connection, events: Sequence[Recorded[Event]]) -> Change:
        """Ask for the rows that these events may concern."""
        change = Change()
        keys_of, adds = self.projection.keys, self.projection.adds
        keys: set[Key] = set()
        for recorded in events:
            found = keys_of(recorded)
            corrects = is_correction(recorded.event)
            if not (found or corrects):
                continue
            change.events.append(recorded)
            if corrects or not adds:
                keys.update(found)
        change.rows = self._table.ask(connection, keys)
        if self._part is not None:
            change.parts = self._part.ask(connection, keys)
        return change

    def fold(self, change: Change, history: History) -> None:
        """Fold the events into the rows that were asked for."""
        projection = self.projection
        change.folded = rows = Rows(projection.key_of, self._table.answer(change.rows))
        for recorded in change.events:
            fold_one(projection, rows, recorded, partial(history, recorded))

    def write(self, connection: Connection, change: Change) -> None:
        """Write the rows that have become others."""
        rows = change.folded
        if rows is None:
            return
        touched = list(rows.touched.values())
        self._table.forget(connection, rows.forgotten)
        self._table.save(connection, touched)
        if self._part is not None:
            self._part.replace(connection, change.parts, touched)
