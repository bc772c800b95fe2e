"""The runner: reads events in the order of their positions and brings every projection up to date.

At-least-once reading, exactly-once effect: rows and the position reached are written in one transaction,
which also checks that the position is the one the batch began at. Several runners may be started; one works,
the others wait.
"""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event as Signal
from typing import Any, Protocol
from uuid import UUID

import psycopg
from psycopg import Connection
from structlog import get_logger

from ..domain.envelope import Recorded
from ..domain.events import Event
from .folding import fold_one
from .projection import Projection, Rows
from .set_aside import Aside
from .tables import PartTable, Table

_LOG = get_logger("tongxin.projection")
_LEADER = 4852


class Undecodable(Exception):
    """An event that cannot be read. `stream`, `version`, `position`, `type` tell which."""

    def __init__(self, stream: UUID, version: int, position: int, type_name: str, problem: str) -> None:
        super().__init__(problem)
        self.stream, self.version, self.position, self.type = stream, version, position, type_name


class Feed(Protocol):
    """Where the runner reads events."""

    def after(self, position: int, limit: int) -> Sequence[Recorded[Event] | Undecodable]:
        """The next events after a position, in order; empty where there is none yet."""

    def history(self, stream: UUID, upto: int) -> Sequence[Recorded[Event]]:
        """The readable events of a stream up to a position."""


class LostLead(Exception):
    """Another runner has gone on from here; this one must begin anew."""


class Runner:
    """Keeps projections up to date. `batch`: most events a transaction.

    `pause`: seconds between looks, unless a batch was full: so events gather, and a batch is worth its cost.
    """

    def __init__(
        self,
        conninfo: str,
        feed: Feed,
        projections: Sequence[Projection[Any]],
        *,
        batch: int = 1000,
        pause: float = 0.05,
    ) -> None:
        self._conninfo = conninfo
        self._feed = feed
        self._work = [(projection, Table(projection)) for projection in projections]
        self._batch = batch
        self._pause = pause

    def run(self, stop: Signal, on_progress: Callable[[int], None] | None = None) -> None:
        """Work until told to stop. A lost database is waited for."""
        while not stop.is_set():
            try:
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    if not self._lead(connection, stop):
                        return
                    _LOG.info("leading")
                    while not stop.is_set():
                        done = self.step(connection)
                        if on_progress is not None and done:
                            on_progress(done)
                        if done < self._batch:
                            stop.wait(self._pause)
            except (psycopg.OperationalError, LostLead) as error:
                _LOG.warning("interrupted", error=str(error).strip())
                stop.wait(0.5)

    def catch_up(self) -> int:
        """Bring everything up to date once, if no other runner leads; return how many events were read."""
        total = 0
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            if not self._try_lead(connection):
                return 0
            while done := self.step(connection):
                total += done
        return total

    def step(self, connection: Connection) -> int:
        """One batch for every projection; return how many events were read."""
        positions = self._positions(connection)
        start = min(positions.values())
        events = self._feed.after(start, self._batch)
        if not events:
            return 0
        for projection, table in self._work:
            reached = positions[projection.tracking_name]
            mine = [event for event in events if event.position > reached]
            if mine:
                self._advance(connection, projection, table, reached, mine)
        _LOG.info(
            "projected",
            events=len(events),
            position=events[-1].position,
            correlation_ids=_correlations(events),
        )
        return len(events)

    def _lead(self, connection: Connection, stop: Signal) -> bool:
        """Wait for the lead. It is held by this connection, and lost with it."""
        while not stop.is_set():
            if self._try_lead(connection):
                return True
            stop.wait(0.25)
        return False

    def _try_lead(self, connection: Connection) -> bool:
        # What a crash takes, rows and the position together, is folded again: no flush need be waited for.
        connection.execute("set synchronous_commit = off")
        row = connection.execute("select pg_try_advisory_lock(%s)", (_LEADER,)).fetchone()
        return row is not None and bool(row[0])

    def _positions(self, connection: Connection) -> dict[str, int]:
        names = [projection.tracking_name for projection, _ in self._work]
        found = connection.execute(
            "select application_name, notification_id from notification_tracking"
            " where application_name = any(%s)",
            (names,),
        ).fetchall()
        return dict.fromkeys(names, 0) | dict(found)

    def _advance(
        self,
        connection: Connection,
        projection: Projection[Any],
        table: Table[Any],
        reached: int,
        events: Sequence[Recorded[Event] | Undecodable],
    ) -> None:
        try:
            with connection.transaction():
                self._write(connection, projection, table, events)
                self._track(connection, projection, reached, events[-1].position)
        except (psycopg.OperationalError, LostLead):
            raise
        except Exception as error:
            if len(events) > 1:  # find the one that cannot be taken
                for event in events:
                    self._advance(connection, projection, table, reached, [event])
                    reached = event.position
                return
            with connection.transaction():
                self._set_aside(connection, projection, events[0], error)
                self._track(connection, projection, reached, events[0].position)

    def _write(
        self,
        connection: Connection,
        projection: Projection[Any],
        table: Table[Any],
        events: Sequence[Recorded[Event] | Undecodable],
    ) -> None:
        readable: list[Recorded[Event]] = []
        for event in events:
            if isinstance(event, Undecodable):
                raise event
            readable.append(event)
        keys = {key for event in readable for key in projection.keys(event)}
        rows: Rows[Any] = Rows(projection.key_of, table.load(connection, keys))
        for event in readable:
            fold_one(projection, rows, event, partial(self._feed.history, event.stream, event.position))
        touched = list(rows.touched.values())
        table.forget(connection, rows.forgotten)
        table.save(connection, touched)
        if projection.part is not None:
            PartTable(projection.part).replace(connection, touched)

    def _track(
        self, connection: Connection, projection: Projection[Any], reached: int, position: int
    ) -> None:
        written = connection.execute(
            "insert into notification_tracking as t (application_name, notification_id) values (%s, %s)"
            " on conflict (application_name) do update set notification_id = excluded.notification_id"
            " where t.notification_id = %s",
            (projection.tracking_name, position, reached),
        ).rowcount
        if written != 1:
            raise LostLead(f"{projection.tracking_name} is no longer at {reached}")

    def _set_aside(
        self,
        connection: Connection,
        projection: Projection[Any],
        event: Recorded[Event] | Undecodable,
        error: Exception,
    ) -> None:
        kind = event.type if isinstance(event, Undecodable) else event.event.TYPE
        correlation_id = None if isinstance(event, Undecodable) else event.correlation_id
        _LOG.error(
            "set_aside",
            projection=projection.tracking_name,
            position=event.position,
            type=kind,
            correlation_id=correlation_id,
            error=f"{type(error).__name__}: {error}",
        )
        Aside.of(event.stream, event.version, projection.tracking_name, event.position, kind, error).note(
            connection
        )


def _correlations(events: Sequence[Recorded[Event] | Undecodable]) -> list[str]:
    """Which requests a batch comes from, as long as they are few."""
    found = {event.correlation_id: None for event in events[:20] if isinstance(event, Recorded)}
    return list(found)
