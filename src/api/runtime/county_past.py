"""Lists and counts of persons at a past moment, folded from the events in processes of their own.

The county is gone through in the order of its streams, a range at a time, so that memory stays bounded and a
page ends as soon as it is full; every range is read up to one position, so that all of them see the same.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from structlog import get_logger

from ...domain.identity.events import PersonRegistered
from ...domain.moment import Moment
from ...projections.person_filter import PersonFilter
from ...projections.person_status import PersonStatus
from ...store.streams import Pool, end_of_log
from .county_fold import Counted, Range, begin, counted, listed

_LOG = get_logger("tongxin.county_past")
_MOST_WORKERS = 4
_PERSONS_A_RANGE = 128
_RANGES_AT_ONCE = 64
_FIRST = UUID(int=0)
_PERSONS_AFTER = """
with recursive begun as (
    (select stream, type from events where stream > %(after)s order by stream, version limit 1)
    union all
    select next.stream, next.type from begun cross join lateral (
        select stream, type from events where stream > begun.stream order by stream, version limit 1
    ) next
)
select stream from begun where type ^@ %(subject)s limit %(limit)s
"""
T = TypeVar("T")


class CountyPast:
    """Answers about all persons at a past moment. Its processes start with the first question."""

    def __init__(
        self, conninfo: str, pool: Pool, *, workers: int | None = None, log_file: Path | None = None
    ) -> None:
        self._begin = conninfo, log_file
        self._pool = pool
        self._workers = workers or min(_MOST_WORKERS, cpu_count() or 1)
        self._processes: ProcessPoolExecutor | None = None

    async def persons(
        self, wanted: PersonFilter, moment: Moment, after: UUID | None, limit: int
    ) -> list[PersonStatus]:
        """Status rows in the order of their stream ids, after one of them."""
        found: list[PersonStatus] = []
        async for some in self._over(listed, after, wanted, moment, limit):
            found += some
            if len(found) >= limit:
                break
        return found[:limit]

    async def counts(self, wanted: PersonFilter, moment: Moment, fields: Sequence[str]) -> Counted:
        """How many persons there were, in all and by the values of fields of the status row."""
        total = Counted(0, {name: Counter() for name in fields})
        async for some in self._over(counted, None, wanted, moment, tuple(fields)):
            total.add(some)
        return total

    async def close(self) -> None:
        """End the processes."""
        if self._processes is not None:
            processes, self._processes = self._processes, None
            await asyncio.to_thread(processes.shutdown, cancel_futures=True)

    async def _over(self, work: Callable[..., T], after: UUID | None, *arguments: Any) -> AsyncIterator[T]:
        """What the work came to on one range after the other, in their order."""
        upto = await end_of_log(self._pool)
        running: deque[asyncio.Task[T]] = deque()
        try:
            async for where in self._ranges(after or _FIRST, upto):
                running.append(asyncio.create_task(self._run(work, where, *arguments)))
                if len(running) > self._workers:
                    yield await running.popleft()
            while running:
                yield await running.popleft()
        finally:
            for task in running:
                task.cancel()

    async def _run(self, work: Callable[..., T], *arguments: Any) -> T:
        """Work in a process. Where one was killed, all are started anew, once."""
        loop = asyncio.get_running_loop()
        processes = self._started()
        try:
            return await loop.run_in_executor(processes, work, *arguments)
        except BrokenProcessPool:
            _LOG.warning("worker_lost")
            if self._processes is processes:
                self._processes = None
            return await loop.run_in_executor(self._started(), work, *arguments)

    def _started(self) -> ProcessPoolExecutor:
        if self._processes is None:
            self._processes = ProcessPoolExecutor(
                self._workers,
                mp_context=get_context("spawn"),  # a fork would share threads, locks and connections
                initializer=begin,
                initargs=self._begin,
            )
        return self._processes

    async def _ranges(self, after: UUID, upto: int) -> AsyncIterator[Range]:
        """The persons' streams after one, cut into ranges."""
        size = _PERSONS_A_RANGE
        while streams := await self._streams(after, size * _RANGES_AT_ONCE):
            for start in range(0, len(streams), size):
                some = streams[start : start + size]
                yield Range(some[0], some[-1], upto)
            after = streams[-1]

    async def _streams(self, after: UUID, limit: int) -> list[UUID]:
        subject = PersonRegistered.TYPE.partition("/")[0] + "/"
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                _PERSONS_AFTER.encode(), {"after": after, "subject": subject, "limit": limit}
            )
            return [row[0] for row in await cursor.fetchall()]
