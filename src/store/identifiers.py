"""What tells persons from others, unsealed to be compared; and keyed hashes by which to find them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from ..domain.duplicates.identifiers import Identifiers, features_of
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.moment import NOW, counting
from .codec import decode
from .personal import TELLING
from .streams import Pool, Streams

_FIELDS = ("name", "identity_number", "phone", "birth_date", "sex")
_MOST = 200
"""So many records that share a feature with one share no more than a slip, such as one phone for all."""


async def identifiers_of(streams: Streams, wanted: Sequence[UUID]) -> dict[UUID, Identifiers]:
    """What several records say now of who each person is; nothing, where that is erased."""
    rows = await streams.events_of_types(wanted, [event.TYPE for event in TELLING])
    histories: dict[UUID, list[Recorded[Event]]] = {stream: [] for stream in wanted}
    for stream, version, position, kind, state in rows:
        key = await streams.key(stream)
        histories[stream].append(decode(stream, version, position, kind, state, key))
    return {stream: _fold(counting(history, NOW)) for stream, history in histories.items()}


def _fold(history: Iterable[Recorded[Event]]) -> Identifiers:
    known: dict[str, Any] = {}
    for recorded in history:
        known |= {
            name: value for name in _FIELDS if (value := getattr(recorded.event, name, None)) is not None
        }
    return Identifiers(**known)


def hashes_of(streams: Streams, known: Identifiers) -> list[UUID]:
    """The features of a record as keyed hashes."""
    return [streams.claim_value(kind, value) for kind, value in features_of(known)]


async def put_features(pool: Pool, of: Sequence[tuple[UUID, Sequence[UUID]]]) -> None:
    """Keep the features of some records, in the place of those that they had."""
    pairs = [(stream, value) for stream, values in of for value in values]
    streams, values = [stream for stream, _ in pairs], [value for _, value in pairs]
    async with pool.connection() as connection, connection.transaction():
        await connection.execute(
            "delete from duplicate_features f where f.stream = any(%s) and not exists ("
            " select from unnest(%s::uuid[], %s::uuid[]) n(stream, value)"
            " where n.stream = f.stream and n.value = f.value)",
            ([stream for stream, _ in of], streams, values),
        )
        await connection.execute(
            "insert into duplicate_features (stream, value)"
            " select * from unnest(%s::uuid[], %s::uuid[]) on conflict do nothing",
            (streams, values),
        )


async def sharing(pool: Pool, streams: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """The records that share a feature with some, as pairs of one of these and another."""
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select distinct stream, other from ("
            " select a.stream, f.other, count(*) over (partition by a.stream, a.value) as sharing"
            " from duplicate_features a cross join lateral ("
            " select b.stream as other from duplicate_features b"
            " where b.value = a.value and b.stream <> a.stream limit %s) f"
            " where a.stream = any(%s)) found where sharing < %s",
            (_MOST, list(streams), _MOST),
        )
        return await cursor.fetchall()
