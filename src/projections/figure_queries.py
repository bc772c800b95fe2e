"""Figures and what they rest on: tiers over time, and facts counted by kind, value, month and area.

The area and the tier of a fact are those of the person on the day of the fact; of what is no person, the
area is that of its record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from psycopg import sql

from .listing import Place, Query, in_area, one_of, where

_MONTHS = {"year": "yyyy", "quarter": 'yyyy-"Q"q', "month": "yyyy-mm"}
_AREA = "coalesce(p.area, r.area)"
_GROUPS = {
    "kind": "f.kind",
    "value": "f.value",
    "area": _AREA,
    "tier": "p.tier",
    **{name: f"to_char(f.day, '{form}')" for name, form in _MONTHS.items()},
}
GROUPS = tuple(_GROUPS)
_FACTS = """
    facts f left join person_periods p
    on p.stream = f.stream and p.since <= f.day and (p.until is null or f.day < p.until)
    left join county_records r on r.stream = f.stream
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter:
    """Which facts; None, or nothing: any. From `since` on, before `before`, by the day of the fact.

    `without`: only those of which this is not known.
    """

    kind: Sequence[str] = ()
    value: Sequence[str] = ()
    subject: str | None = None
    since: date | None = None
    before: date | None = None
    area: str | None = None
    exact_area: bool = False
    tier: Sequence[str] = ()
    without: Sequence[str] = ()


def _wanted(wanted: FactFilter) -> tuple[sql.Composed, list[object]]:
    return where(
        [
            one_of("f.kind", wanted.kind),
            one_of("f.value", wanted.value),
            ("f.subject = %s", wanted.subject),
            ("f.day >= %s", wanted.since),
            ("f.day < %s", wanted.before),
            (f"{_AREA} = %s", wanted.area) if wanted.exact_area else in_area(wanted.area, _AREA),
            one_of("p.tier", wanted.tier),
            *((f"({_GROUPS[name]} is null) = %s", True) for name in wanted.without),
        ]
    )


def facts_query(wanted: FactFilter, after: Place | None, limit: int) -> Query:
    """The query for the facts themselves, in the order of their days."""
    joined, values = _wanted(wanted)
    shown = [joined]
    if after is not None:
        shown.append(sql.SQL("(f.day, f.stream, f.version) > (%s, %s, %s::bigint)").format())
        values += [after.day, after.stream, after.rest]
    query = sql.SQL(
        "select f.*, {area} as area, p.tier from {facts} where {shown}"
        " order by f.day, f.stream, f.version limit %s"
    ).format(area=sql.SQL(_AREA), facts=sql.SQL(_FACTS), shown=sql.SQL(" and ").join(shown))
    return query, [*values, limit]


def counts_query(wanted: FactFilter, by: Sequence[str]) -> Query:
    """The query for how many facts and persons there are, by one or more of `GROUPS`."""
    joined, values = _wanted(wanted)
    columns = [sql.SQL(f"{_GROUPS[name]} as {{}}").format(sql.Identifier(name)) for name in by]
    places = sql.SQL(", ").join(sql.SQL(str(n)) for n in range(1, len(by) + 1))
    query = sql.SQL(
        "select {columns}, count(*) as facts, count(distinct f.stream) as subjects,"
        " sum(f.quantity)::bigint as quantity from {facts} where {joined} group by {places} order by {places}"
    ).format(columns=sql.SQL(", ").join(columns), facts=sql.SQL(_FACTS), joined=joined, places=places)
    return query, values


def population_query(days: Sequence[date], area: str | None, by_area: bool) -> Query:
    """The query for how many persons in the county were in which tier at the end of each of some days."""
    condition, values = where([in_area(area, "p.area")])
    by = sql.SQL("p.area" if by_area else "null::text")
    query = sql.SQL(
        "select d.day, {by} as area, p.tier, count(*) as persons from unnest(%s::date[]) as d (day)"
        " join person_periods p on p.since <= d.day and (p.until is null or d.day < p.until)"
        " where p.standing = 'present' and {condition} group by 1, 2, 3 order by 1, 2, 3 nulls last"
    ).format(by=by, condition=condition)
    return query, [list(days), *values]
