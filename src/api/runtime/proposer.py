"""Following the log: what is new about a person may change what the rules propose.

At least once and idempotent: a proposal's key follows from the history that it rests on. The first start
begins at the end of the log, so that a load of old records proposes nothing unless asked.
"""

import asyncio
from uuid import UUID

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import PoolTimeout
from structlog import get_logger

from ...domain.refusals import Refused
from ...store.append import StoreUnavailable
from .asked import Stale
from .proposing import evaluate
from .runtime import Runtime

_LOG = get_logger("tongxin.proposer")
TRACKING = "tier-proposals/1"
_BATCH = 1000
_PAUSE = 0.5
_TRIGGERS = ("measure.", "test.", "safety.", "contact.", "abstinence.", "record.")
"""Beginnings of the types that can change a fact. Tiers themselves are none: a decision is left to stand."""
_ALSO = ("person.emigrated/1", "person.returned/1")


async def start(runtime: Runtime, *, from_beginning: bool = False) -> int:
    """Where to go on from; noted at the first start."""
    async with runtime.pool.connection() as connection:
        await connection.execute(
            "insert into notification_tracking (application_name, notification_id)"
            " select %s, case when %s then 0 else coalesce(max(position), 0) end from events"
            " on conflict do nothing",
            (TRACKING, from_beginning),
        )
        return await _position(connection)


async def step(runtime: Runtime) -> tuple[int, int]:
    """One batch: how many events were read, how many proposals recorded."""
    async with runtime.pool.connection() as connection:
        reached = await _position(connection)
        cursor = await connection.execute(
            "select position, stream, type from events where position > %s order by position limit %s",
            (reached, _BATCH),
        )
        rows = await cursor.fetchall()
    if not rows:
        return 0, 0
    streams = {stream: position for position, stream, kind in rows if _triggers(kind)}
    recorded = 0
    for stream, position in streams.items():
        recorded += await _evaluated(runtime, stream, position)
    async with runtime.pool.connection() as connection:
        await connection.execute(
            "update notification_tracking set notification_id = %s"
            " where application_name = %s and notification_id = %s",
            (rows[-1][0], TRACKING, reached),
        )
    return len(rows), recorded


async def follow(runtime: Runtime, stop: asyncio.Event) -> None:
    """Work until told to stop. Several may follow at a time: a proposal is recorded once."""
    await start(runtime)
    while not stop.is_set():
        read, _ = await step(runtime)
        if not read:
            try:
                await asyncio.wait_for(stop.wait(), _PAUSE)
            except TimeoutError:
                continue


async def _evaluated(runtime: Runtime, stream: UUID, position: int) -> bool:
    try:
        evaluated = await evaluate(runtime, stream, f"rules-{position}", f"position {position}")
    except (Refused, Stale) as error:  # no person, or changed meanwhile: its next event comes by as well
        _LOG.info("not_evaluated", stream=str(stream), position=position, why=str(error))
        return False
    except (PoolTimeout, OperationalError, StoreUnavailable):
        raise
    except Exception as error:  # a history that cannot be read holds up nobody else's
        why = f"{type(error).__name__}: {error}"
        _LOG.error("not_evaluated", stream=str(stream), position=position, why=why)
        return False
    return evaluated.recorded is not None


def _triggers(kind: str) -> bool:
    return kind.startswith(_TRIGGERS) or kind in _ALSO


async def _position(connection: AsyncConnection[tuple[int, ...]]) -> int:
    cursor = await connection.execute(
        "select notification_id from notification_tracking where application_name = %s", (TRACKING,)
    )
    row = await cursor.fetchone()
    return 0 if row is None else int(row[0])
