"""Questions to the read models, and the log of who asked them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, sql
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from ..domain.areas import beginning_of
from ..domain.commands import Actor
from .deadline_queries import DeadlineFilter, Place, deadlines_query
from .person_filter import Condition, PersonFilter, conditions_of
from .registry import PROJECTIONS

_LOOK_AGAIN = 0.01
Found = dict[str, Any]


class ProjectionBehind(Exception):
    """A projection has not reached the position asked for in time. `position`: where it is."""

    def __init__(self, position: int) -> None:
        super().__init__(f"the read model is at position {position}")
        self.position = position


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which events of a person. `type`: stored names or their beginnings. Times: half-open, of occurrence."""

    type: Sequence[str] = ()
    occurred_from: datetime | None = None
    occurred_before: datetime | None = None
    actor: str | None = None


class Queries:
    """Reads the read models over a pool of connections."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]) -> None:
        self._pool = pool

    async def position(self) -> int:
        """The position up to which all read models are up to date."""
        names = [one.tracking_name for one in PROJECTIONS]
        rows = await self._rows(
            "select coalesce(min(notification_id), 0) as reached, count(*) as known"
            " from notification_tracking where application_name = any(%s)",
            (names,),
        )
        return int(rows[0]["reached"]) if rows[0]["known"] == len(names) else 0

    async def wait_for(self, position: int, patience: float) -> int:
        """Wait until the read models have reached a position. Raises `ProjectionBehind`."""
        deadline = asyncio.get_running_loop().time() + patience
        while (reached := await self.position()) < position:
            if asyncio.get_running_loop().time() > deadline:
                raise ProjectionBehind(reached)
            await asyncio.sleep(_LOOK_AGAIN)
        return reached

    async def person(self, stream: UUID) -> Found | None:
        """The status row of a person."""
        rows = await self._rows("select * from person_status where stream = %s", (stream,))
        return rows[0] if rows else None

    async def persons(self, wanted: PersonFilter, after: UUID | None, limit: int) -> list[Found]:
        """Status rows in the order of their stream ids, after one of them."""
        conditions = conditions_of(wanted)
        if after is not None:
            conditions.append((sql.SQL("stream > %s"), after))
        return await self._where("person_status", conditions, sql.SQL("stream"), limit)

    async def person_counts(self, wanted: PersonFilter, by: str) -> dict[str | None, int]:
        """How many persons there are, by the values of a field of the status row."""
        where, values = _all_of(conditions_of(wanted))
        query = sql.SQL("select {0} as value, count(*) as persons from person_status where {1} group by {0}")
        rows = await self._rows(query.format(sql.Identifier(by), where), values)
        return {row["value"]: row["persons"] for row in rows}

    async def under_control(
        self, area: str | None, begun_by: date, after: UUID | None, limit: int
    ) -> list[Found]:
        """Persons under dynamic control whose abstinence counts from a day or an earlier one."""
        conditions: list[Condition] = [
            (
                sql.SQL(
                    "merged_into is null"
                    " and exists (select from person_tasks t where t.stream = person_status.stream"
                    " and t.kind = 'end_dynamic_control' and t.since <= %s)"
                ),
                begun_by,
            )
        ]
        if area is not None:
            conditions.append((sql.SQL("residence_area like %s"), beginning_of(area) + "%"))
        if after is not None:
            conditions.append((sql.SQL("stream > %s"), after))
        return await self._where("person_status", conditions, sql.SQL("stream"), limit)

    async def history(self, stream: UUID, wanted: HistoryFilter, after: int, limit: int) -> list[Found]:
        """Entries of a person's history in order, after a version."""
        conditions: list[Condition] = [
            (sql.SQL("stream = %s"), stream),
            (sql.SQL("version > %s"), after),
        ]
        if wanted.type:
            conditions.append((sql.SQL("type ^@ any(%s)"), list(wanted.type)))
        if wanted.occurred_from is not None:
            conditions.append((sql.SQL("occurred_at >= %s"), wanted.occurred_from))
        if wanted.occurred_before is not None:
            conditions.append((sql.SQL("occurred_at < %s"), wanted.occurred_before))
        if wanted.actor is not None:
            conditions.append((sql.SQL("actor_user = %s"), wanted.actor))
        return await self._where("person_history", conditions, sql.SQL("version"), limit)

    async def deadlines(
        self, wanted: DeadlineFilter, after: Place | None, now: datetime, limit: int
    ) -> list[Found]:
        """Time limits that run, the first due first."""
        return await self._rows(*deadlines_query(wanted, after, now, limit))

    async def log_read(
        self, streams: Sequence[UUID], actor: Actor, purpose: str, what: str, correlation_id: str
    ) -> None:
        """Note who has looked at whom, before the answer is sent."""
        async with self._pool.connection() as connection:
            await connection.execute(
                "insert into reads"
                " (stream, actor_user, actor_role, actor_unit, purpose, what, correlation_id)"
                " select s, %s, %s, %s, %s, %s, %s from unnest(%s::uuid[]) s",
                (actor.user, actor.role, actor.unit, purpose, what, correlation_id, list(streams)),
            )

    async def reads(self, stream: UUID, limit: int) -> list[Found]:
        """Who has looked at a person, the latest first."""
        return await self._rows(
            "select at, actor_user, actor_role, actor_unit, purpose, what, correlation_id from reads"
            " where stream = %s order by at desc limit %s",
            (stream, limit),
        )

    async def _where(
        self, table: str, conditions: Sequence[Condition], order: sql.SQL, limit: int
    ) -> list[Found]:
        where, values = _all_of(conditions)
        query = sql.SQL("select * from {} where {} order by {} limit %s").format(
            sql.Identifier(table), where, order
        )
        return await self._rows(query, [*values, limit])

    async def _rows(self, query: Any, parameters: Sequence[Any]) -> list[Found]:
        async with self._pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
            await cursor.execute(query, parameters)
            return await cursor.fetchall()


def _all_of(conditions: Sequence[Condition]) -> tuple[sql.Composed, list[Any]]:
    where = sql.SQL(" and ").join([sql.SQL("true"), *(condition for condition, _ in conditions)])
    return where, [value for _, value in conditions]
