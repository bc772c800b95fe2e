"""Reading streams: whole histories, receipts and keys, on a pool of connections."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cachetools import LRUCache
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ..domain.envelope import Recorded
from ..domain.events import Event
from .append import Appended, KeyReused, Receipt
from .codec import decode
from .keys import MasterKey, StreamKey

Pool = AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]


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
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select version, position, type, state from events"
                " where stream = %s and version > %s and version <= coalesce(%s, 9223372036854775807)"
                " order by version",
                (stream, after, upto),
                prepare=True,
                binary=True,
            )
            rows = await cursor.fetchall()
        return [
            decode(stream, version, position, kind, state, key) for version, position, kind, state in rows
        ]

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

    async def receipt(self, receipt: Receipt) -> Appended | None:
        """What a command with this idempotency key came to, if it was granted. Raises `KeyReused`."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select fingerprint, position, first_version, last_version from receipts"
                " where stream = %s and key = %s",
                (receipt.stream, receipt.key),
                prepare=True,
                binary=True,
            )
            row = await cursor.fetchone()
        if row is None:
            return None
        fingerprint, position, first, last = row
        if fingerprint != receipt.fingerprint:
            raise KeyReused
        return Appended(position, first, last, replayed=True)

    async def key(self, stream: UUID) -> StreamKey | None:
        """The key of a stream, or None where it has none, or none any more."""
        if (known := self._keys.get(stream)) is not None:
            return known
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select wrapped from stream_keys where stream = %s", (stream,), prepare=True, binary=True
            )
            row = await cursor.fetchone()
        if row is None:
            return None
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

    def claim_value(self, kind: str, value: str) -> UUID:
        """The keyed hash under which a value is claimed."""
        return self._master.keyed_hash(kind, value)
