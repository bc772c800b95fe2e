"""What a count counts, as SQL: one row a thing. Counting and opening read the same rows, so they agree.

Columns: `n`, the number of the period; `stream`; `day`; `area` and `worker` of that day; `amount`; `ref`.
Values go in as literals that psycopg quotes; nothing of a definition is pasted in.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache

from psycopg import sql

from ...domain.areas import beginning_of
from ...domain.indicators.definitions import Count, Counted, Source, When
from ...domain.measures.kinds import MeasureKind
from ...domain.measures.legal_terms import terms_of_kind
from ..shipped_terms import shipped_policies
from .asked import CountsAsked, Period
from .filters import any_of, on_a_day, says

_ON = "p.stream = {stream} and p.since <= {day} and (p.until is null or {day} < p.until)"
_MEASURE_DAYS = {"ordered": "m.day", "served": "m.served_on", "ended": "m.ended_on"}
_TEST_DAY = sql.SQL("case when t.standing = 'ordered' then t.due_on + 1 else t.day end")
_AGAIN = sql.SQL(
    "(exists (select from person_periods q where q.stream = t.stream and q.since < t.day)"
    " or exists (select from test_register e where e.stream = t.stream and e.standing = 'taken'"
    " and e.result = 'positive' and (e.day, e.test_id) < (t.day, t.test_id)))"
)


def relation(count: Count, asked: CountsAsked) -> sql.Composed:
    """The rows that a count counts, of the areas and workers that are asked for."""
    rows = _OF[count.of](count, _periods(asked.periods))
    if count.counted is Counted.PERSONS:  # each once a period, with the first thing in it
        rows = sql.SQL("select distinct on (n, stream) * from ({}) y order by n, stream, day, ref").format(
            rows
        )
    wanted = [sql.SQL("true").format()]
    if asked.area is not None:
        wanted.append(sql.SQL("x.area like {}").format(sql.Literal(beginning_of(asked.area) + "%")))
    if asked.worker is not None:
        wanted.append(sql.SQL("x.worker = {}").format(sql.Literal(asked.worker)))
    for name, value in asked.exactly.items():
        is_it = sql.SQL("x.{} is not distinct from {}").format(sql.Identifier(name), sql.Literal(value))
        wanted.append(is_it)
    return sql.SQL("select x.* from ({}) x where {}").format(rows, _all(wanted))


def _periods(periods: Sequence[Period]) -> sql.Composed:
    rows = [
        sql.SQL("({}::int, {}::date, {}::date)").format(
            sql.Literal(number), sql.Literal(one.since), sql.Literal(one.before)
        )
        for number, one in enumerate(periods)
    ]
    return sql.SQL("(values {}) b (n, since, before)").format(sql.SQL(", ").join(rows))


def _persons(count: Count, periods: sql.Composed) -> sql.Composed:
    day = _day_of(count.when)
    on = sql.SQL("p.since <= {day} and (p.until is null or {day} < p.until)").format(day=day)
    return sql.SQL(
        "select b.n, p.stream, {day} as day, p.area, p.worker, 1::bigint as amount, '' as ref"
        " from {periods} join person_periods p on {on} where {wanted}"
    ).format(day=day, periods=periods, on=on, wanted=_all(on_a_day(count.where, day)))


def _events(count: Count, periods: sql.Composed) -> sql.Composed:
    where, day = count.where, sql.SQL("f.day").format()
    kinds = [*where.subject, *(kind.partition(".")[0] for kind in where.kind)]
    wanted = [
        *any_of("f.kind", where.kind),
        *any_of("f.value", where.value),
        *any_of("f.subject", where.subject),
        *says("c.record", where.has, kinds),
        *on_a_day(where, day),
    ]
    return sql.SQL(
        "select b.n, f.stream, f.day, coalesce(p.area, c.area) as area, p.worker, f.quantity as amount,"
        " f.version::text as ref from {periods} join facts f on f.day >= b.since and f.day < b.before"
        " left join person_periods p on {on} left join county_records c on c.stream = f.stream where {wanted}"
    ).format(periods=periods, on=_then("f.stream", day), wanted=_all(wanted))


def _tests(count: Count, periods: sql.Composed) -> sql.Composed:
    where = count.where
    day = sql.SQL("({})").format(_TEST_DAY)
    wanted = [
        *any_of("t.standing", where.outcome),
        *any_of("t.result", where.result),
        *any_of("t.ground", where.ground),
        *on_a_day(where, day),
    ]
    if where.again is not None:
        wanted.append(sql.SQL("{} = {}").format(_AGAIN, sql.Literal(where.again)))
    return sql.SQL(
        "select b.n, t.stream, {day} as day, p.area, p.worker, 1::bigint as amount, t.test_id::text as ref"
        " from {periods} join test_register t on {day} >= b.since and {day} < b.before"
        " left join person_periods p on {on} where {wanted}"
    ).format(day=day, periods=periods, on=_then("t.stream", day), wanted=_all(wanted))


def _measures(count: Count, periods: sql.Composed) -> sql.Composed:
    where = count.where
    day = sql.SQL(_MEASURE_DAYS[count.by or "ordered"]).format()
    wanted = [*any_of("m.kind", where.kind), *on_a_day(where, day)]
    if where.reported:
        ways = [_REPORTED[way].format(days=_days_to_report()) for way in where.reported]
        wanted.append(sql.SQL("({})").format(sql.SQL(" or ").join(ways)))
    if where.is_due is not None:
        is_due = sql.SQL("coalesce(m.served_on + {} < b.before, false) = {}")
        wanted.append(is_due.format(_days_to_report(), sql.Literal(where.is_due)))
    return sql.SQL(
        "select b.n, m.stream, {day} as day, p.area, p.worker, 1::bigint as amount, m.measure_id::text as ref"
        " from {periods} join measure_register m on {day} >= b.since and {day} < b.before"
        " left join person_periods p on {on} where {wanted}"
    ).format(day=day, periods=periods, on=_then("m.stream", day), wanted=_all(wanted))


_REPORTED = {
    "in_time": sql.SQL(
        "(m.reported_on is not null and coalesce(m.reported_on <= m.served_on + {days}, true))"
    ),
    "late": sql.SQL("coalesce(m.reported_on > m.served_on + {days}, false)"),
    "not": sql.SQL("m.reported_on is null"),
}


def _records(count: Count, periods: sql.Composed) -> sql.Composed:
    where = count.where
    wanted = [*any_of("r.kind", where.kind), *any_of("r.status", where.status)]
    wanted += says("r.record", where.has, where.kind)
    if count.when is When.DURING:
        day, on = sql.SQL("r.since").format(), sql.SQL("r.since >= b.since and r.since < b.before").format()
    else:
        day = _day_of(count.when)
        on = sql.SQL("r.since <= {day} and (r.until is null or {day} < r.until)").format(day=day)
    amount = sql.SQL("1::bigint").format()
    if count.sum is not None:
        path = sql.Literal(count.sum.split("."))
        amount = sql.SQL("round((r.record #>> {})::numeric)::bigint").format(path)
    return sql.SQL(
        "select b.n, r.stream, {day} as day, r.area, null::text as worker, {amount} as amount, '' as ref"
        " from {periods} join county_records r on {on} where {wanted}"
    ).format(day=day, amount=amount, periods=periods, on=on, wanted=_all(wanted))


_OF = {
    Source.PERSONS: _persons,
    Source.EVENTS: _events,
    Source.TESTS: _tests,
    Source.MEASURES: _measures,
    Source.RECORDS: _records,
}


def _day_of(when: When) -> sql.Composed:
    return sql.SQL("(b.since - 1)" if when is When.START else "(b.before - 1)").format()


def _then(stream: str, day: sql.Composed) -> sql.Composed:
    """How the person stood on that day."""
    return sql.SQL(_ON).format(stream=sql.SQL(stream), day=day)


def _all(conditions: Sequence[sql.Composed]) -> sql.Composed:
    return sql.SQL(" and ").join([sql.SQL("true").format(), *conditions])


@cache
def _days_to_report() -> sql.Literal:
    """Of 戒毒条例 14, 38, which give one number."""
    law = terms_of_kind(shipped_policies(), MeasureKind.COMMUNITY_DETOX, date.max)
    days = None if law is None else law.number(MeasureKind.COMMUNITY_DETOX, "report_within_days")
    return sql.Literal(days)
