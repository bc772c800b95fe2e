"""How far a screening campaign is: its targets beside what the persons' own records tell of them.

A screening counts as `domain/screening_campaign/state.belongs_to` says: by the campaign's identifier, or by
its name within its days. Who was looked for and not met is still to be screened. Areas are today's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from .listing import Query, in_area, one_of, where

_TARGETS = """
    select t.stream, t.person_id, t.added_on, t.dropped_on, t.drop_ground, t.left_open,
        coalesce(s.day, t.screened_on) as screened_on, coalesce(s.outcome, t.outcome) as outcome,
        s.event_id as screening_event, p.residence_area as area, p.worker,
        case when t.dropped_on is not null then 'dropped'
            when coalesce(s.outcome, t.outcome) is null then 'open'
            when coalesce(s.outcome, t.outcome) = 'not_found' then 'not_met'
            else 'screened' end as standing
    from campaign_targets t
    join county_records c on c.stream = t.stream
    left join person_status p on p.stream = t.person_id
    left join lateral (
        select r.day, r.outcome, r.event_id from screening_register r
        where r.stream = t.person_id and (r.campaign_id = t.stream or r.campaign_id is null
            and r.campaign = c.title
            and r.day between (c.record->>'first_day')::date and (c.record->>'last_day')::date)
        order by r.outcome = 'not_found', r.day desc, r.version desc limit 1
    ) s on t.outcome is null or t.outcome = 'not_found' or s.outcome <> 'not_found'
    where t.stream = %s
"""
STANDINGS = ("open", "not_met", "screened", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFilter:
    """Which targets; None, or nothing: any. `without_area`: only where no area is known."""

    standing: Sequence[str] = ()
    outcome: Sequence[str] = ()
    area: str | None = None
    without_area: bool = False
    worker: str | None = None


def targets_query(campaign: UUID, wanted: TargetFilter, after: UUID | None, limit: int) -> Query:
    """The query for a page of a campaign's targets, in the order of their identifiers."""
    joined, values = where(
        [
            one_of("standing", wanted.standing),
            one_of("outcome", wanted.outcome),
            in_area(wanted.area, "area"),
            ("(area is null) = %s", wanted.without_area or None),
            ("worker = %s", wanted.worker),
            ("person_id > %s", after),
        ]
    )
    query = sql.SQL("select * from ({}) t where {} order by person_id limit %s").format(
        sql.SQL(_TARGETS), joined
    )
    return query, [campaign, *values, limit]


def progress_query(campaign: UUID) -> Query:
    """The query for how many targets there are, by township, standing and outcome."""
    query = sql.SQL(
        "select area, standing, outcome, count(*) as targets from ({}) t group by 1, 2, 3 order by 1, 2, 3"
    ).format(sql.SQL(_TARGETS))
    return query, [campaign]
