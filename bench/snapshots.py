"""Would snapshots pay? Loading the state of a person of N events from all of them, and from a snapshot.

No snapshot is built in the service; this measures what one could gain at most. Its state is pickled, which
nobody should store but takes the least time, and only the last events are read beside it.
"""

import pickle
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
from psycopg import Connection

from tongxin.domain.correction.effective import effective
from tongxin.domain.kinds import PERSON
from tongxin.domain.person.state import Person
from tongxin.store.codec import decode
from tongxin.store.migrations import migrate

from .long_history import lives, store
from .measure import Measured, alternate, ratios, spread, summary
from .place import place

_LENGTHS = (10, 100, 1_000, 10_000)
_INTERVAL = 100
"""Events between snapshots; on average half of them are to be read beside one."""
_TABLE = "create table snapshots (stream uuid primary key, version bigint, keys bytea, state bytea)"
_EVENTS = (
    "select uuid_send(command), version, position, type, state from events"
    " where stream = %s and version > %s order by version"
)


class Loading:
    """Two ways to the state of one stream; each returns milliseconds."""

    def __init__(self, connection: Connection[Any], stream: UUID, length: int) -> None:
        self._connection, self._stream, self._length = connection, stream, length
        upto = max(length // 2, length - _INTERVAL // 2)
        rows = [row for row in self._rows(0) if row[1] <= upto]
        keys = b"".join(row[0] or bytes(16) for row in rows)
        state = pickle.dumps(self._evolved(PERSON.initial, rows))
        self.bytes = len(state)
        connection.execute("insert into snapshots values (%s, %s, %s, %s)", (stream, upto, keys, state))

    def from_events(self, times: int) -> float:
        """As the service does it."""
        return self._timed(times, lambda: self._evolved(PERSON.initial, self._rows(0)))

    def from_snapshot(self, times: int) -> float:
        """From a snapshot, and the events after it."""
        return self._timed(times, self._restored)

    def _restored(self) -> Person:
        found = self._connection.execute(
            "select version, keys, state from snapshots where stream = %s",
            (self._stream,),
            prepare=True,
            binary=True,
        ).fetchone()
        assert found is not None
        state: Person = pickle.loads(found[2])
        return self._evolved(state, self._rows(found[0]))

    def _rows(self, after: int) -> list[Any]:
        values = (self._stream, after)
        return self._connection.execute(_EVENTS, values, prepare=True, binary=True).fetchall()

    def _evolved(self, state: Person, rows: list[Any]) -> Person:
        history = [decode(self._stream, *row[1:]) for row in rows]
        b"".join([row[0] for row in rows if row[0]])
        for recorded in effective(history):
            state = PERSON.evolve(state, recorded.event)
        return state

    def _timed(self, times: int, load: Callable[[], Person]) -> float:
        took = []
        for _ in range(times):
            began = time.perf_counter()
            load()
            took.append(time.perf_counter() - began)
        return median(took) * 1000


def run(*, quick: bool) -> dict[str, Any]:
    """`snapshot_gain_N`: how many times sooner a snapshot would give a state of N events."""
    times, rounds = (2, 1) if quick else (20, 5)
    figures: dict[int, Measured] = {}
    sizes: dict[str, int] = {}
    with place() as where:
        database = where.database()
        migrate(database)
        people = lives(database, where.folder / "lives", 4 if quick else 20)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(_TABLE)
            for length in _LENGTHS:
                stream = store(database, people, length, corrected=False)[0]
                loading = Loading(connection, stream, length)
                repeated = max(2, times * _INTERVAL // length)
                turns = {
                    "events": partial(loading.from_events, repeated),
                    "snapshot": partial(loading.from_snapshot, repeated),
                }
                alternate(turns, 1, "warming up")
                figures[length] = alternate(turns, rounds, f"{length} events")
                sizes[str(length)] = loading.bytes
    found, of_rounds = summary(
        {f"snapshot_gain_{n}": ratios(measured, "events", "snapshot") for n, measured in figures.items()}
    )
    milliseconds = {
        str(n): {name: spread(values, 2) for name, values in measured.items()}
        for n, measured in figures.items()
    }
    return {
        "ratios": found,
        "raw": {"milliseconds": milliseconds, "of_rounds": of_rounds, "snapshot_bytes": sizes},
    }
