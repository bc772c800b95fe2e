"""What is there to do, who has how many persons: over the whole county, by area and by worker.

A task is shown from the day on which it begins; what has no last day ("promptly") stands at that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from psycopg import sql

from ..domain.calendar import law_date
from .listing import Place, Query, in_area, one_of, where

_OPEN = """
    select d.stream, 'deadline' as source, d.rule as kind, d.subject_id, d.since, d.due_on, d.due_at,
        d.bearer, d.article, d.policy, d.policy_version, d.to_whom as detail, d.basis, d.due_on as day,
        'deadline:' || d.number as task
    from person_deadlines d where d.nature = 'duty'
    union all
    select t.stream, 'task', t.kind, t.subject_id, t.since, t.due_on, null, t.bearer,
        t.article, t.policy, t.policy_version, t.detail, null, coalesce(t.due_on, t.shown_from),
        t.kind || ':' || t.subject_id || ':' || t.since
    from person_tasks t where t.shown_from <= {today}
    union all
    select m.stream, 'milestone', 'milestone', m.item_id, m.day, m.due_on, null, 'worker',
        null, null, null, m.title, null, m.due_on, 'milestone:' || m.item_id
    from milestone_register m
    left join milestone_register p on (p.stream, p.item_id) = (m.stream, m.plan_id)
    where m.kind = 'milestone' and m.outcome is null and m.due_on is not null and p.outcome is null
    union all
    select v.stream, 'review', 'review_decision', v.review_id, v.day, null, null, 'reviewer',
        v.article, null, null, v.decision_type, v.decision_id, v.day, 'review:' || v.review_id
    from review_register v where v.result is null
"""
_OVERDUE = "(case when w.due_at is null then w.due_on < {today} else w.due_at < {now} end)"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFilter:
    """Which tasks to list; None, or nothing: any. `area`: an area and all its parts."""

    kind: Sequence[str] = ()
    bearer: Sequence[str] = ()
    due_before: date | None = None
    overdue: bool | None = None
    area: str | None = None
    worker: str | None = None
    unit: str | None = None


def worklist_query(wanted: WorkFilter, after: Place | None, now: datetime, limit: int) -> Query:
    """The query for what is to be done now, the first due first."""
    overdue = _overdue(now)
    conditions, values = where(
        [
            one_of("w.kind", wanted.kind),
            one_of("w.bearer", wanted.bearer),
            ("w.due_on < %s", wanted.due_before),
            in_area(wanted.area),
            ("s.worker = %s", wanted.worker),
            ("s.responsible_unit = %s", wanted.unit),
        ]
    )
    shown = [conditions]
    if wanted.overdue is not None:
        shown.append(sql.SQL("coalesce({}, false) = {}").format(overdue, sql.Literal(wanted.overdue)))
    if after is not None:
        shown.append(sql.SQL("(w.day, w.stream, w.task) > (%s, %s, %s)").format())
        values += [after.day, after.stream, after.rest]
    query = sql.SQL(
        "select w.*, s.residence_area, s.worker, s.responsible_unit, coalesce({overdue}, false) as is_overdue"
        " from ({open}) w join person_status s using (stream)"
        " where s.merged_into is null and (s.died_on is null or w.source = 'review') and {shown}"
        " order by w.day, w.stream, w.task limit %s"
    ).format(overdue=overdue, open=_open(now), shown=sql.SQL(" and ").join(shown))
    return query, [*values, limit]


def caseload_query(by: str, area: str | None, now: datetime) -> Query:
    """The query for how many persons, measures and tasks there are for each area or worker."""
    group = {"worker": "s.worker", "area": "s.residence_area"}[by]
    conditions, values = where([in_area(area)])
    query = sql.SQL(
        "select {group} as value, count(*) as persons,"
        " count(*) filter (where s.measure_kind = 'community_detox') as community_detox,"
        " count(*) filter (where s.measure_kind = 'community_rehab') as community_rehab,"
        " count(*) filter (where s.measure_kind = 'compulsory_isolation') as compulsory_isolation,"
        " count(*) filter (where s.tier = 'T1') as tier_1, count(*) filter (where s.tier = 'T2') as tier_2,"
        " count(*) filter (where s.tier = 'T3') as tier_3, count(*) filter (where s.tier = 'T4') as tier_4,"
        " count(*) filter (where s.contact_lost_on is not null) as out_of_contact,"
        " count(*) filter (where s.tier_objection_open) as objections_open,"
        " coalesce(sum(t.tasks), 0)::bigint as tasks, coalesce(sum(t.overdue), 0)::bigint as overdue"
        " from person_status s left join (select w.stream, count(*) as tasks,"
        " count(*) filter (where {overdue}) as overdue from ({open}) w group by w.stream) t using (stream)"
        " where num_nonnulls(s.died_on, s.emigrated_on, s.control_ended_on, s.merged_into) = 0"
        " and {conditions} group by 1 order by 1 nulls last"
    ).format(group=sql.SQL(group), overdue=_overdue(now), open=_open(now), conditions=conditions)
    return query, values


def _open(now: datetime) -> sql.Composed:
    return sql.SQL(_OPEN).format(today=sql.Literal(law_date(now)))


def _overdue(now: datetime) -> sql.Composed:
    return sql.SQL(_OVERDUE).format(today=sql.Literal(law_date(now)), now=sql.Literal(now))
