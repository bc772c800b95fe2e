"""Figures of governance: who is in post where, against the norms, and how the key tasks stand."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.areas import name_of
from ...domain.calendar import SHANGHAI, law_date
from ...domain.key_task.standing import standings
from ...domain.key_task.state import KeyTask
from ...domain.kinds import KEY_TASK, STATION
from ...domain.moment import Moment, checked
from ...domain.station.norms import Norm, against, norms_on, ratio
from ...domain.station.staffing import Staffing, staffing
from ...projections.county_queries import RecordFilter
from ...projections.county_records import state_of
from ...projections.listing import Lists
from ...projections.staffing_queries import existing_query
from ..runtime.county_records import records_at
from .documentation import QUERY_RESPONSES
from .pages import Area
from .queries import Serving, Strict, reached

router = APIRouter(tags=["governance"], responses=QUERY_RESPONSES)


class GovernanceQuery(Strict):
    """`on`: at the end of which day (Asia/Shanghai); today, if not given."""

    on: Annotated[date | None, Field(examples=["2020-12-31"])] = None
    area: Area = None


class StandingQuery(GovernanceQuery):
    """Of which year's list; by owner or by area."""

    year: Annotated[int | None, Field(ge=1990, le=2999, examples=[2020])] = None
    by: Literal["owner", "area"] = "owner"


class NormAnswer(BaseModel):
    """A norm, and the case workers against it. `over`: how many more than needed; below zero: missing."""

    name: str
    version: str
    status: str
    source: str
    persons_per_worker: int
    needed: int
    over: int


class StaffingRow(BaseModel):
    """One area. `persons`: on the register, neither dead, abroad nor abstinent for three years.

    `ratio`: persons for each case worker; null where there is none.
    """

    area: str | None
    area_name: str | None
    stations: int
    users: int
    case_workers: int
    police_officers: int
    auxiliary_officers: int
    others: int
    persons: int
    ratio: float | None
    norms: list[NormAnswer]


class StaffingAnswer(BaseModel):
    """Every area with a station or a person. `total`: of them all; who is in post twice counts once."""

    on: date
    rows: list[StaffingRow]
    total: StaffingRow


class StandingRow(BaseModel):
    """The tasks of one owner or area, without those withdrawn. `overdue`: not done after the deadline."""

    value: str
    total: int
    done: int
    waiting: int
    verified: int
    overdue: int
    scored: int
    vetoes: int
    points: Decimal
    score: Decimal


class StandingAnswer(BaseModel):
    """A row for each owner or area."""

    on: date
    rows: list[StandingRow]


@router.get("/stations/staffing", summary="Staff in post by area, against the norms")
async def station_staffing(query: Annotated[GovernanceQuery, Query()], runtime: Serving) -> StaffingAnswer:
    """Who is in post at stations on a day, and how many existing users there are for each case worker.

    Nobody is shown. The norms are policies, none of them a law; every one in force on the day is answered.
    """
    await reached(runtime, query.at_least)
    day, moment = _moment(query.on)
    records = await records_at(runtime.pool, STATION, RecordFilter(area=query.area), moment)
    staff = staffing(state_of(STATION, record.record) for record in records)
    found = await Lists(runtime.pool).rows(existing_query(day, query.area))
    persons: dict[str | None, int] = {row["area"]: row["persons"] for row in found}
    norms = norms_on(runtime.policies, day)
    areas = sorted({*staff, *persons}, key=lambda area: area or "~")
    whole = sum(staff.values(), Staffing())
    return StaffingAnswer(
        on=day,
        rows=[_row(area, staff.get(area or "", Staffing()), persons.get(area, 0), norms) for area in areas],
        total=_row(query.area, whole, sum(persons.values()), norms),
    )


@router.get("/key-tasks/standing", summary="How the key tasks stand")
async def key_task_standing(query: Annotated[StandingQuery, Query()], runtime: Serving) -> StandingAnswer:
    """Key tasks on a day by owner or area: done, verified, overdue, scored, vetoed. None of it is stored."""
    await reached(runtime, query.at_least)
    day, moment = _moment(query.on)
    records = await records_at(runtime.pool, KEY_TASK, RecordFilter(area=query.area), moment)
    tasks: list[KeyTask] = [state_of(KEY_TASK, record.record) for record in records]
    asked = [task for task in tasks if query.year in (None, task.year)]
    by = attrgetter(query.by)
    rows = [
        StandingRow(value=value, **{name: getattr(one, name) for name in _COUNTED})
        for value, one in standings(asked, day, by).items()
    ]
    return StandingAnswer(on=day, rows=rows)


def _moment(on: date | None) -> tuple[date, Moment]:
    """The day, and its end; of today, or without a day, now. Raises `Refused` where it lies ahead."""
    now = datetime.now(UTC)
    if on is None or on == law_date(now):
        return law_date(now), Moment()
    end = datetime.combine(on, time.max, SHANGHAI).astimezone(UTC)
    return on, checked(Moment(as_of=end), now)


def _row(area: str | None, staff: Staffing, persons: int, norms: tuple[Norm, ...]) -> StaffingRow:
    counted = {name: getattr(staff, name) for name in Staffing.__dataclass_fields__}
    return StaffingRow(
        area=area,
        area_name=None if area is None else name_of(area),
        persons=persons,
        ratio=ratio(persons, staff.case_workers),
        norms=[_against(persons, staff.case_workers, norm) for norm in norms],
        **counted,
    )


def _against(persons: int, workers: int, norm: Norm) -> NormAnswer:
    found = against(persons, workers, norm)
    told = {name: getattr(norm, name) for name in Norm.__dataclass_fields__}
    return NormAnswer(needed=found.needed, over=found.over, **told)


_COUNTED = tuple(name for name in StandingRow.model_fields if name != "value")
