"""The question who has to do what by when, over the whole county."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import sql

from ..domain.calendar import law_date

_PAST = sql.SQL("(case when d.due_at is null then d.due_on < {today} else d.due_at < {now} end)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list, to go on from."""

    due_on: date
    stream: UUID
    number: int

    def __str__(self) -> str:
        return f"{self.due_on}_{self.stream}_{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """The place that a cursor names. Raises `ValueError`."""
        due_on, stream, number = text.split("_")
        return cls(date.fromisoformat(due_on), UUID(stream), int(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFilter:
    """Which time limits to list; None: any. `area`: an area and all its parts. `article`: one, or a law."""

    due_before: date | None = None
    overdue: bool | None = None
    area: str | None = None
    worker: str | None = None
    article: str | None = None


def deadlines_query(
    wanted: DeadlineFilter, after: Place | None, now: datetime, limit: int
) -> tuple[sql.Composed, list[Any]]:
    """The query for the limits that run, the first due first, and its parameters. Rights gone stay out."""
    past = _PAST.format(today=sql.Literal(law_date(now)), now=sql.Literal(now))
    is_duty = sql.SQL("d.nature = 'duty'")
    if wanted.overdue is None:
        shown = sql.SQL("({} or not {})").format(is_duty, past)
    else:
        shown = (
            sql.SQL("({} and {})").format(is_duty, past) if wanted.overdue else sql.SQL("not {}").format(past)
        )
    conditions: list[tuple[str, Any]] = []
    if wanted.due_before is not None:
        conditions.append(("d.due_on < %s", wanted.due_before))
    if wanted.area is not None:
        conditions.append(("s.residence_area like %s", wanted.area.removesuffix("0000") + "%"))
    if wanted.worker is not None:
        conditions.append(("s.worker = %s", wanted.worker))
    if wanted.article is not None:
        conditions.append(("(d.article || ' ') ^@ (%s || ' ')", wanted.article))
    parameters = [value for _, value in conditions]
    where = [shown, *(sql.SQL(condition) for condition, _ in conditions)]
    if after is not None:
        where.append(sql.SQL("(d.due_on, d.stream, d.number) > (%s, %s, %s)"))
        parameters += [after.due_on, after.stream, after.number]
    query = sql.SQL(
        "select d.*, s.residence_area, s.worker, s.responsible_unit, {past} and {is_duty} as is_overdue"
        " from person_deadlines d join person_status s using (stream) where s.merged_into is null and {where}"
        " order by d.due_on, d.stream, d.number limit %s"
    ).format(past=past, is_duty=is_duty, where=sql.SQL(" and ").join(where))
    return query, [*parameters, limit]
