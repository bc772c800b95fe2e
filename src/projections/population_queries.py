"""Who was in the county in which tier on a day: the persons whom `population_query` counts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg import sql

from .listing import Query, in_area, where


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationFilter:
    """Present on the day `on` in an area with its parts; `without_tier`: only those who had none yet."""

    on: date
    area: str | None = None
    exact_area: bool = False
    tier: str | None = None
    without_tier: bool | None = None


def population_persons_query(wanted: PopulationFilter, after: UUID | None, limit: int) -> Query:
    """The query for a page of them, in the order of their ids."""
    conditions, values = where(
        [
            ("p.since <= %s", wanted.on),
            ("coalesce(p.until, 'infinity') > %s", wanted.on),
            ("p.standing = %s", "present"),
            ("p.area = %s", wanted.area) if wanted.exact_area else in_area(wanted.area, "p.area"),
            ("p.tier = %s", wanted.tier),
            ("(p.tier is null) = %s", wanted.without_tier),
            ("p.stream > %s", after),
        ]
    )
    query = sql.SQL(
        "select p.stream, p.area, p.tier, p.since from person_periods p where {} order by p.stream limit %s"
    ).format(conditions)
    return query, [*values, limit]
