"""Following the log: what is new about a person may change what the rules propose.

At least once and idempotent: a proposal's key follows from the history that it rests on. The first start
begins at the end of the log, so that a load of old records proposes nothing unless asked.
"""

import asyncio
from uuid import UUID

from psycopg import AsyncConnection
from structlog import get_logger

from ...domain.policies.book import NoPolicy
from ...domain.refusals import Refused
from .asked import Stale
from .beginning import LOG, NOTE, named
from .leading import Lead, pause, work_while_leading
from .pace import Pace
from .proposing import in_force, person_history, record_news, today
from .runtime import Runtime
from .sweeps import LOST, Sweep, sweep

_LOG = get_logger("tongxin.proposer")
_BATCH = 1000
_LEADER = 4860
_ATTEMPTS = 5
_TRIGGERS = ("measure.", "test.", "safety.", "contact.", "abstinence.", "record.")
"""Beginnings of the types that can change a fact. Tiers themselves are none: a decision is left to stand."""
_ALSO = ("person.emigrated/1", "person.returned/1")


async def start(runtime: Runtime, *, from_beginning: bool = False) -> int:
    """Where to go on from; noted at the first start."""
    async with runtime.pool.connection() as connection:
        await connection.execute(NOTE, named(from_beginning=from_beginning))
        return await _position(connection)


async def step(runtime: Runtime, pace: Pace | None = None) -> tuple[int, int]:
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
        if pace is not None:
            await pace.rest()
    async with runtime.pool.connection() as connection:
        await connection.execute(
            "update notification_tracking set notification_id = %s"
            " where application_name = %s and notification_id = %s",
            (rows[-1][0], LOG, reached),
        )
    return len(rows), recorded


async def follow(runtime: Runtime, stop: asyncio.Event) -> None:
    """Work until told to stop. Of several followers one works, the others stand by.

    That is for the work alone: two at a time would record each proposal once. A lost database is waited for.
    """

    async def work(lead: Lead) -> None:
        await _work(runtime, lead, stop)

    conninfo = str(runtime.pool.conninfo)
    await work_while_leading(conninfo, _LEADER, stop, work, _LOG, lost=LOST)


async def _work(runtime: Runtime, lead: Lead, stop: asyncio.Event) -> None:
    pace = Pace()
    await start(runtime)
    while not stop.is_set():
        await lead.execute("select 1")  # the lead goes with its connection
        read, _ = await step(runtime, pace)
        due = await Sweep.due(runtime)
        if due is not None:
            await sweep(runtime, due, stop, lambda: step(runtime, pace), pace)
        elif not read:
            await pause(stop)


async def _evaluated(runtime: Runtime, stream: UUID, position: int) -> bool:
    why = ""
    for _ in range(_ATTEMPTS):
        try:
            day = today()
            history = await person_history(runtime.streams, stream)
            rules = in_force(runtime.policies, day)
            told = f"rules-{position}", f"position {position}"
            return await record_news(runtime, history, rules, day, *told) is not None
        except Stale as error:  # something was recorded meanwhile, which need not come by as a trigger
            why = str(error)
        except (Refused, NoPolicy) as error:  # no person, such as a case; or no rules to go by
            why = str(error)
            break
        except LOST:
            raise
        except Exception as error:  # a history that cannot be read holds up nobody else's
            _LOG.error("not_evaluated", stream=str(stream), position=position, why=repr(error))
            return False
    _LOG.info("not_evaluated", stream=str(stream), position=position, why=why)
    return False


def _triggers(kind: str) -> bool:
    return kind.startswith(_TRIGGERS) or kind in _ALSO


async def _position(connection: AsyncConnection[tuple[int, ...]]) -> int:
    cursor = await connection.execute(
        "select notification_id from notification_tracking where application_name = %s", (LOG,)
    )
    row = await cursor.fetchone()
    return 0 if row is None else int(row[0])
