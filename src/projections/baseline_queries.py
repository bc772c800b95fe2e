"""Of how many persons which basic information is on file, and of whom it is missing.

Persons: who stands on the register today, by area and worker of today. On file is what a fact tells: a
collected sample, or an entry of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from psycopg import sql

from ..domain.baseline.events import BaselineItemRecorded
from ..domain.baseline.items import BaselineItem, RecordedAs
from ..domain.samples.events import SampleCollected
from .listing import Query, in_area, where

By = Literal["area", "worker"]
_FACTS = {RecordedAs.SAMPLE: SampleCollected.TYPE, RecordedAs.BASELINE: BaselineItemRecorded.TYPE}
_PEOPLE = """
    wanted as (select * from unnest(%s::text[], %s::text[]) as w (item, kind)),
    people as (
        select p.stream, p.area, p.worker from person_periods p
        where p.since <= %s and (p.until is null or p.until > %s) and p.standing = 'present'
    ),
    have as (
        select f.stream, array_agg(distinct f.value) as items
        from facts f join wanted w on w.kind = f.kind and w.item = f.value group by f.stream
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFilter:
    """Whose: of whom the item is missing (None: any item) in an area with its parts, with this worker."""

    item: str | None = None
    area: str | None = None
    worker: str | None = None
    without: Sequence[str] = ()


def _values(items: Sequence[BaselineItem], day: date) -> list[object]:
    kinds = [_FACTS[item.recorded_as].partition("/")[0] for item in items]
    return [[item.code for item in items], kinds, day, day]


def completeness_query(items: Sequence[BaselineItem], day: date, by: By, area: str | None) -> Query:
    """The query for how many persons there are by township or worker, and of how many each item is on file.

    A row a group and item, and one a group without item: of whom all is on file.
    """
    condition, values = where([in_area(area, "p.area")])
    query = sql.SQL(
        "with {people} select p.{by} as by, w.item, count(*) as persons,"
        " count(*) filter (where case when w.item is null then h.items @> %s::text[]"
        " else w.item = any(h.items) end) as recorded"
        " from people p left join have h using (stream)"
        " cross join (select item from wanted union all select null) w"
        " where {condition} group by 1, 2 order by 1 nulls last, 2 nulls first"
    ).format(people=sql.SQL(_PEOPLE), by=sql.Identifier(by), condition=condition)
    return query, [*_values(items, day), [item.code for item in items], *values]


def missing_query(
    items: Sequence[BaselineItem], day: date, wanted: MissingFilter, after: UUID | None, limit: int
) -> Query:
    """The query for a page of the persons of whom something is missing, in the order of their ids."""
    condition, values = where(
        [
            in_area(wanted.area, "p.area"),
            ("p.worker = %s", wanted.worker),
            ("not coalesce(%s = any(h.items), false)", wanted.item),
            *((f"(p.{name} is null) = %s", True) for name in wanted.without),
            ("p.stream > %s", after),
        ]
    )
    query = sql.SQL(
        "with {people} select p.stream, p.area, p.worker, array(select item from wanted w"
        " where not coalesce(w.item = any(h.items), false) order by item) as missing"
        " from people p left join have h using (stream)"
        " where not coalesce(h.items @> %s::text[], false) and {condition} order by p.stream limit %s"
    ).format(people=sql.SQL(_PEOPLE), condition=condition)
    return query, [*_values(items, day), [item.code for item in items], *values, limit]
