"""Reading streams: histories, what commands came to, and keys, on a pool of connections."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cachetools import LRUCache
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ..domain.envelope import Recorded
from ..domain.events import Event
from .append import Appended, KeyReused, Receipt, StreamErased
from .codec import decode
from .keys import MasterKey, StreamKey

Pool = AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]


async def open_pool(conninfo: str, *, least: int, most: int, patience: float) -> Pool:
    """So many connections. `patience`: seconds to wait for one. Whoever opens it closes it."""
    pool: Pool = AsyncConnectionPool(
        conninfo,
        min_size=least,
        max_size=most,
        open=False,
        timeout=patience,
        kwargs={"autocommit": True, "options": "-c statement_timeout=30s"},
        check=AsyncConnectionPool.check_connection,
    )
    await pool.open()
    return pool


async def end_of_log(pool: Pool) -> int:
    """The position of the last event; 0 before the first."""
    async with pool.connection() as connection:
        cursor = await connection.execute("select coalesce(max(position), 0) from events")
        row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


class Streams:
    """The streams of the event store, read with the keys of the master key."""

    def __init__(self, pool: Pool, master: MasterKey, *, keys_remembered: int = 20_000) -> None:
        self._pool = pool
        self._master = master
        self._keys: LRUCache[UUID, StreamKey] = LRUCache(keys_remembered)

    async def history(
        self, stream: UUID, *, after: int = 0, upto: int | None = None, unsealed: bool = False
    ) -> list[Recorded[Event]]:
        """The events of a stream in order, with versions after `after` and up to `upto`.

        `unsealed`: with names and texts, where the stream's key still exists.
        """
        key = await self.key(stream) if unsealed else None
        rows = await self._rows(stream, after, upto)
        return [
            decode(stream, version, position, kind, state, key) for _, version, position, kind, state in rows
        ]

    async def commanded(self, stream: UUID) -> tuple[list[Recorded[Event]], bytes]:
        """The events of a stream in order, and the idempotency keys that made them, one after the other."""
        rows = await self._rows(stream, 0, None)
        history = [
            decode(stream, version, position, kind, state) for _, version, position, kind, state in rows
        ]
        return history, b"".join([row[0] for row in rows if row[0]])

    async def _rows(self, stream: UUID, after: int, upto: int | None) -> list[Any]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select uuid_send(command), version, position, type, state from events"
                " where stream = %s and version > %s and version <= coalesce(%s, 9223372036854775807)"
                " order by version",
                (stream, after, upto),
                prepare=True,
                binary=True,
            )
            return await cursor.fetchall()

    async def events_of_types(
        self, streams: Sequence[UUID], types: Sequence[str]
    ) -> list[tuple[UUID, int, int, str, bytes]]:
        """Stored events of several streams that have one of these types, each stream in order."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select stream, version, position, type, state from events"
                " where stream = any(%s) and type = any(%s) order by stream, version",
                (list(streams), list(types)),
                binary=True,
            )
            return await cursor.fetchall()

    async def beginnings(self, streams: Sequence[UUID]) -> dict[UUID, str]:
        """The type of the first event of each of these streams that has begun."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select stream, type from events where stream = any(%s) and version = 1",
                (list(streams),),
                binary=True,
            )
            return dict(await cursor.fetchall())

    async def first_of_types(self, types: Sequence[str]) -> Recorded[Event] | None:
        """The first event ever stored that has one of these types."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select stream, version, position, type, state from events"
                " where type = any(%s) order by position limit 1",
                (list(types),),
                binary=True,
            )
            row = await cursor.fetchone()
        return None if row is None else decode(*row)

    async def granted(self, stream: UUID, receipt: Receipt) -> Appended | None:
        """What a command came to that was granted under this key before, or None. Raises `KeyReused`."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select last_position, first_version, last_version, fingerprint from granted(%s, %s)",
                (stream, receipt.key),
                prepare=True,
                binary=True,
            )
            row = await cursor.fetchone()
        if row is None:
            return None
        position, first, last, fingerprint = row
        if fingerprint != receipt.fingerprint:
            raise KeyReused
        return Appended(position, first, last, replayed=True)

    async def key(self, stream: UUID) -> StreamKey | None:
        """The key to read a stream with, or None where it has none, or none any more."""
        try:
            return await self.sealing_key(stream)
        except StreamErased:
            return None

    async def sealing_key(self, stream: UUID) -> StreamKey | None:
        """The key to seal with, or None where the stream has none yet. Raises `StreamErased`."""
        if (known := self._keys.get(stream)) is not None:
            return known
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select wrapped from stream_keys where stream = %s", (stream,), prepare=True, binary=True
            )
            row = await cursor.fetchone()
        if row is None:
            return None
        if not row[0]:
            raise StreamErased
        key = self._master.unwrap(row[0])
        self._keys[stream] = key
        return key

    def new_key(self) -> tuple[StreamKey, bytes]:
        """A key for a stream that has none yet, and its wrapped form to store with its events."""
        return self._master.new_stream_key()

    async def holder(self, kind: str, value: str) -> UUID | None:
        """Which stream holds a claimed value, if one does."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select stream from claims where value = %s", (self.claim_value(kind, value),), prepare=True
            )
            row = await cursor.fetchone()
        return None if row is None else row[0]

    async def claimed(self, stream: UUID, kind: str) -> UUID | None:
        """The keyed hash of the value that a stream holds of a kind, if it holds one."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select value from claims where stream = %s and kind = %s", (stream, kind), prepare=True
            )
            row = await cursor.fetchone()
        return None if row is None else row[0]

    def claim_value(self, kind: str, value: str) -> UUID:
        """The keyed hash under which a value is claimed."""
        return self._master.keyed_hash(kind, value)
