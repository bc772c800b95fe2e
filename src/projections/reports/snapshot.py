"""Read models at one position of the log: everything that a report asks sees the same."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from ..listing import Found, Lists, Query
from ..queries import ProjectionBehind
from ..registry import PROJECTIONS

_LOOK_AGAIN = 0.05
_POSITIONS = "select notification_id as position from notification_tracking where application_name = any(%s)"


class Snapshot(Lists):
    """Asks read models on one connection, in one transaction. `position`: that all of them have reached."""

    def __init__(self, connection: AsyncConnection[Any], position: int) -> None:
        self.connection = connection
        self.position = position

    async def rows(self, query: Query) -> list[Found]:
        """The rows of a query."""
        return await _rows(self.connection, *query)


@asynccontextmanager
async def snapshot(pool: Any, patience: float) -> AsyncIterator[Snapshot]:
    """Read models while they do not move. Raises `ProjectionBehind` where they do not agree on a position.

    They do while one runner moves all of them; one that is rebuilt or set back is behind for a while.
    """
    deadline = asyncio.get_running_loop().time() + patience
    while True:
        async with pool.connection() as connection, connection.transaction():
            await connection.execute("set transaction isolation level repeatable read, read only")
            reached = await _reached(connection)
            if len(reached) == 1:
                yield Snapshot(connection, reached.pop())
                return
        if asyncio.get_running_loop().time() > deadline:
            raise ProjectionBehind(min(reached))
        await asyncio.sleep(_LOOK_AGAIN)


async def _reached(connection: AsyncConnection[Any]) -> set[int]:
    """The positions of all read models, each once; 0 where one has not begun."""
    names = [one.tracking_name for one in PROJECTIONS]
    rows = await _rows(connection, _POSITIONS, (names,))
    return {row["position"] for row in rows} | ({0} if len(rows) < len(names) else set())


async def _rows(connection: AsyncConnection[Any], query: Any, values: Sequence[Any]) -> list[Found]:
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, values)
        return await cursor.fetchall()
