"""The read models that counts look at, folded anew into tables of one connection that hide the live ones.

So the past is counted by the very queries that count the present.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any

from psycopg import AsyncConnection, sql
from psycopg.types.json import Jsonb

from ...domain.correction.effective import effective
from ...domain.envelope import Recorded
from ...domain.events import Event
from ..columns import column_types
from ..county_records import COUNTY_RECORDS
from ..drug_test_register import TEST_REGISTER
from ..facts import FACTS
from ..lean import lean
from ..measure_register import PERSON_MEASURES
from ..person_periods import PERSON_PERIODS
from ..projection import Projection, Rows

COUNTED_FROM: tuple[Projection[Any], ...] = (
    PERSON_PERIODS,
    PERSON_MEASURES,
    TEST_REGISTER,
    FACTS,
    COUNTY_RECORDS,
)
"""What counts look at: of those with a part, the part."""
_TABLES = {(one.part or one).name: (one.part or one).row for one in COUNTED_FROM}


def folded(history: Sequence[Recorded[Event]]) -> dict[str, list[Any]]:
    """The rows that one stream's events come to, by table. `history`: in order, corrections included."""
    events = effective(history)
    found: dict[str, list[Any]] = {}
    for projection in COUNTED_FROM:
        rows: Rows[Any] = Rows(projection.key_of)
        for one in events:
            if projection.keys(one):
                projection.fold(rows, one)
        made = list(rows.touched.values())
        if projection.part is None:
            found[projection.name] = made
        else:
            found[projection.part.name] = [part for row in made for part in projection.part.of(row)]
    return found


@asynccontextmanager
async def hiding_the_live(connection: AsyncConnection[Any]) -> AsyncIterator[None]:
    """Empty tables of this connection under the names of the live ones, gone at the end."""
    async with connection.transaction(force_rollback=True):
        for name in _TABLES:
            create = sql.SQL("create temp table {0} (like public.{0} including all)")
            await connection.execute(create.format(sql.Identifier(name)))
        yield


async def fill(connection: AsyncConnection[Any], rows: Iterable[Mapping[str, Sequence[Any]]]) -> None:
    """Copy rows into these tables."""
    for some in rows:
        for name, made in some.items():
            if made:
                await _copy(connection, name, made)


async def _copy(connection: AsyncConnection[Any], table: str, rows: Sequence[Any]) -> None:
    types = column_types(_TABLES[table])
    names = [field.name for field in fields(_TABLES[table])]
    copy = sql.SQL("copy pg_temp.{} ({}) from stdin").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    async with connection.cursor() as cursor, cursor.copy(copy) as copying:
        for row in rows:
            values = [getattr(row, name) for name in names]
            is_json = [types[name] == "jsonb" for name in names]
            await copying.write_row(
                [Jsonb(v, dumps=lean) if j else v for v, j in zip(values, is_json, strict=True)]
            )
