"""The persons behind a figure of tiers: who was in the county in which tier on a day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from ...projections.listing import Lists
from ...projections.population_queries import PopulationFilter, population_persons_query
from ...store.personal import personal_of
from .aggregates import NOT_FOR_AGGREGATES
from .documentation import QUERY_RESPONSES
from .pages import Area
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=["figures"], responses=QUERY_RESPONSES, dependencies=NOT_FOR_AGGREGATES)


class TierPersonsQuery(Strict):
    """Which persons, and a page of them."""

    on: Annotated[date, Field(description="The day (Asia/Shanghai).", examples=["2020-06-30"])]
    area: Area = None
    exact_area: Annotated[bool, Field(description="The area without its parts.")] = False
    tier: str | None = None
    without_tier: Annotated[bool | None, Field(description="Only those who had no tier yet.")] = None
    cursor: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class TierPersonAnswer(BaseModel):
    """A person, where and in which tier on that day. `since`: from when on nothing of it had changed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01a20d3e-0000-7000-8000-000000000001",
                    "name": "马建国",
                    "area": "640324100",
                    "tier": "T2",
                    "since": "2020-03-02",
                }
            ]
        }
    )

    id: UUID
    name: str | None
    area: str | None
    tier: str | None
    since: date


class TierPersonsAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    persons: list[TierPersonAnswer]
    next: UUID | None


@router.get("/tiers/persons", summary="Who was in a tier on a day")
async def tier_persons(
    query: Annotated[TierPersonsQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> TierPersonsAnswer:
    """The persons whom `/tiers/population` counts, a page at a time. Every person shown is logged as read."""
    await reached(runtime, query.at_least)
    wanted = PopulationFilter(**query.model_dump(exclude={"at_least", "cursor", "limit"}))
    rows = await Lists(runtime.pool).rows(population_persons_query(wanted, query.cursor, query.limit + 1))
    page = rows[: query.limit]
    streams = [row["stream"] for row in page]
    personal = await personal_of(runtime.streams, streams)
    await note(runtime, caller, streams, purpose, "tier-persons")
    shown = [row | {"id": row["stream"], "name": personal[row["stream"]].name} for row in page]
    following = streams[-1] if len(rows) > query.limit else None
    return TierPersonsAnswer.model_validate({"persons": shown, "next": following})
