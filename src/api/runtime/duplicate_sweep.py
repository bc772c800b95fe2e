"""Looking for suspected duplicates over the whole register: first every record's features, then the pairs.

Nothing is recorded as an event. Begun anew after a crash, it comes to the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ...domain.duplicates.likeness import likeness
from ...projections.duplicate_queries import Suspected, put_pairs
from ...store.identifiers import hashes_of, identifiers_of, put_features, sharing
from .histories import every_person
from .runtime import Runtime
from .suspicions import InForce

_BATCH = 200
Report = Callable[[str, int, int], None]
"""What is being done, how many records are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many records there are, how many pairs shared a feature, and how many are suspected."""

    persons: int
    compared: int
    suspected: int


async def sweep(runtime: Runtime, report: Report) -> Swept:
    """Look at everybody, and keep the suspicions in the place of those that there were."""
    persons = await every_person(runtime.pool)
    if (now := runtime.suspicions.in_force) is None:
        return Swept(len(persons), 0, 0)
    batches = [persons[start : start + _BATCH] for start in range(0, len(persons), _BATCH)]
    for number, some in enumerate(batches):
        report("features", number * _BATCH, len(persons))
        known = await identifiers_of(runtime.streams, some)
        await put_features(
            runtime.pool, [(stream, hashes_of(runtime.streams, one)) for stream, one in known.items()]
        )
    compared = suspected = 0
    for number, some in enumerate(batches):
        report("comparing", number * _BATCH, len(persons))
        pairs = [(one, other) for one, other in await sharing(runtime.pool, some) if one < other]
        found = await _alike(runtime, pairs, now)
        await _keep(runtime, some, found, now)
        compared, suspected = compared + len(pairs), suspected + len(found)
    report("done", len(persons), len(persons))
    return Swept(len(persons), compared, suspected)


async def _alike(
    runtime: Runtime, pairs: Sequence[tuple[UUID, UUID]], now: InForce
) -> dict[tuple[UUID, UUID], Suspected]:
    """Those pairs that are suspected."""
    known = await identifiers_of(runtime.streams, list({stream for pair in pairs for stream in pair}))
    found = {}
    for one, other in pairs:
        like = likeness(known[one], known[other], now.rules)
        if like.is_suspected:
            found[one, other] = Suspected(other, like.score, like.features, like.agreed)
    return found


async def _keep(
    runtime: Runtime, some: Sequence[UUID], found: dict[tuple[UUID, UUID], Suspected], now: InForce
) -> None:
    """Keep the pairs whose smaller id is one of some, and no others of these."""
    async with runtime.pool.connection() as connection, connection.transaction():
        await connection.execute(
            "delete from duplicate_suspicions d where d.stream = any(%s) and not exists ("
            " select from unnest(%s::uuid[], %s::uuid[]) n(stream, other)"
            " where (n.stream, n.other) = (d.stream, d.other))",
            (list(some), [one for one, _ in found], [other for _, other in found]),
        )
        await put_pairs(connection, found, now.version)
