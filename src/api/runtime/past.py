"""One person at any moment: the events are read once, and folded beside the event loop if many."""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from psycopg import Connection
from psycopg_pool import ConnectionPool

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
_AT_ONCE = 2
"""So many threads: a third one would only take turns with them."""
_CHUNK = 500
_SELECT = b"select version, position, type, state from events where stream = %s and version "
_ROWS = _SELECT + b"> %s order by version"
_THESE = _SELECT + b"= any(%s)"
_IN_ORDER = "-c enable_sort=off -c enable_bitmapscan=off"
"""By the index: else the server sends nothing before it has read, and sorted, everything."""
_VERSION = attrgetter("version")
T = TypeVar("T")
Stored = tuple[int, int, str, bytes]
"""Version, position, type and state."""
Base = type[Seen] | type[Dated]
Readers = dict[str, Reader]
"""By stored name; corrections have none: they are read whole."""


class PersonPast:
    """Folds persons from their events. Close it when done.

    A long history is read and folded in a thread, over a connection of its own kind: the event loop goes on
    meanwhile, and does not wake up for every few events that arrive.
    """

    def __init__(self, conninfo: str, pool: Pool, *, patience: float) -> None:
        self._pool = pool
        self._threads = ThreadPoolExecutor(_AT_ONCE, "past")
        self._connections: ConnectionPool[Connection[Any]] = ConnectionPool(
            conninfo,
            min_size=0,
            max_size=_AT_ONCE,
            open=False,
            timeout=patience,
            num_workers=1,
            kwargs={"autocommit": True, "options": f"-c statement_timeout=30s {_IN_ORDER}"},
            check=ConnectionPool.check_connection,
        )
        self._connections.open()

    async def close(self) -> None:
        """Finish what is being read, then disconnect."""
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._connections.close)

    async def folded(
        self,
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
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                _ROWS + b" limit %s", (stream, 0, _FEW + 1), prepare=True, binary=True
            )
            rows = await cursor.fetchall()
        if len(rows) <= _FEW:
            return fold(_of_person(seen(stream, rows, projection, base=base)))

        def many() -> T:
            return fold(_of_person(self._long(stream, rows, _readers_of(projection, base))))

        return await asyncio.get_running_loop().run_in_executor(self._threads, many)

    def _long(self, stream: UUID, first: Sequence[Stored], quick: Readers) -> list[Recorded[Event]]:
        """All events, read while the server is still reading: their bytes are not kept."""
        with self._connections.connection() as connection, connection.cursor() as cursor:
            rest = cursor.stream(_ROWS, (stream, first[-1][0]), binary=True, size=_CHUNK)
            found, corrected = _glimpsed(stream, chain(first, rest), quick)
            if corrected:
                _put_whole(found, stream, cursor.execute(_THESE, (stream, list(corrected)), binary=True))
        return found


def _of_person(history: list[Recorded[Event]]) -> list[Recorded[Event]]:
    if not history or history[0].event.TYPE != PersonRegistered.TYPE:
        raise UNKNOWN_PERSON.refuse()
    return history


def seen(
    stream: UUID, rows: Sequence[Stored], projection: Projection[Any], *, base: Base = Seen
) -> list[Recorded[Event]]:
    """The events of a stream as far as a projection looks at them; corrections and what they correct, whole.

    Raises where one cannot be read.
    """
    found, corrected = _glimpsed(stream, rows, _readers_of(projection, base))
    if corrected:
        _put_whole(found, stream, (row for row in rows if row[0] in corrected))
    return found


def _glimpsed(stream: UUID, rows: Iterable[Stored], quick: Readers) -> tuple[list[Any], set[int]]:
    """The events as far as they are looked at, corrections whole; and which versions are corrected."""
    found: list[Any] = []
    corrected: set[int] = set()
    for version, position, kind, state in rows:
        reader = quick.get(kind)
        if reader is None:
            one: Any = decode(stream, version, position, kind, state)
            if kind in _CORRECTIONS:
                corrected.add(one.event.target)
        else:
            one = reader(state)
            one.stream, one.version, one.position = stream, version, position
        found.append(one)
    return found, corrected


def _put_whole(found: list[Any], stream: UUID, rows: Iterable[Stored]) -> None:
    for row in rows:
        found[bisect_left(found, row[0], key=_VERSION)] = decode(stream, *row)


_READERS: dict[tuple[str, Base], Readers] = {}


def _readers_of(projection: Projection[Any], base: Base) -> Readers:
    """Made once for each projection."""
    key = projection.tracking_name, base
    if key not in _READERS:
        made = ((kind.decode(), reader) for kind, reader in readers(projection.reads, base=base).items())
        _READERS[key] = {kind: reader for kind, reader in made if kind not in _CORRECTIONS}
    return _READERS[key]
