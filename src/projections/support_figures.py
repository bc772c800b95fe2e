"""What help came to in a span of days: granted, ended with which outcome, going on at its end."""

from datetime import date

from psycopg import sql

from .listing import Query, in_area, where


def support_figures_query(since: date, before: date, area: str | None) -> Query:
    """The query for how often help or work of each kind was given to whom, and how it ended.

    A row each kind, beneficiary and outcome; `outcome` null: granted in the span, and going on at its end.
    """
    condition, values = where([in_area(area)])
    query = sql.SQL(
        "select r.kind, r.what, r.beneficiary, o.outcome,"
        " count(*) filter (where o.outcome is null and r.day >= %s and r.day < %s) as granted,"
        " count(*) filter (where o.outcome is null and r.day < %s"
        "     and coalesce(r.ended_on, 'infinity') >= %s) as going_on,"
        " count(*) filter (where o.outcome is not null and r.ended_on >= %s and r.ended_on < %s) as ended"
        " from support_register r join person_status s using (stream)"
        " cross join lateral (select null as outcome union select r.outcome) o"
        " where {} group by 1, 2, 3, 4 order by 1, 2, 3, 4 nulls first"
    ).format(condition)
    return query, [since, before, before, before, since, before, *values]
