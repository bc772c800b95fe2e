"""The deliverer: finds subscriptions with something to deliver, and gives each a lane of its own.

At least once, in order per subscription. Of several deliverers one works, the others stand by.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from structlog import get_logger

from ...store.keys import KeyUnusable, load_or_create
from ...store.streams import Pool, Streams
from ..runtime.event_pages import EventPages
from ..runtime.settings import Settings
from .lane import Lane, Lanes
from .progress import due
from .sending import Sender
from .subscriptions import Subscription

_LOG = get_logger("tongxin.deliverer")
_LEADER = 4870
_PAUSE = 0.5
_LOST = (OperationalError, PoolTimeout)


async def deliver(settings: Settings, conninfo: str, stop: asyncio.Event) -> None:
    """Work until told to stop. A lost database is waited for."""
    async with _lanes(settings, conninfo) as lanes:
        while not stop.is_set():
            try:
                async with await AsyncConnection.connect(conninfo, autocommit=True) as lead:
                    await _work(lanes, lead, stop)
            except _LOST as error:
                _LOG.warning("interrupted", error=str(error).strip())
                await _pause(stop)


@asynccontextmanager
async def _lanes(settings: Settings, conninfo: str) -> AsyncIterator[Lanes]:
    master = load_or_create(settings.key_file)
    pool: Pool = AsyncConnectionPool(
        conninfo,
        min_size=1,
        max_size=8,
        open=False,
        timeout=settings.patience,
        kwargs={"autocommit": True, "options": "-c statement_timeout=30s"},
        check=AsyncConnectionPool.check_connection,
    )
    await pool.open()
    sender = Sender(settings.webhooks)
    try:
        yield Lanes(pool, EventPages(pool, Streams(pool, master)), master, settings.webhooks, sender)
    finally:
        await sender.close()
        await pool.close()


async def _work(lanes: Lanes, lead: AsyncConnection[Any], stop: asyncio.Event) -> None:
    while not await _leads(lead):
        if stop.is_set():
            return
        await _pause(stop)
    _LOG.info("leading")
    running: dict[UUID, asyncio.Task[None]] = {}
    try:
        while not stop.is_set():
            for subscription in await due(lead):  # the lead goes with its connection
                if (task := running.get(subscription.id)) is None or task.done():
                    running[subscription.id] = asyncio.create_task(_run(lanes, subscription, stop))
            await _pause(stop)
    finally:
        await _ended(list(running.values()), lanes.settings.timeout if stop.is_set() else 0)


async def _run(lanes: Lanes, subscription: Subscription, stop: asyncio.Event) -> None:
    """One lane, until there is nothing left. What goes wrong in it holds up no other."""
    waits_until: datetime | None = subscription.next_try_at
    is_waiting = waits_until is not None and waits_until > datetime.now(UTC)
    try:
        await Lane(lanes, subscription, stop.is_set).run(is_waiting)
    except _LOST as error:
        _LOG.warning("interrupted", subscription=str(subscription.id), error=str(error).strip())
    except KeyUnusable as error:
        await lanes.subscriptions.disable(subscription.id, str(error))
        _LOG.error("disabled", subscription=str(subscription.id), error=str(error))
    except Exception as error:
        _LOG.error("lane_failed", subscription=str(subscription.id), error=repr(error))
        await asyncio.sleep(10 * _PAUSE)


async def _ended(tasks: list[asyncio.Task[None]], patience: float) -> None:
    """Let deliveries that are under way end, for a while; then break them off."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _leads(lead: AsyncConnection[Any]) -> bool:
    cursor = await lead.execute("select pg_try_advisory_lock(%s)", (_LEADER,))
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), _PAUSE)
