"""The registers of measures, tests, handovers, help and milestones: filtered, the latest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from .listing import Condition, Place, Query, in_area, one_of, where


@dataclass(frozen=True, slots=True)
class Register:
    """A table of items. `item`: the column that tells those of a person apart. `filters`: its own, as SQL."""

    table: str
    item: str
    filters: Mapping[str, str]
    area: str = "s.residence_area"
    more: str = ""
    columns: str = ""


_DAYS = {"since": "r.day >= %s", "before": "r.day < %s"}
MEASURES = Register(
    "measure_register",
    "measure_id",
    {
        **_DAYS,
        "kind": "r.kind",
        "status": "r.status",
        "expires_before": "r.expires_on < %s",
        "has_serious_breach": "(r.serious_breach_on is not null) = %s",
    },
    area="coalesce(r.area, s.residence_area)",
)
TESTS = Register(
    "test_register",
    "test_id",
    {
        **_DAYS,
        "standing": "r.standing",
        "result": "r.result",
        "ground": "r.ground",
        "due_before": "r.due_on < %s",
        "has_open_objection": "(r.objected_on is not null and r.objection_granted is null) = %s",
    },
)
HANDOVERS = Register(
    "handover_register",
    "handover_id",
    {**_DAYS, "outcome": "r.outcome", "from_unit": "r.from_unit = %s", "to_unit": "r.to_unit = %s"},
)
SUPPORTS = Register(
    "support_register",
    "item_id",
    {
        **_DAYS,
        "kind": "r.kind",
        "what": "r.what",
        "is_open": "(r.ended_on is null) = %s",
        "beneficiary": "r.beneficiary",
        "outcome": "r.outcome",
        "ended_since": "r.ended_on >= %s",
        "ended_before": "r.ended_on < %s",
    },
)
REVIEWS = Register(
    "review_register",
    "review_id",
    {
        **_DAYS,
        "is_open": "(r.result is null) = %s",
        "decision_type": "r.decision_type",
        "is_unlawful": "(r.rule is not null) = %s",
    },
)
_STANDING = (
    "case when r.outcome is not null then r.outcome when p.outcome is not null then 'dropped'"
    " when r.kind = 'plan' then 'going_on' when r.due_on is null then 'undated'"
    " when r.due_on < (now() at time zone 'Asia/Shanghai')::date then 'overdue' else 'planned' end"
)
MILESTONES = Register(
    "milestone_register",
    "item_id",
    {
        **_DAYS,
        "kind": "r.kind",
        "programme": "r.programme",
        "standing": _STANDING,
        "due_before": "r.due_on < %s",
    },
    more=" left join milestone_register p"
    " on r.kind = 'milestone' and (p.stream, p.item_id) = (r.stream, r.plan_id)",
    columns=f", {_STANDING} as standing",
)


def register_query(
    register: Register,
    wanted: Mapping[str, Any],
    area: str | None,
    worker: str | None,
    after: Place | None,
    limit: int,
) -> Query:
    """The query for a page of a register. `wanted`: its own filters by name; a list means any of them."""
    conditions = [in_area(area, register.area), ("s.worker = %s", worker)]
    conditions += [_condition(register.filters[name], value) for name, value in wanted.items()]
    joined, values = where(conditions)
    shown = [joined]
    item = sql.Identifier("r", register.item)
    if after is not None:
        shown.append(sql.SQL("(r.day, r.stream, {}) < (%s, %s, %s::uuid)").format(item))
        values += [after.day, after.stream, after.rest]
    query = sql.SQL(
        "select r.*{columns}, s.residence_area, s.worker, s.responsible_unit from {table} r"
        " join person_status s using (stream){more} where {shown}"
        " order by r.day desc, r.stream desc, {item} desc limit %s"
    ).format(
        columns=sql.SQL(register.columns),
        table=sql.Identifier(register.table),
        more=sql.SQL(register.more),
        shown=sql.SQL(" and ").join(shown),
        item=item,
    )
    return query, [*values, limit]


def _condition(text: str, value: Any) -> Condition:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return one_of(text, value) if is_list else (text, value)
