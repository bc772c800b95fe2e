"""One person at any moment: the events are read once, and folded beside the event loop if many."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
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
_ROWS = (
    b"select version, position, type, state from events where stream = %s and version > %s order by version"
)
T = TypeVar("T")
Stored = tuple[int, int, str, bytes]
"""Version, position, type and state."""
Base = type[Seen] | type[Dated]


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
            kwargs={"autocommit": True, "options": "-c statement_timeout=30s"},
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
            return fold(_of_person(stream, rows, projection, base))

        def many() -> T:
            return fold(_of_person(stream, chain(rows, self._after(stream, rows[-1][0])), projection, base))

        return await asyncio.get_running_loop().run_in_executor(self._threads, many)

    def _after(self, stream: UUID, version: int) -> Iterator[Stored]:
        """The events after a version, while the server still reads on."""
        with self._connections.connection() as connection, connection.cursor() as cursor:
            yield from cursor.stream(_ROWS, (stream, version), binary=True, size=_CHUNK)


def _of_person(
    stream: UUID, rows: Iterable[Stored], projection: Projection[Any], base: Base
) -> list[Recorded[Event]]:
    history = seen(stream, rows, projection, base=base)
    if not history or history[0].event.TYPE != PersonRegistered.TYPE:
        raise UNKNOWN_PERSON.refuse()
    return history


def seen(
    stream: UUID, rows: Iterable[Stored], projection: Projection[Any], *, base: Base = Seen
) -> list[Recorded[Event]]:
    """The events of a stream as far as a projection looks at them; corrections and what they correct, whole.

    Raises where one cannot be read.
    """
    reader_of = _readers_of(projection, base).get
    found: list[Any] = []
    whole: list[Stored] = []
    corrected: set[int] = set()
    for row in rows:
        whole.append(row)
        version, position, kind, state = row
        reader = reader_of(kind)
        if reader is None:
            one: Any = decode(stream, *row)
            if kind in _CORRECTIONS:
                corrected.add(one.event.target)
        else:
            one = reader(state)
            one.stream, one.version, one.position = stream, version, position
        found.append(one)
    if corrected:
        for number, row in enumerate(whole):
            if row[0] in corrected:
                found[number] = decode(stream, *row)
    return found


_READERS: dict[tuple[str, Base], dict[str, Reader]] = {}


def _readers_of(projection: Projection[Any], base: Base) -> dict[str, Reader]:
    """By stored name, made once for each projection. Corrections have none: they are read whole."""
    key = projection.tracking_name, base
    if key not in _READERS:
        made = ((kind.decode(), reader) for kind, reader in readers(projection.reads, base=base).items())
        _READERS[key] = {kind: reader for kind, reader in made if kind not in _CORRECTIONS}
    return _READERS[key]
