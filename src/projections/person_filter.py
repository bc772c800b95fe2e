"""Which persons a list or a count is about: as a condition on the table, and on a row at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from ..domain.areas import beginning_of
from .person_status import PersonStatus

Condition = tuple[sql.SQL, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFilter:
    """Which persons to list. None: any. `area`: an area and all its parts."""

    area: str | None = None
    tier: Sequence[str] = ()
    measure: Sequence[str] = ()
    measure_status: Sequence[str] = ()
    worker: str | None = None
    unit: str | None = None
    has_open_objection: bool | None = None
    is_lost: bool | None = None


COUNTED_BY: dict[str, str] = {
    "tier": "tier",
    "measure": "measure_kind",
    "measure_status": "measure_status",
    "area": "residence_area",
    "worker": "worker",
    "unit": "responsible_unit",
    "addiction_level": "addiction_level",
}
"""By what persons are counted → the field of the status row. Most are filters of the list under that name."""


def conditions_of(wanted: PersonFilter) -> list[Condition]:
    """The filter as conditions on the table `person_status`: a person of several records is counted once."""
    conditions: list[Condition] = [(sql.SQL("(merged_into is null) = %s"), True)]
    if wanted.area is not None:
        conditions.append((sql.SQL("residence_area like %s"), beginning_of(wanted.area) + "%"))
    for column, values in (
        ("tier", wanted.tier),
        ("measure_kind", wanted.measure),
        ("measure_status", wanted.measure_status),
    ):
        if values:
            conditions.append((sql.SQL(f"{column} = any(%s)"), list(values)))
    if wanted.worker is not None:
        conditions.append((sql.SQL("worker = %s"), wanted.worker))
    if wanted.unit is not None:
        conditions.append((sql.SQL("responsible_unit = %s"), wanted.unit))
    if wanted.has_open_objection is not None:
        conditions.append((sql.SQL("tier_objection_open = %s"), wanted.has_open_objection))
    if wanted.is_lost is not None:
        conditions.append((sql.SQL("(contact_lost_on is not null) = %s"), wanted.is_lost))
    return conditions


def matches(row: PersonStatus, wanted: PersonFilter) -> bool:
    """Whether the filter lets a row through: the same as its conditions on the table."""
    if row.merged_into is not None:
        return False
    if wanted.area is not None and not (row.residence_area or "").startswith(beginning_of(wanted.area)):
        return False
    for value, values in (
        (row.tier, wanted.tier),
        (row.measure_kind, wanted.measure),
        (row.measure_status, wanted.measure_status),
    ):
        if values and value not in values:
            return False
    if wanted.worker is not None and row.worker != wanted.worker:
        return False
    if wanted.unit is not None and row.responsible_unit != wanted.unit:
        return False
    if wanted.has_open_objection is not None and row.tier_objection_open != wanted.has_open_objection:
        return False
    return wanted.is_lost is None or (row.contact_lost_on is not None) == wanted.is_lost
