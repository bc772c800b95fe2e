"""The registers: measures, tests, handovers, help and work, steps of aftercare; a page at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from ...projections import register_queries as registers
from ...projections.listing import Lists
from ...projections.register_queries import Register, register_query
from ...store.personal import personal_of
from ..runtime.runtime import Runtime
from .documentation import QUERY_RESPONSES
from .pages import Area, Cursor, place_of, shown
from .queries import Asking, Purpose, Serving, Strict, note, reached
from .register_answers import (
    HandoversAnswer,
    MeasuresAnswer,
    MilestonesAnswer,
    SupportsAnswer,
    TestsAnswer,
)

router = APIRouter(tags=["registers"], responses=QUERY_RESPONSES)
_COMMON = {"at_least", "cursor", "limit", "area", "worker"}


class RegisterQuery(Strict):
    """What every register is filtered by. `since`, `before`: the day of the item, half-open."""

    since: date | None = None
    before: date | None = None
    area: Area = None
    worker: Annotated[str | None, Field(description="The case worker of the person.")] = None
    cursor: Cursor = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class MeasuresQuery(RegisterQuery):
    """Which measures. The day is that of the decision; the area that in which the measure is carried out."""

    kind: list[str] = Field(default_factory=list, examples=[["community_detox"]])
    status: list[str] = Field(default_factory=list, examples=[["executing", "paused"]])
    expires_before: date | None = None
    has_serious_breach: bool | None = None


class TestsQuery(RegisterQuery):
    """Which tests. The day is that on which one was taken or missed, or else ordered."""

    standing: list[str] = Field(default_factory=list, examples=[["ordered", "refused", "evaded", "taken"]])
    result: list[str] = Field(default_factory=list, examples=[["positive"]])
    ground: list[str] = Field(default_factory=list, examples=[["community_treatment"]])
    due_before: date | None = None
    has_open_objection: bool | None = None


class HandoversQuery(RegisterQuery):
    """Which handovers. The day is that of the offer."""

    outcome: list[str] = Field(default_factory=list, examples=[["open", "refused"]])
    from_unit: str | None = None
    to_unit: str | None = None


class SupportsQuery(RegisterQuery):
    """Which help or work. The day is that on which it began."""

    kind: list[str] = Field(default_factory=list, examples=[["support", "job"]])
    what: list[str] = Field(default_factory=list, examples=[["low_income_aid", "public_post"]])
    is_open: bool | None = None
    beneficiary: list[str] = Field(default_factory=list, examples=[["family"]])
    outcome: list[str] = Field(default_factory=list, examples=[["lifted_out_of_poverty"]])
    ended_since: date | None = None
    ended_before: date | None = None


class MilestonesQuery(RegisterQuery):
    """Which steps or plans. The day is that on which one was planned."""

    kind: list[str] = Field(default_factory=list, examples=[["milestone", "plan"]])
    programme: list[str] = Field(default_factory=list, examples=[["23444"]])
    standing: list[str] = Field(default_factory=list, examples=[["overdue", "reached"]])
    due_before: date | None = None


@router.get("/measures", summary="The register of measures")
async def measures(
    query: Annotated[MeasuresQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> MeasuresAnswer:
    """Measures with their three clocks, terms and counters. Every person shown is logged as read."""
    rows, following = await page_of(runtime, registers.MEASURES, query, caller, purpose)
    return MeasuresAnswer.model_validate({"measures": rows, "next": following})


@router.get("/tests", summary="The register of tests")
async def drug_tests(
    query: Annotated[TestsQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> TestsAnswer:
    """Tests from the order to the last result. Every person shown is logged as read."""
    rows, following = await page_of(runtime, registers.TESTS, query, caller, purpose)
    return TestsAnswer.model_validate({"tests": rows, "next": following})


@router.get("/handovers", summary="The register of handovers")
async def handovers(
    query: Annotated[HandoversQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> HandoversAnswer:
    """Handovers and their answers; what waits too long stands in the worklist. Reads are logged."""
    rows, following = await page_of(runtime, registers.HANDOVERS, query, caller, purpose)
    return HandoversAnswer.model_validate({"handovers": rows, "next": following})


@router.get("/supports", summary="The register of help and work")
async def supports(
    query: Annotated[SupportsQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> SupportsAnswer:
    """Help and work, going on or ended; no employer is shown. Every person shown is logged as read."""
    rows, following = await page_of(runtime, registers.SUPPORTS, query, caller, purpose)
    return SupportsAnswer.model_validate({"supports": rows, "next": following})


@router.get("/milestones", summary="The register of steps and plans")
async def milestones(
    query: Annotated[MilestonesQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> MilestonesAnswer:
    """Steps of aftercare and the plans that they belong to, as they stand today. Reads are logged."""
    rows, following = await page_of(runtime, registers.MILESTONES, query, caller, purpose)
    return MilestonesAnswer.model_validate({"milestones": rows, "next": following})


async def page_of(
    runtime: Runtime, register: Register, query: RegisterQuery, caller: Asking, purpose: str | None
) -> tuple[Sequence[dict[str, Any]], str | None]:
    """A page of a register, logged as read, and the cursor of the next one."""
    await reached(runtime, query.at_least)
    own = query.model_dump(exclude=_COMMON)
    after = place_of(query.cursor, UUID)
    found = await Lists(runtime.pool).rows(
        register_query(register, own, query.area, query.worker, after, query.limit + 1)
    )
    page = found[: query.limit]
    streams = list(dict.fromkeys(row["stream"] for row in page))
    personal = await personal_of(runtime.streams, streams)
    await note(runtime, caller, streams, purpose, register.table.replace("_", "-"))
    last = page[-1] if len(found) > query.limit else None
    following = None if last is None else f"{last['day']}_{last['stream']}_{last[register.item]}"
    return [shown(row, personal) for row in page], following
