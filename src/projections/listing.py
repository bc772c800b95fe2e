"""Lists over read models: conditions, and pages that begin where the one before ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, sql
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from ..domain.areas import beginning_of

Found = dict[str, Any]
Query = tuple[sql.Composed, Sequence[Any]]
Condition = tuple[str, Any]
"""SQL with one placeholder, and its value. A value that is None sets no condition."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list, to go on from: a day, a person, and which of the person's rows."""

    day: date
    stream: UUID
    rest: str

    def __str__(self) -> str:
        return f"{self.day}_{self.stream}_{self.rest}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """The place that a cursor names. Raises `ValueError`."""
        day, stream, rest = text.split("_", 2)
        return cls(date.fromisoformat(day), UUID(stream), rest)


class Lists:
    """Asks read models over a pool of connections."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]) -> None:
        self._pool = pool

    async def rows(self, query: Query) -> list[Found]:
        """The rows of a query."""
        async with self._pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
            await cursor.execute(*query)
            return await cursor.fetchall()


def where(conditions: Iterable[Condition]) -> tuple[sql.Composed, list[Any]]:
    """Those that have a value, joined; and the values."""
    asked = [(text, value) for text, value in conditions if value is not None]
    joined = sql.SQL(" and ").join([sql.SQL("true"), *(sql.SQL(text) for text, _ in asked)])
    return joined, [value for _, value in asked]


def in_area(area: str | None, column: str = "s.residence_area") -> Condition:
    """An area and all its parts."""
    return f"{column} like %s", None if area is None else beginning_of(area) + "%"


def one_of(column: str, values: Sequence[str]) -> Condition:
    """One of several values; none given means any."""
    return f"{column} = any(%s)", list(values) or None
