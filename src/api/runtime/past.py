"""One person at any moment: the events are read once, decoded and folded beside the event loop if many."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.events import PersonRegistered
from ...domain.person.rules import UNKNOWN_PERSON
from ...store.codec import decode
from ...store.streams import Pool

_FEW = 500
"""So many events are folded at once; more of them in a thread, so that others are served meanwhile."""
T = TypeVar("T")


async def folded(pool: Pool, stream: UUID, fold: Callable[[list[Recorded[Event]]], T]) -> T:
    """What the fold makes of a person's events, sealed parts left out. Raises `Refused` for no person."""
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select version, position, type, state from events where stream = %s order by version",
            (stream,),
            prepare=True,
            binary=True,
        )
        rows = await cursor.fetchall()
    if len(rows) <= _FEW:
        return _folded(stream, rows, fold)
    return await asyncio.to_thread(_folded, stream, rows, fold)


def _folded(stream: UUID, rows: Sequence[tuple[Any, ...]], fold: Callable[[list[Recorded[Event]]], T]) -> T:
    history = [decode(stream, version, position, kind, state) for version, position, kind, state in rows]
    if not history or not isinstance(history[0].event, PersonRegistered):
        raise UNKNOWN_PERSON.refuse()
    return fold(history)
