"""Group commit: appends that wait at the same time share one transaction and one flush to disk."""

import asyncio
import os
import socket
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from math import ceil

from psycopg import AsyncConnection, AsyncRawCursor, OperationalError
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import DiskFull, ReadOnlySqlTransaction, UniqueViolation
from structlog import get_logger

from .append import (
    APPEND_BATCH,
    APPEND_EACH,
    Append,
    Appended,
    Outcome,
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

    `patience`: seconds for which a silent or lost database is waited for; after them commands fail at once,
    until it is back. `most_waiting`: more commands are refused.
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
        self._conninfo = _with_timeout(conninfo, patience)
        self._largest_batch = largest_batch
        self._most_waiting = most_waiting
        self._patience = patience
        self._waiting: deque[tuple[Append, _Future]] = deque()
        self._arrived = asyncio.Event()
        self._closing = False
        self._tasks = [asyncio.create_task(self._commit_forever()) for _ in range(committers)]

    async def append(self, append: Append) -> Appended:
        """Store one command's effects durably. Raises `AppendRefused` or `StoreUnavailable`."""
        if len(self._waiting) >= self._most_waiting:
            raise StoreOverloaded
        if self._closing:
            raise StoreUnavailable("the service stops")
        future: _Future = asyncio.get_running_loop().create_future()
        self._waiting.append((append, future))
        self._arrived.set()
        return await future

    async def close(self) -> None:
        """Finish what waits, then stop."""
        self._closing = True
        self._arrived.set()
        await asyncio.gather(*self._tasks)

    async def _commit_forever(self) -> None:
        committer = _Committer(self._conninfo, self._patience)
        try:
            while self._waiting or not self._closing:
                await self._arrived.wait()
                batch = self._take()
                if batch:
                    await committer.commit(batch)
        finally:
            await committer.close()

    def _take(self) -> list[tuple[Append, _Future]]:
        waiting = self._waiting
        batch = [waiting.popleft() for _ in range(min(len(waiting), self._largest_batch))]
        if not waiting and not self._closing:
            self._arrived.clear()
        return batch


class _Committer:
    """One connection that commits one batch after another, and finds out what became of a batch in doubt."""

    def __init__(self, conninfo: str, patience: float) -> None:
        self._conninfo = conninfo
        self._patience = patience
        self._connection: AsyncConnection | None = None
        self._lost_since: float | None = None

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
        pause = 0.05
        while True:
            try:
                answers = await self._send(batch)
            except DiskFull as error:
                raise StoreFull(str(error)) from error
            except (OperationalError, ReadOnlySqlTransaction) as error:
                await self._forget_connection()
                now = asyncio.get_running_loop().time()
                self._lost_since = self._lost_since or now
                if now > self._lost_since + self._patience:
                    raise StoreUnavailable(str(error)) from error
                if any(append.receipt is None for append in batch):
                    return await self._without_receipt(batch, error)
                _LOG.warning("append_in_doubt", commands=len(batch), error=str(error).strip())
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)
            except Exception as error:
                return await self._one_by_one(batch, error)
            else:
                self._lost_since = None
                return answers

    async def _send(self, batch: Sequence[Append]) -> Sequence[Appended | Exception]:
        if self._connection is None:
            self._connection = await AsyncConnection.connect(self._conninfo, autocommit=True)
            # With another isolation, a batch would not see what was committed while it waited for the lock.
            await self._connection.execute(
                "set session characteristics as transaction isolation level read committed"
            )
            register(self._connection)
        silent = asyncio.get_running_loop().call_later(self._patience, _hang_up, self._connection)
        try:
            return await self._ask(self._connection, batch)
        finally:
            silent.cancel()

    async def _ask(self, connection: AsyncConnection, batch: Sequence[Append]) -> Sequence[Outcome]:
        async with AsyncRawCursor(connection) as cursor:
            try:
                await cursor.execute(APPEND_BATCH, batch_parameters(batch), prepare=True, binary=True)
            except UniqueViolation:
                return await _append_each(cursor, batch)
            answer = await cursor.fetchone()
            assert answer is not None
            return all_granted(batch, position=answer[0])

    async def _one_by_one(self, batch: Sequence[Append], error: Exception) -> Sequence[Appended | Exception]:
        """A value of one command cannot be stored (U+0000 in text, say): find it, keep the rest."""
        if len(batch) == 1:
            return [error]
        answers: list[Appended | Exception] = []
        for append in batch:
            try:
                answers += await self._answers([append])
            except StoreUnavailable as lost:
                answers.append(lost)
        return answers

    async def _without_receipt(
        self, batch: Sequence[Append], error: Exception
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


def _hang_up(connection: AsyncConnection) -> None:
    """End a connection on which the server is silent: to who waits for the answer, it is lost."""
    with suppress(OSError), socket.socket(fileno=os.dup(connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)


async def _append_each(cursor: AsyncRawCursor, batch: Sequence[Append]) -> list[Outcome]:
    """An answer for each command, whatever stands in the way of the others."""
    answers: dict[int, Outcome] = {}
    while unanswered := [number for number in range(len(batch)) if number not in answers]:
        asked = [batch[number] for number in unanswered]
        await cursor.execute(APPEND_EACH, each_parameters(asked), prepare=True, binary=True)
        found = zip(unanswered, outcomes(asked, await cursor.fetchall()), strict=True)
        answers |= {number: outcome for number, outcome in found if outcome is not None}
    return [answers[number] for number in range(len(batch))]


def _with_timeout(conninfo: str, patience: float) -> str:
    """`conninfo` with how long to try to connect, where it does not say: at least two seconds (libpq)."""
    if "connect_timeout" in conninfo_to_dict(conninfo):
        return conninfo
    return make_conninfo(conninfo, connect_timeout=max(2, ceil(patience)))
