"""A simulation in a process of its own: it computes for long, and no command waits for it meanwhile."""

import asyncio
from collections.abc import Sequence
from datetime import date

from anyio import to_process
from psycopg_pool import AsyncConnectionPool

from ...domain.policies.book import Policy, PolicyBook
from .runtime import Runtime
from .simulation import Simulation, simulate
from .tier_rules import rules_of


async def simulated(runtime: Runtime, draft: Policy, days: Sequence[date]) -> Simulation:
    """Try a rule set on every person. Raises `WrongRuleSet`. Given up, it ends at once, process and all."""
    rules_of(draft)  # what cannot be used is refused before a process is started
    conninfo, book = str(runtime.pool.conninfo), runtime.policies
    return await to_process.run_sync(_simulate, conninfo, book, draft, tuple(days), cancellable=True)


def _simulate(conninfo: str, book: PolicyBook, draft: Policy, days: Sequence[date]) -> Simulation:
    return asyncio.run(_connected(conninfo, book, draft, days))


async def _connected(conninfo: str, book: PolicyBook, draft: Policy, days: Sequence[date]) -> Simulation:
    async with AsyncConnectionPool(conninfo, min_size=1, max_size=1) as pool:
        return await simulate(pool, book, draft, days)
