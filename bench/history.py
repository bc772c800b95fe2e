"""One history at any date: against SELECT and decoding of its events, and the stock repository."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from functools import partial
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

import uvloop
from psycopg_pool import AsyncConnectionPool

from tongxin.api.runtime.memory import settle
from tongxin.api.runtime.past import folded
from tongxin.domain.moment import Moment
from tongxin.projections.at_moment import entries_at, status_at
from tongxin.projections.changes import changes_by
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.store.codec import decode
from tongxin.store.lean import Dated
from tongxin.store.migrations import migrate
from tongxin.store.streams import Pool

from .long_history import lives, store
from .measure import Measured, alternate, ratios, spread, summary
from .place import place
from .rivals.stock_history import Histories

_LENGTHS = (10, 1_000, 10_000)


class Contenders:
    """The three ways over one pool and one loop, as the service has them. Each returns milliseconds."""

    def __init__(self, runner: asyncio.Runner, pool: Pool, stream: UUID, when: list[Any], seed: int) -> None:
        self._runner, self._pool, self._stream = runner, pool, stream
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
        status, entries = await folded(
            self._pool,
            self._stream,
            PERSON_STATUS,
            lambda events: (status_at(events, at), entries_at(events, at)),
        )
        if status is None or not entries:
            raise RuntimeError("the history is not there")

    async def _status(self) -> None:
        at = self._date()
        status = await folded(
            self._pool, self._stream, PERSON_STATUS, lambda events: status_at(events, at), base=Dated
        )
        if status is None:
            raise RuntimeError("the person is not there")

    async def _changes(self) -> None:
        at = self._date()
        if not await folded(self._pool, self._stream, PERSON_STATUS, lambda events: changes_by(events, at)):
            raise RuntimeError("nothing was changed")

    async def _decoded(self) -> None:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select version, position, type, state from events where stream = %s order by version",
                (self._stream,),
                prepare=True,
                binary=True,
            )
            rows = await cursor.fetchall()
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
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        pool: Pool = AsyncConnectionPool(database, min_size=1, open=False, kwargs={"autocommit": True})
        runner.run(pool.open())
        stack.callback(lambda: runner.run(pool.close()))
        settle()  # as the service does
        for length in _LENGTHS:
            one = Contenders(runner, pool, *store(database, people, length), seed=length)
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
