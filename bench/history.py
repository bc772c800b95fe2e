"""One history at any date: against SELECT and decoding of its events, and the stock repository."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
import uvloop
from psycopg import Connection

from tongxin.api.runtime.memory import settle
from tongxin.api.runtime.past import PersonPast
from tongxin.domain.moment import Moment
from tongxin.projections.at_moment import entries_at, status_at
from tongxin.projections.changes import changes_by
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.store.codec import decode
from tongxin.store.lean import Dated
from tongxin.store.migrations import migrate
from tongxin.store.streams import Pool, open_pool

from .long_history import lives, store
from .measure import Measured, alternate, ratios, spread, summary
from .place import place
from .rivals.stock_history import Histories

_LENGTHS = (10, 1_000, 10_000)
_FEW = 500
_SELECT = "select version, position, type, state from events where stream = %s order by version"


@dataclass(frozen=True, slots=True)
class Reading:
    """What all read with: the service's loop, pool and reading; and a connection of the plain kind."""

    runner: asyncio.Runner
    pool: Pool
    past: PersonPast
    direct: Connection[Any]


@contextmanager
def reading(database: str) -> Iterator[Reading]:
    """As in the service."""
    with (
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
        psycopg.connect(database, autocommit=True) as direct,
    ):
        pool = runner.run(open_pool(database, least=1, most=2, patience=10))
        past = PersonPast(database, pool, patience=10)
        settle()
        try:
            yield Reading(runner, pool, past, direct)
        finally:
            runner.run(past.close())
            runner.run(pool.close())


class Contenders:
    """The three ways over one pool and one loop, as the service has them. Each returns milliseconds."""

    def __init__(self, reading: Reading, stream: UUID, when: list[Any], seed: int) -> None:
        self._runner, self._past, self._stream = reading.runner, reading.past, stream
        self._pool, self._direct = reading.pool, reading.direct
        self._events, self._random = len(when), Random(seed)
        self._dates = [one for one in when if one >= when[0]]  # none before the person was registered

    def ours(self, times: int) -> float:
        """Status and history at any date, the median of so many."""
        return self._timed(times, self._both)

    def status(self, times: int) -> float:
        """The status alone: what the stock repository gives, but at any date."""
        return self._timed(times, self._status)

    def changes(self, times: int) -> float:
        """What each event changed of the status."""
        return self._timed(times, self._changes)

    def select(self, times: int) -> float:
        """SELECT of the same rows, and each decoded into its type."""
        return self._timed(times, self._decoded)

    def _timed(self, times: int, work: Callable[[], Coroutine[Any, Any, None]]) -> float:
        async def all_of_them() -> float:
            took = []
            for _ in range(times):
                began = time.perf_counter()
                await work()
                took.append(time.perf_counter() - began)
            return median(took) * 1000

        return self._runner.run(all_of_them())

    def _date(self) -> Moment:
        return Moment(as_of=self._random.choice(self._dates))

    async def _both(self) -> None:
        at = self._date()
        status, entries = await self._past.folded(
            self._stream, PERSON_STATUS, lambda events: (status_at(events, at), entries_at(events, at))
        )
        if status is None or not entries:
            raise RuntimeError("the history is not there")

    async def _status(self) -> None:
        at = self._date()
        status = await self._past.folded(
            self._stream, PERSON_STATUS, lambda events: status_at(events, at), base=Dated
        )
        if status is None:
            raise RuntimeError("the person is not there")

    async def _changes(self) -> None:
        at = self._date()
        found = await self._past.folded(self._stream, PERSON_STATUS, lambda events: changes_by(events, at))
        if not found:
            raise RuntimeError("nothing was changed")

    async def _decoded(self) -> None:
        if self._events > _FEW:  # these come quicker to a connection that waits for them
            cursor = self._direct.execute(_SELECT, (self._stream,), prepare=True, binary=True)
            rows = cursor.fetchall()
        else:
            async with self._pool.connection() as connection:
                rows = await (
                    await connection.execute(_SELECT, (self._stream,), prepare=True, binary=True)
                ).fetchall()
        found = [decode(self._stream, *row) for row in rows]
        if len(found) != self._events:
            raise RuntimeError("the events are not there")


def run(*, quick: bool) -> dict[str, Any]:
    """`vs_select_N`: our time over the other's; `vs_stock_N`: how many times as fast as the other."""
    times, rounds = (2, 1) if quick else (15, 9)
    figures: dict[int, Measured] = {}
    with place() as where, ExitStack() as stack:
        database = where.database()
        migrate(database)
        people = lives(database, where.folder / "lives", 4 if quick else 20)
        longest = Histories(where.database(), _LENGTHS[-1])
        stack.callback(longest.close)
        read = stack.enter_context(reading(database))
        for length in _LENGTHS:
            one = Contenders(read, *store(database, people, length), seed=length)
            repeated = times * 20 if length == _LENGTHS[0] else times
            turns = {
                "ours": partial(one.ours, repeated),
                "select": partial(one.select, repeated),
                "status": partial(one.status, repeated),
                "changes": partial(one.changes, 1 if quick else 3),
            }
            if length == _LENGTHS[-1]:
                turns["stock"] = partial(_once, longest.load)
            alternate(turns, 1, "warming up")
            figures[length] = alternate(turns, rounds, f"{length} events")
    found, of_rounds = summary(
        {f"vs_select_{length}": ratios(figures[length], "ours", "select") for length in _LENGTHS}
        | {"vs_stock_10000": ratios(figures[_LENGTHS[-1]], "stock", "status")}
    )
    milliseconds = {str(n): {k: spread(v, 2) for k, v in measured.items()} for n, measured in figures.items()}
    return {"ratios": found, "raw": {"milliseconds": milliseconds, "of_rounds": of_rounds}}


def _once(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
