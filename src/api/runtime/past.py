"""One person at any moment: the events are read once, and folded beside the event loop if many."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from ...domain import kinds  # noqa: F401  (every event of every kind of stream is known once these are)
from ...domain.correction.events import EventCorrected, EventRetracted
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.events import PersonRegistered
from ...domain.person.rules import UNKNOWN_PERSON
from ...projections.projection import Projection
from ...store.codec import decode
from ...store.lean import Dated, Reader, Seen, readers
from ...store.streams import Pool

_CORRECTIONS = frozenset({EventCorrected.TYPE, EventRetracted.TYPE})
_FEW = 500
"""So many events are folded at once; more of them in a thread, so that others are served meanwhile."""
T = TypeVar("T")
Stored = tuple[int, int, str, bytes]
"""Version, position, type and state."""
Base = type[Seen] | type[Dated]


async def folded(
    pool: Pool,
    stream: UUID,
    projection: Projection[Any],
    fold: Callable[[list[Recorded[Event]]], T],
    *,
    base: Base = Seen,
) -> T:
    """What a fold makes of a person's events. Raises `Refused` for no person.

    Sealed parts are left out, and so is what the projection does not look at. `base`: `Dated`, where the
    fold asks for no more of the envelope.
    """
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select version, position, type, state from events where stream = %s order by version",
            (stream,),
            prepare=True,
            binary=True,
        )
        rows = await cursor.fetchall()
    if len(rows) <= _FEW:
        return fold(_of_person(stream, rows, projection, base))
    return await asyncio.to_thread(lambda: fold(_of_person(stream, rows, projection, base)))


def _of_person(
    stream: UUID, rows: Sequence[Stored], projection: Projection[Any], base: Base
) -> list[Recorded[Event]]:
    history = seen(stream, rows, projection, base=base)
    if not history or history[0].event.TYPE != PersonRegistered.TYPE:
        raise UNKNOWN_PERSON.refuse()
    return history


def seen(
    stream: UUID, rows: Sequence[Stored], projection: Projection[Any], *, base: Base = Seen
) -> list[Recorded[Event]]:
    """The events of a stream as far as a projection looks at them; corrections and what they correct, whole.

    Raises where one cannot be read.
    """
    quick = _readers_of(projection, base)
    found: list[Any] = []
    corrected: set[int] = set()
    for row in rows:
        version, position, kind, state = row
        reader = None if kind in _CORRECTIONS else quick.get(kind)
        if reader is None:
            one: Any = decode(stream, *row)
            if kind in _CORRECTIONS:
                corrected.add(one.event.target)
        else:
            one = reader(state)
            one.stream, one.version, one.position = stream, version, position
        found.append(one)
    if corrected:
        for number, row in enumerate(rows):
            if row[0] in corrected:
                found[number] = decode(stream, *row)
    return found


_READERS: dict[tuple[str, Base], dict[str, Reader]] = {}


def _readers_of(projection: Projection[Any], base: Base) -> dict[str, Reader]:
    """By stored name, made once for each projection."""
    key = projection.tracking_name, base
    if key not in _READERS:
        made = readers(projection.reads, base=base)
        _READERS[key] = {kind.decode(): reader for kind, reader in made.items()}
    return _READERS[key]
