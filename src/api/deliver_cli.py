"""Delivering web hooks from the command line."""

import asyncio
import signal
from typing import Annotated

import typer

from .runtime import logs
from .runtime.companion import stop_with_parent
from .runtime.runtime import database
from .runtime.settings import Settings
from .webhooks.deliverer import deliver as deliver_all


def deliver(with_parent: Annotated[bool, typer.Option(hidden=True)] = False) -> None:
    """Deliver events to those who subscribed, until stopped. Of several one works, the others stand by.

    `tongxin serve` and `tongxin run` do so by themselves.
    """
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings) as conninfo:
        asyncio.run(_deliver(settings, conninfo, with_parent=with_parent))


async def _deliver(settings: Settings, conninfo: str, *, with_parent: bool) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if with_parent:
        stop_with_parent(lambda: loop.call_soon_threadsafe(stop.set))
    await deliver_all(settings, conninfo, stop)
