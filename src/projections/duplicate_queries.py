"""Which records may be of one person: kept as pairs, read with what was decided about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, sql
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from ..domain.areas import beginning_of
from ..domain.calendar import law_date
from .listing import Place, Query, where

Pool = AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]
_APART = "c.outcome in ('dismissed', 'unmerged')"
_PAIRS = f"""
    duplicate_suspicions d
    join person_status s on s.stream = d.stream join person_status o on o.stream = d.other
    left join lateral (
        select c.outcome, c.decided_by, c.decided_at from duplicate_decisions c
        where ((c.stream, c.other) = (d.stream, d.other) or (c.stream, c.other) = (d.other, d.stream))
            and {_APART} and c.agreed @> d.agreed order by c.position desc limit 1
    ) c on true
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """That two records are of two persons: how it was said, when and by whom."""

    outcome: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Suspected:
    """A record that may be of the same person. `decision`: an officer found otherwise, on no less."""

    other: UUID
    score: int
    features: tuple[str, ...]
    agreed: tuple[str, ...]
    decision: Decided | None = None


@dataclass(slots=True)
class Standings:
    """`kept`: of records that were merged, into which. `apart`: what was decided, and in what they agreed."""

    kept: dict[UUID, UUID] = field(default_factory=dict)
    apart: dict[UUID, list[tuple[Decided, frozenset[str]]]] = field(default_factory=dict)

    def decision(self, other: UUID, agreed: Sequence[str]) -> Decided | None:
        """The decision that holds for another record; None where there is more now in which they agree."""
        holding = [said for said, then in self.apart.get(other, ()) if then.issuperset(agreed)]
        return holding[-1] if holding else None


async def standings(pool: Pool, stream: UUID, others: Sequence[UUID]) -> Standings:
    """What was decided about a record and those that may be of the same person."""
    found = Standings()
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "select stream, merged_into from person_status"
            " where stream = any(%s) and merged_into is not null",
            ([stream, *others],),
        )
        found.kept = dict(await cursor.fetchall())
        cursor = await connection.execute(
            "select case when c.stream = %s then c.other else c.stream end, c.outcome, c.decided_by,"
            " c.decided_at, c.agreed from duplicate_decisions c"
            f" where (c.stream = %s or c.other = %s) and {_APART} order by c.position",
            (stream, stream, stream),
        )
        for other, outcome, by, at, agreed in await cursor.fetchall():
            said = Decided(outcome, by, at.astimezone(UTC))
            found.apart.setdefault(other, []).append((said, frozenset(agreed)))
    return found


async def write_suspicions(pool: Pool, stream: UUID, found: Sequence[Suspected], rules: str) -> None:
    """Keep the suspicions of a record, in the place of those that it had."""
    async with pool.connection() as connection, connection.transaction():
        await connection.execute(
            "delete from duplicate_suspicions"
            " where (stream = %(this)s and other <> all(%(others)s))"
            " or (other = %(this)s and stream <> all(%(others)s))",
            {"this": stream, "others": [one.other for one in found]},
        )
        await put_pairs(connection, {(stream, one.other): one for one in found}, rules)


async def put_pairs(
    connection: AsyncConnection[Any], found: Mapping[tuple[UUID, UUID], Suspected], rules: str
) -> None:
    """Keep suspected pairs; the day on which one was first found stays."""
    today = law_date(datetime.now(UTC))
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into duplicate_suspicions (stream, other, day, score, features, agreed, rules)"
            " values (%s, %s, %s, %s, %s, %s, %s) on conflict (stream, other) do update"
            " set score = excluded.score, features = excluded.features, agreed = excluded.agreed,"
            " rules = excluded.rules",
            [
                (*sorted(pair), today, one.score, Jsonb(one.features), Jsonb(one.agreed), rules)
                for pair, one in sorted(found.items(), key=lambda item: sorted(item[0]))
            ],
        )


def suspicions_query(is_dismissed: bool, area: str | None, after: Place | None, limit: int) -> Query:
    """The query for a page of pairs, the latest found first; `area`: of one of the two."""
    conditions, values = where([("(c.outcome is not null) = %s", is_dismissed)])
    shown = [conditions]
    if area is not None:
        shown.append(sql.SQL("(s.residence_area ^@ %s or o.residence_area ^@ %s)").format())
        values += [beginning_of(area)] * 2
    if after is not None:
        shown.append(sql.SQL("(d.day, d.stream, d.other) < (%s, %s, %s::uuid)").format())
        values += [after.day, after.stream, after.rest]
    query = sql.SQL(
        "select d.stream, d.other, d.day, d.score, d.features, d.agreed, d.rules,"
        " c.outcome, c.decided_by, c.decided_at from {pairs}"
        " where s.merged_into is null and o.merged_into is null and {shown}"
        " order by d.day desc, d.stream desc, d.other desc limit %s"
    ).format(pairs=sql.SQL(_PAIRS), shown=sql.SQL(" and ").join(shown))
    return query, [*values, limit]
