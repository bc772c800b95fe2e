"""What there is to do, and who has how much of it: over the county, by area and by worker."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from ...domain.areas import name_of
from ...domain.calendar import law_date
from ...projections.listing import Lists
from ...projections.worklist_queries import WorkFilter, caseload_query, worklist_query
from ...store.personal import personal_of
from .documentation import QUERY_RESPONSES
from .pages import Area, Cursor, place_of, shown
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=["work"], responses=QUERY_RESPONSES)


class WorkQuery(Strict):
    """Which tasks to list."""

    kind: list[str] = Field(default_factory=list, examples=[["test", "report_drug_use"]])
    bearer: list[str] = Field(default_factory=list, examples=[["worker", "township"]])
    due_before: Annotated[date | None, Field(description="Only those whose last day is before this one.")] = (
        None
    )
    overdue: Annotated[
        bool | None, Field(description="Only those that are overdue, or only those that are not.")
    ] = None
    area: Area = None
    worker: str | None = None
    unit: str | None = None
    cursor: Cursor = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class WorkAnswer(BaseModel):
    """Something to be done for a person. `kind`: a test, a report to the police, an answer, a time limit.

    `source`: deadline, task, milestone or review. `subject_id`: the measure, test, handover, objection, step,
    review or case. `due_on`: the last day; null where the law says "promptly". `article`: the law that asks
    for it, if one does; `policy`: the policy that says when. `basis`: the event that set a deadline running,
    or the decision under review.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01a20d3e-0000-7000-8000-000000000001",
                    "name": "马建国",
                    "residence_area": "640324100",
                    "worker": "ma.li",
                    "responsible_unit": "640324100",
                    "source": "task",
                    "kind": "report_drug_use",
                    "subject_id": "01a20d3e-0000-7000-8000-0000000000a1",
                    "since": "2026-03-02",
                    "due_on": None,
                    "due_at": None,
                    "is_overdue": False,
                    "bearer": "worker",
                    "article": "戒毒条例 21",
                    "policy": None,
                    "policy_version": None,
                    "detail": None,
                    "basis": None,
                }
            ]
        }
    )

    id: UUID
    name: str | None
    residence_area: str | None
    worker: str | None
    responsible_unit: str | None
    source: str
    kind: str
    subject_id: UUID
    since: date
    due_on: date | None
    due_at: datetime | None
    is_overdue: bool
    bearer: str
    article: str | None
    policy: str | None
    policy_version: str | None
    detail: str | None
    basis: UUID | None


class WorklistAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    tasks: list[WorkAnswer]
    next: str | None


class CaseloadQuery(Strict):
    """For whom to count."""

    by: Literal["worker", "area"] = "worker"
    area: Area = None


class CaseloadRow(BaseModel):
    """The persons of one worker, or of one area. `value` null: of nobody. Nobody is shown."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "value": "ma.li",
                    "name": None,
                    "persons": 20,
                    "measures": {"community_detox": 6, "community_rehab": 3, "compulsory_isolation": 2},
                    "tiers": {"T1": 2, "T2": 7, "T3": 8, "T4": 1},
                    "out_of_contact": 1,
                    "objections_open": 0,
                    "tasks": 14,
                    "overdue": 3,
                }
            ]
        }
    )

    value: str | None
    name: str | None
    persons: int
    measures: dict[str, int]
    tiers: dict[str, int]
    out_of_contact: int
    objections_open: int
    tasks: int
    overdue: int


class CaseloadAnswer(BaseModel):
    """Persons under dynamic control, by worker or by area."""

    by: str
    on: date
    rows: list[CaseloadRow]


@router.get("/worklist", summary="What is to be done")
async def worklist(
    query: Annotated[WorkQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> WorklistAnswer:
    """Tasks that have begun and are not settled, the first due first, a page at a time.

    They follow from time limits, test schedules, the duty to report to the police (戒毒条例 21), handovers
    and objections that wait for an answer, dynamic control to be ended, steps of aftercare, and decisions
    under review since a correction. Every person shown is logged as read.
    """
    await reached(runtime, query.at_least)
    wanted = WorkFilter(**query.model_dump(exclude={"at_least", "cursor", "limit"}))
    now = datetime.now(UTC)
    rows = await Lists(runtime.pool).rows(
        worklist_query(wanted, place_of(query.cursor), now, query.limit + 1)
    )
    page = rows[: query.limit]
    streams = list(dict.fromkeys(row["stream"] for row in page))
    personal = await personal_of(runtime.streams, streams)
    await note(runtime, caller, streams, purpose, "worklist")
    last = page[-1] if len(rows) > query.limit else None
    return WorklistAnswer.model_validate(
        {
            "tasks": [shown(row, personal) for row in page],
            "next": None if last is None else f"{last['day']}_{last['stream']}_{last['task']}",
        }
    )


@router.get("/caseload", summary="Who has how many persons and tasks")
async def caseload(query: Annotated[CaseloadQuery, Query()], runtime: Serving) -> CaseloadAnswer:
    """Persons under dynamic control with their measures, tiers and tasks, by worker or by area.

    Each figure opens: `/persons` and `/worklist` take the same worker or area.
    """
    await reached(runtime, query.at_least)
    now = datetime.now(UTC)
    rows = await Lists(runtime.pool).rows(caseload_query(query.by, query.area, now))
    found = [_row(row, query.by) for row in rows]
    return CaseloadAnswer.model_validate({"by": query.by, "on": law_date(now), "rows": found})


def _row(row: dict[str, Any], by: str) -> dict[str, Any]:
    measures = {name: row[name] for name in ("community_detox", "community_rehab", "compulsory_isolation")}
    name = name_of(row["value"]) if by == "area" and row["value"] else None
    tiers = {f"T{number}": row[f"tier_{number}"] for number in range(1, 5)}
    return row | {"name": name, "measures": measures, "tiers": tiers}
