"""A reader that follows the log by position through every fault, as any consumer would."""

from contextlib import suppress
from threading import Event, Thread
from typing import NamedTuple
from uuid import UUID

import psycopg

_QUERY = b"select position, stream, version from events where position > %s order by position limit 1000"


class Place(NamedTuple):
    """Where an event stands."""

    position: int
    stream: UUID
    version: int


class TailingReader:
    """Reads what comes after the last position that it has seen, in a thread of its own."""

    def __init__(self, conninfo: str) -> None:
        self.seen: list[Place] = []
        self.reconnected = -1
        self._conninfo = conninfo
        self._stop = Event()
        self._thread = Thread(target=self._follow, daemon=True)

    @property
    def position(self) -> int:
        """The last one seen."""
        return self.seen[-1].position if self.seen else 0

    def __enter__(self) -> "TailingReader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._stop.is_set():
            with suppress(psycopg.OperationalError), psycopg.connect(self._conninfo, autocommit=True) as log:
                self.reconnected += 1
                while not self._stop.is_set():
                    found = log.execute(_QUERY, (self.position,), prepare=True).fetchall()
                    self.seen.extend(Place(*row) for row in found)
                    if not found:
                        self._stop.wait(0.01)
            self._stop.wait(0.05)
