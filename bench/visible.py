"""How long after its commit an event is visible in all read models, seen by a connection of its own."""

import time
from bisect import bisect_left
from itertools import pairwise
from threading import Event, Thread

import psycopg

from tongxin.projections.registry import PROJECTIONS

_LOOK = 0.001
_QUERY = (
    "select (select max(position) from events),"
    " (select min(notification_id) from notification_tracking where application_name = any(%s))"
)


class Watch:
    """Looks again and again how far the log and the read models are; of what comes in between, it is late."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._stop = Event()
        self._thread = Thread(target=self._look)
        self._seen: list[tuple[float, int, int]] = []

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        names = [projection.tracking_name for projection in PROJECTIONS]
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            while not self._stop.wait(_LOOK):
                began = time.perf_counter()
                row = connection.execute(_QUERY, (names,), prepare=True).fetchone()
                if row is not None and row[0] is not None:
                    self._seen.append(((began + time.perf_counter()) / 2, int(row[0]), int(row[1] or 0)))

    def lags(self) -> list[float]:
        """For each event, milliseconds from when it was first there to when it was first visible."""
        committed = _first_seen([(at, there) for at, there, _ in self._seen])
        times = [at for at, _, _ in self._seen]
        reached = [visible for _, _, visible in self._seen]
        lags = []
        for position, at in committed:
            found = bisect_left(reached, position)
            if found < len(times):
                lags.append(max(0.0, times[found] - at) * 1000)
        return sorted(lags)

    @property
    def resolution_ms(self) -> float:
        """How long it was between looks, the 99th percentile."""
        times = [at for at, _, _ in self._seen]
        gaps = sorted(b - a for a, b in pairwise(times))
        return gaps[int(len(gaps) * 0.99)] * 1000 if gaps else 0.0


def _first_seen(seen: list[tuple[float, int]]) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    last = seen[0][1] if seen else 0
    for at, there in seen:
        found += [(position, at) for position in range(last + 1, there + 1)]
        last = max(last, there)
    return found
