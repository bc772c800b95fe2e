"""How the read models stand: where each is, how far behind, what is set aside, which runners there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, Connection
from psycopg.rows import class_row
from psycopg_pool import AsyncConnectionPool

from .lead import LOCK, NAME
from .registry import PROJECTIONS

_STANDING = """
select coalesce(t.notification_id, 0) as position,
       (select count(*) from set_aside s where s.projection = one.name) as set_aside,
       greatest(0, (select coalesce(max(position), 0) from events) - coalesce(t.notification_id, 0)) as behind
from unnest(%s::text[]) with ordinality one(name, number)
left join notification_tracking t on t.application_name = one.name
order by one.number
"""
_RUNNERS = """
select split_part(a.application_name, ' ', 3) as process, l.pid is not null as leads, a.backend_start as since
from pg_stat_activity a left join pg_locks l on l.pid = a.pid and l.locktype = 'advisory'
    and l.objid = %s and l.objsubid = 1 and l.granted
where a.application_name like %s and a.datname = current_database() order by leads desc, since
"""
_ASIDE = """
select stream, version, projection, position, type, error, at from set_aside
where position in (
    select distinct position from set_aside
    where position > %(after)s and (%(name)s::text is null or projection = %(name)s)
    order by position limit %(limit)s
) and (%(name)s::text is null or projection = %(name)s) order by position, projection
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One read model. `behind`: by how many positions. `set_aside`: how many events it could not take."""

    name: str
    version: int
    position: int
    behind: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class RunnerSeen:
    """A runner that is connected. `process`: its id and machine. `leads`: it works; else it stands by."""

    process: str
    leads: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class AsideSeen:
    """An event that a read model could not take. `projection`: its name with its version."""

    stream: UUID
    version: int
    projection: str
    position: int
    type: str
    error: str
    at: datetime


def standing(connection: Connection[Any]) -> list[Standing]:
    """Every read model, in the order of the registry."""
    return _standings(connection.execute(_STANDING, (_names(),)).fetchall())


def asides(connection: Connection[Any], name: str) -> list[AsideSeen]:
    """Everything that is set aside for a read model of this tracking name, by position."""
    with connection.cursor(row_factory=class_row(AsideSeen)) as cursor:
        return cursor.execute(_ASIDE, {"name": name, "after": 0, "limit": None}).fetchall()


def _names() -> list[str]:
    return [one.tracking_name for one in PROJECTIONS]


def _standings(rows: Sequence[tuple[Any, ...]]) -> list[Standing]:
    return [
        Standing(one.name, one.version, position, behind, set_aside)
        for one, (position, set_aside, behind) in zip(PROJECTIONS, rows, strict=True)
    ]


class Standings:
    """Asks over a pool of connections."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]) -> None:
        self._pool = pool

    async def projections(self) -> list[Standing]:
        """Every read model, in the order of the registry."""
        async with self._pool.connection() as connection:
            return _standings(await (await connection.execute(_STANDING, (_names(),))).fetchall())

    async def runners(self) -> list[RunnerSeen]:
        """The runners, the one that works first."""
        async with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=class_row(RunnerSeen)) as cursor,
        ):
            return await (await cursor.execute(_RUNNERS, (LOCK, f"{NAME} %"))).fetchall()

    async def set_aside(self, name: str | None, after: int, limit: int) -> Sequence[AsideSeen]:
        """What is set aside for a read model, or for all, after a position: that of so many events."""
        async with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=class_row(AsideSeen)) as cursor,
        ):
            asked = {"name": name, "after": after, "limit": limit}
            return await (await cursor.execute(_ASIDE, asked)).fetchall()
