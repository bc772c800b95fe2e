"""The deliverer: finds subscriptions with something to deliver, and gives each a lane of its own.

At least once, in order per subscription. Of several deliverers one works, the others stand by.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

from structlog import get_logger

from ...store.keys import KeyUnusable, load_or_create
from ...store.streams import Streams, open_pool
from ..runtime.event_pages import EventPages
from ..runtime.leading import LOST, Lead, pause, work_while_leading
from ..runtime.settings import Settings
from .lane import Lane, Lanes
from .progress import due
from .sending import Sender
from .subscriptions import Subscription

_LOG = get_logger("tongxin.deliverer")
_LEADER = 4870
_AFTER_FAILURE = 5.0


async def deliver(settings: Settings, conninfo: str, stop: asyncio.Event) -> None:
    """Work until told to stop. A lost database is waited for."""
    async with _lanes(settings, conninfo) as lanes:

        async def work(lead: Lead) -> None:
            await _work(lanes, lead, stop)

        await work_while_leading(conninfo, _LEADER, stop, work, _LOG)


@asynccontextmanager
async def _lanes(settings: Settings, conninfo: str) -> AsyncIterator[Lanes]:
    master = load_or_create(settings.key_file)
    pool = await open_pool(conninfo, least=1, most=8, patience=settings.patience)
    sender = Sender(settings.webhooks)
    try:
        yield Lanes(pool, EventPages(pool, Streams(pool, master)), master, settings.webhooks, sender)
    finally:
        await sender.close()
        await pool.close()


async def _work(lanes: Lanes, lead: Lead, stop: asyncio.Event) -> None:
    running: dict[UUID, asyncio.Task[None]] = {}
    try:
        while not stop.is_set():
            for subscription in await due(lead):  # the lead goes with its connection
                if (task := running.get(subscription.id)) is None or task.done():
                    running[subscription.id] = asyncio.create_task(_run(lanes, subscription, stop))
            await pause(stop)
    finally:
        await _ended(list(running.values()), lanes.settings.timeout if stop.is_set() else 0)


async def _run(lanes: Lanes, subscription: Subscription, stop: asyncio.Event) -> None:
    """One lane, until there is nothing left. What goes wrong in it holds up no other."""
    waits_until: datetime | None = subscription.next_try_at
    is_waiting = waits_until is not None and waits_until > datetime.now(UTC)
    try:
        await Lane(lanes, subscription, stop.is_set).run(is_waiting)
    except LOST as error:
        _LOG.warning("interrupted", subscription=str(subscription.id), error=str(error).strip())
    except KeyUnusable as error:
        await lanes.subscriptions.disable(subscription.id, str(error))
        _LOG.error("disabled", subscription=str(subscription.id), error=str(error))
    except Exception as error:
        _LOG.error("lane_failed", subscription=str(subscription.id), error=repr(error))
        await asyncio.sleep(_AFTER_FAILURE)


async def _ended(tasks: list[asyncio.Task[None]], patience: float) -> None:
    """Let deliveries that are under way end, for a while; then break them off."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
