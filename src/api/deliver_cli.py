"""Delivering web hooks from the command line."""

import asyncio
from typing import Annotated

import typer

from .runtime import logs
from .runtime.companion import stopping
from .runtime.databases import database
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
    await deliver_all(settings, conninfo, stopping(with_parent=with_parent))
