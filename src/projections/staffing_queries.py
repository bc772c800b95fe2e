"""How many existing users there are in each area on a day: those whom case workers are counted against."""

from datetime import date

from psycopg import sql

from .listing import Query, in_area, where


def existing_query(day: date, area: str | None) -> Query:
    """The query for persons present and not abstinent for three years at the end of a day, by area."""
    conditions, values = where(
        [
            ("p.since <= %s", day),
            ("coalesce(p.until, 'infinity') > %s", day),
            ("p.standing = %s", "present"),
            ("p.abstinent = %s", False),
            in_area(area, "p.area"),
        ]
    )
    query = sql.SQL(
        "select p.area, count(*)::int as persons from person_periods p where {} group by 1 order by 1"
    ).format(conditions)
    return query, values
