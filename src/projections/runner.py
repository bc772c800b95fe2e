"""The runner: reads events in the order of their positions and brings every projection up to date.

At-least-once reading, exactly-once effect: rows and positions are written in one transaction, which holds the
positions and begins where they are. Several runners may be started; one works, the others stand by.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from threading import Event as Signal
from time import thread_time
from typing import Any, Protocol
from uuid import UUID

import psycopg
from psycopg import Connection
from structlog import get_logger

from ..domain.envelope import Recorded
from ..domain.events import Event
from .lead import Lead
from .model import Model
from .positions import Moved, advance, begin, positions
from .projection import Projection
from .set_aside import Aside

_LOG = get_logger("tongxin.projection")
_AGAIN = 0.5
_LARGEST = 4000
_HISTORIES = 64
_REST = 2
"""Times as long as the processor was used: the database had about as much to do, commands have the others."""


class Undecodable(Exception):
    """An event that cannot be read. `stream`, `version`, `position`, `type` tell which."""

    def __init__(self, stream: UUID, version: int, position: int, type_name: str, problem: str) -> None:
        super().__init__(problem)
        self.stream, self.version, self.position, self.type = stream, version, position, type_name


Read = Recorded[Event] | Undecodable


class Feed(Protocol):
    """Where the runner reads events."""

    def after(self, position: int, limit: int) -> Sequence[Read]:
        """The next events after a position, in order; empty where there is none yet."""

    def history(self, stream: UUID, upto: int) -> Sequence[Recorded[Event]]:
        """The readable events of a stream up to a position."""


Wait = Callable[[Signal, float], object]
"""Wait for a sign that there is something new, or to stop; so many seconds at most."""


def by_clock(stop: Signal, seconds: float) -> None:
    """Wait for so long, or to be stopped."""
    stop.wait(seconds)


class Runner:
    """Keeps projections up to date.

    `batch`: most events a transaction, while there are few; `largest`: while there are many (a batch that was
    full makes the next one twice as large). `pause`: seconds between looks where nobody gives a sign.
    """

    def __init__(
        self,
        conninfo: str,
        feed: Feed,
        projections: Sequence[Projection[Any]],
        *,
        batch: int = 1000,
        largest: int = _LARGEST,
        pause: float = 0.05,
        wait: Wait = by_clock,
    ) -> None:
        self._conninfo = conninfo
        self._feed = feed
        self._models = [Model(projection) for projection in projections]
        self._names = [model.name for model in self._models]
        self._batch = self._limit = batch
        self._largest = max(batch, largest)
        self._pause = pause
        self._wait = wait
        self._reached: dict[str, int] = {}

    def run(self, stop: Signal, on_progress: Callable[[int], None] | None = None) -> None:
        """Work until told to stop. A lost database is waited for."""
        while not stop.is_set():
            try:
                with Lead(self._conninfo) as lead:
                    if not lead.await_turn(stop):
                        return
                    _LOG.info("leading")
                    self._reached = {}
                    while not stop.is_set():
                        began = thread_time()
                        done = self.step(lead.connection)
                        if on_progress is not None and done:
                            on_progress(done)
                        if not done:
                            self._wait(stop, self._pause)
                        elif self._limit == self._batch:  # not behind: let commands have the processor too
                            stop.wait(min(_REST * (thread_time() - began), self._pause))
            except psycopg.OperationalError as error:
                _LOG.warning("interrupted", error=str(error).strip())
                stop.wait(_AGAIN)

    def catch_up(self) -> int:
        """Bring everything up to date once, if no other runner leads; return how many events were read."""
        total = 0
        with Lead(self._conninfo) as lead:
            if not lead.take():
                return 0
            while done := self.step(lead.connection):
                total += done
        return total

    def step(self, connection: Connection) -> int:
        """One batch for every projection; return how many events were read."""
        if not self._reached:
            self._reached = positions(connection, self._names)
        start = min(self._reached.values())
        events = self._feed.after(start, self._limit)
        if not events:
            self._reached = {}  # whoever else has changed where we are, such as a rebuild, is noticed here
            self._limit = self._batch
            return 0
        self._limit = min(2 * self._limit, self._largest) if len(events) >= self._limit else self._batch
        try:
            self._apply(connection, self._models, events)
        except Moved:
            self._reached = {}
            return self.step(connection)
        _LOG.info(
            "projected",
            events=len(events),
            position=events[-1].position,
            correlation_ids=_correlations(events),
        )
        return len(events)

    def _apply(self, connection: Connection, models: Sequence[Model], events: Sequence[Read]) -> None:
        """Bring these models forward in one transaction; where that fails, in several.

        What cannot be taken is found by halves, model by model, and set aside.
        """
        behind = [model for model in models if self._reached[model.name] < events[-1].position]
        try:
            self._transact(connection, behind, events)
        except (psycopg.OperationalError, Moved):
            raise
        except Exception as error:
            if len(behind) > 1:
                for model in behind:
                    self._apply(connection, [model], events)
            elif len(events) > 1:
                half = len(events) // 2
                self._apply(connection, behind, events[:half])
                self._apply(connection, behind, events[half:])
            else:
                self._transact(connection, behind, [_unreadable(events[0], error)])

    def _transact(self, connection: Connection, models: Sequence[Model], events: Sequence[Read]) -> None:
        reached = {model.name: self._reached[model.name] for model in models}
        if not reached:
            return
        history = lru_cache(_HISTORIES)(self._feed.history)  # each model asks
        last = events[-1].position
        with connection.pipeline(), connection.transaction():
            check = begin(connection, reached)
            new = [
                (model, [event for event in events if event.position > reached[model.name]])
                for model in models
            ]
            changes = [(model, model.ask(connection, _readable(mine))) for model, mine in new]
            check()
            for model, change in changes:
                model.fold(change, lambda recorded: history(recorded.stream, recorded.position))
            for model, change in changes:
                model.write(connection, change)
            for model, mine in new:
                for event in mine:
                    if isinstance(event, Undecodable):
                        _set_aside(connection, model, event)
            advance(connection, reached, last)
        self._reached.update(dict.fromkeys(reached, last))


def _readable(events: Sequence[Read]) -> list[Recorded[Event]]:
    return [event for event in events if not isinstance(event, Undecodable)]


def _unreadable(event: Read, error: Exception) -> Undecodable:
    """What to the model at hand is no better than an event that cannot be read."""
    if isinstance(event, Undecodable):
        return event
    told = Undecodable(event.stream, event.version, event.position, event.event.TYPE, str(error))
    told.__cause__ = error
    return told


def _set_aside(connection: Connection, model: Model, event: Undecodable) -> None:
    error = event.__cause__ or event
    assert isinstance(error, Exception)
    _LOG.error(
        "set_aside",
        projection=model.name,
        position=event.position,
        type=event.type,
        error=f"{type(error).__name__}: {error}",
    )
    Aside.of(event.stream, event.version, model.name, event.position, event.type, error).note(connection)


def _correlations(events: Sequence[Read]) -> list[str]:
    """Which requests a batch comes from, as long as they are few."""
    found = {event.correlation_id: None for event in events[:20] if not isinstance(event, Undecodable)}
    return list(found)
