"""One of several processes of a kind works: the one whose connection holds a lock. It is lost with it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import PoolTimeout
from structlog.typing import FilteringBoundLogger

LOST = (OperationalError, PoolTimeout)
"""What is raised where the database is lost."""
_PAUSE = 0.5

Lead = AsyncConnection[tuple[Any, ...]]
"""The connection that holds the lock: work that asks on it ends where the lead is lost."""


async def work_while_leading(
    conninfo: str,
    lock: int,
    stop: asyncio.Event,
    work: Callable[[Lead], Awaitable[None]],
    log: FilteringBoundLogger,
    *,
    lost: tuple[type[Exception], ...] = LOST,
) -> None:
    """Stand by until this process leads, then work; until told to stop. A lost database is waited for."""
    while not stop.is_set():
        try:
            async with await AsyncConnection.connect(conninfo, autocommit=True) as lead:
                while not await _leads(lead, lock):
                    if stop.is_set():
                        return
                    await pause(stop)
                log.info("leading")
                await work(lead)
        except lost as error:
            log.warning("interrupted", error=str(error).strip())
            await pause(stop)


async def pause(stop: asyncio.Event) -> None:
    """Wait a little, or to be stopped."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), _PAUSE)


async def _leads(lead: Lead, lock: int) -> bool:
    cursor = await lead.execute("select pg_try_advisory_lock(%s)", (lock,))
    row = await cursor.fetchone()
    return row is not None and bool(row[0])
