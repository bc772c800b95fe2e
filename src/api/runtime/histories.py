"""Every person's history, one after another, for whoever goes through the county."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from structlog import get_logger

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.events import PersonRegistered
from ...store.codec import decode
from ...store.streams import Pool

_LOG = get_logger("tongxin.histories")
_BATCH = 200


async def every_person(pool: Pool) -> list[UUID]:
    """The streams of all persons, in an order that stays."""
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select stream from events where version = 1 and type like %s order by stream",
            (PersonRegistered.TYPE.partition("/")[0] + "/%",),
        )
        return [row[0] for row in await cursor.fetchall()]


async def histories(
    pool: Pool, streams: Sequence[UUID], batch: int = _BATCH
) -> AsyncIterator[tuple[UUID, list[Recorded[Event]] | None]]:
    """Whole histories without their sealed parts, some at a time; None where one cannot be read."""
    for start in range(0, len(streams), batch):
        some = list(streams[start : start + batch])
        async with pool.connection() as connection:
            cursor = await connection.execute(
                "select stream, version, position, type, state from events where stream = any(%s)"
                " order by stream, version",
                (some,),
                binary=True,
            )
            rows = await cursor.fetchall()
        by_stream: dict[UUID, list[Any]] = {stream: [] for stream in some}
        for row in rows:
            by_stream[row[0]].append(row)
        for stream, own in by_stream.items():
            try:
                yield stream, [decode(*row) for row in own]
            except Exception as error:  # one history that cannot be read holds up no other
                _LOG.error("history_unreadable", stream=str(stream), error=f"{type(error).__name__}: {error}")
                yield stream, None
