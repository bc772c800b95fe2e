"""Group commit: appends that wait at the same time share one transaction and one flush to disk."""

import asyncio
from collections import deque
from collections.abc import Sequence

from psycopg import AsyncConnection, AsyncRawCursor, DataError, OperationalError
from psycopg.errors import DiskFull, UniqueViolation
from structlog import get_logger

from .append import (
    APPEND_BATCH,
    APPEND_EACH,
    Append,
    Appended,
    StoreFull,
    StoreOverloaded,
    StoreUnavailable,
    all_granted,
    batch_parameters,
    each_parameters,
    outcomes,
)
from .pg_arrays import register

_LOG = get_logger(__name__)
_Future = asyncio.Future[Appended]


class GroupCommit:
    """Appends to the event store from one event loop.

    A lost connection leaves a batch in doubt. Commands with a receipt are then sent again, which tells what
    became of them; commands without one fail with `StoreUnavailable`.

    `patience`: seconds for which a lost database is waited for. `most_waiting`: more commands are refused.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        committers: int = 2,
        largest_batch: int = 256,
        most_waiting: int = 10_000,
        patience: float = 10.0,
    ) -> None:
        self._conninfo = conninfo
        self._largest_batch = largest_batch
        self._most_waiting = most_waiting
        self._patience = patience
        self._waiting: deque[tuple[Append, _Future]] = deque()
        self._arrived = asyncio.Event()
        self._tasks = [asyncio.create_task(self._commit_forever()) for _ in range(committers)]

    async def append(self, append: Append) -> Appended:
        """Store one command's effects durably. Raises `AppendRefused` or `StoreUnavailable`."""
        if len(self._waiting) >= self._most_waiting:
            raise StoreOverloaded
        future: _Future = asyncio.get_running_loop().create_future()
        self._waiting.append((append, future))
        self._arrived.set()
        return await future

    async def close(self) -> None:
        """Finish what waits, then stop."""
        while self._waiting:
            await asyncio.sleep(0.01)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _commit_forever(self) -> None:
        committer = _Committer(self._conninfo, self._patience)
        try:
            while True:
                await self._arrived.wait()
                batch = self._take()
                if batch:
                    await committer.commit(batch)
        finally:
            await committer.close()

    def _take(self) -> list[tuple[Append, _Future]]:
        waiting = self._waiting
        batch = [waiting.popleft() for _ in range(min(len(waiting), self._largest_batch))]
        if not waiting:
            self._arrived.clear()
        return batch


class _Committer:
    """One connection that commits one batch after another, and finds out what became of a batch in doubt."""

    def __init__(self, conninfo: str, patience: float) -> None:
        self._conninfo = conninfo
        self._patience = patience
        self._connection: AsyncConnection | None = None

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def commit(self, batch: list[tuple[Append, _Future]]) -> None:
        try:
            answers = await self._answers([append for append, _ in batch])
        except BaseException as error:
            failure = error if isinstance(error, Exception) else StoreUnavailable("the service stops")
            for _, future in batch:
                if not future.done():
                    future.set_exception(failure)
            if not isinstance(error, Exception):
                raise
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            if future.done():  # its asker has gone
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    async def _answers(self, batch: Sequence[Append]) -> Sequence[Appended | Exception]:
        deadline = asyncio.get_running_loop().time() + self._patience
        pause = 0.05
        while True:
            try:
                return await self._send(batch)
            except DiskFull as error:
                raise StoreFull(str(error)) from error
            except DataError as error:
                return await self._one_by_one(batch, error)
            except OperationalError as error:
                await self._forget_connection()
                if asyncio.get_running_loop().time() > deadline:
                    raise StoreUnavailable(str(error)) from error
                if any(append.receipt is None for append in batch):
                    return await self._without_receipt(batch, error)
                _LOG.warning("append_in_doubt", commands=len(batch), error=str(error).strip())
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)

    async def _send(self, batch: Sequence[Append]) -> Sequence[Appended | Exception]:
        if self._connection is None:
            self._connection = await AsyncConnection.connect(self._conninfo, autocommit=True)
            register(self._connection)
        async with AsyncRawCursor(self._connection) as cursor:
            try:
                await cursor.execute(APPEND_BATCH, batch_parameters(batch), prepare=True, binary=True)
            except UniqueViolation:
                await cursor.execute(APPEND_EACH, each_parameters(batch), prepare=True, binary=True)
                return outcomes(batch, await cursor.fetchall())
            answer = await cursor.fetchone()
            assert answer is not None
            return all_granted(batch, position=answer[0])

    async def _one_by_one(self, batch: Sequence[Append], error: DataError) -> Sequence[Appended | Exception]:
        """The database cannot take a value of one command (U+0000 in text, say): find it, keep the rest."""
        if len(batch) == 1:
            return [error]
        return [answer for append in batch for answer in await self._answers([append])]

    async def _without_receipt(
        self, batch: Sequence[Append], error: OperationalError
    ) -> Sequence[Appended | Exception]:
        """Those without a receipt stay in doubt and fail; the others are sent again."""
        known = [append for append in batch if append.receipt is not None]
        answers = iter(await self._answers(known) if known else ())
        doubt = StoreUnavailable(str(error))
        return [doubt if append.receipt is None else next(answers) for append in batch]

    async def _forget_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
