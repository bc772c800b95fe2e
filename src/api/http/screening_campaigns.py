"""Queries about screening campaigns: how far one is, and whom it is about."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.areas import name_of
from ...domain.kinds import SCREENING_CAMPAIGN
from ...domain.screening.events import ScreeningOutcome
from ...projections.campaign_queries import STANDINGS, TargetFilter, progress_query, targets_query
from ...projections.listing import Lists
from ..runtime.runtime import Runtime
from .documentation import QUERY_RESPONSES
from .pages import Area
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=[SCREENING_CAMPAIGN.name], responses=QUERY_RESPONSES)
_FOUND = (ScreeningOutcome.SUSPECTED_USE, ScreeningOutcome.CONFIRMED_ON_REGISTER)


class ProgressRow(BaseModel):
    """How far a campaign is in one township; today's, where the targets live. `area` null: not known.

    `targets`: without those dropped. `screened`: met, with an outcome; of these `found`: use suspected, or
    confirmed on the register. `not_met`: looked for in vain, so still to be screened, as are the open ones.
    `opens`: for each figure the address of the targets that it counts.
    """

    area: str | None
    area_name: str | None
    targets: int
    screened: int
    found: int
    not_met: int
    open: int
    dropped: int
    outcomes: dict[str, int]
    opens: dict[str, str]


class ProgressAnswer(BaseModel):
    """How far a campaign is, by township and in all."""

    id: UUID
    title: str
    status: str
    total: ProgressRow
    rows: list[ProgressRow]


class TargetAnswer(BaseModel):
    """A person on the list. `screening_event`: the event of the person's own record that tells the outcome.

    `standing`: open, not_met, screened or dropped. `left_open`: why it was not screened at the last end.
    """

    person_id: UUID
    area: str | None
    worker: str | None
    standing: str
    outcome: str | None
    added_on: date
    screened_on: date | None
    screening_event: UUID | None
    dropped_on: date | None
    drop_ground: str | None
    left_open: str | None


class TargetsAnswer(BaseModel):
    """A page of a campaign's list. `next`: give it as `after`; null on the last page."""

    targets: list[TargetAnswer]
    next: UUID | None


class ProgressQuery(Strict):
    """No more than a position to wait for."""


class TargetsQuery(Strict):
    """Which targets."""

    standing: list[str] = Field(default_factory=list, examples=[["open", "not_met"]])
    outcome: list[str] = Field(default_factory=list, examples=[["suspected_use"]])
    area: Area = None
    without_area: Annotated[bool, Field(description="Only where it is not known where they live.")] = False
    worker: Annotated[str | None, Field(description="The case worker of the person.")] = None
    after: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100

    def wanted(self) -> TargetFilter:
        """The filter."""
        return TargetFilter(**self.model_dump(include=set(TargetFilter.__dataclass_fields__)))


@router.get("/screening-campaigns/{id}/progress", summary="How far a screening campaign is")
async def campaign_progress(
    id: UUID, query: Annotated[ProgressQuery, Query()], runtime: Serving
) -> ProgressAnswer:
    """Targets, screened, found and open, by township; nobody is shown.

    A screening that is recorded for a person counts by itself, by the campaign's identifier or by its name
    within its days.
    """
    await reached(runtime, query.at_least)
    title, status = await _campaign(runtime, id)
    counted = await Lists(runtime.pool).rows(progress_query(id))
    areas = list(dict.fromkeys(row["area"] for row in counted))
    rows = [_row(id, area, [row for row in counted if row["area"] == area]) for area in areas]
    return ProgressAnswer(
        id=id, title=title, status=status, total=_row(id, None, counted, all_=True), rows=rows
    )


@router.get("/screening-campaigns/{id}/targets", summary="Whom a screening campaign is about")
async def campaign_targets(
    id: UUID,
    query: Annotated[TargetsQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> TargetsAnswer:
    """The campaign's list, filtered, a page at a time. Every person shown is logged as read."""
    await reached(runtime, query.at_least)
    await _campaign(runtime, id)
    found = await Lists(runtime.pool).rows(targets_query(id, query.wanted(), query.after, query.limit + 1))
    page = found[: query.limit]
    await note(runtime, caller, [row["person_id"] for row in page], purpose, "campaign-targets")
    following = page[-1]["person_id"] if len(found) > query.limit else None
    return TargetsAnswer.model_validate({"targets": page, "next": following})


async def _campaign(runtime: Runtime, id: UUID) -> tuple[str, str]:
    async with runtime.pool.connection() as connection:
        cursor = await connection.execute(
            "select title, status from county_records where stream = %s and kind = %s",
            (id, SCREENING_CAMPAIGN.name),
        )
        row = await cursor.fetchone()
    if row is None:
        raise SCREENING_CAMPAIGN.unknown.refuse()
    return str(row[0]), str(row[1])


def _row(id: UUID, area: str | None, counted: list[dict[str, Any]], *, all_: bool = False) -> ProgressRow:
    standings = dict.fromkeys(STANDINGS, 0) | _sums(counted, "standing")
    screened = [row for row in counted if row["standing"] == "screened"]
    outcomes = _sums(screened, "outcome")
    where: dict[str, Any] = {} if all_ else {"without_area": True} if area is None else {"area": area}
    asked: dict[str, dict[str, Any]] = {
        "targets": {"standing": ["open", "not_met", "screened"]},
        "found": {"standing": "screened", "outcome": [str(one) for one in _FOUND]},
        **{name: {"standing": name} for name in STANDINGS},
    }
    opens = {
        name: f"/screening-campaigns/{id}/targets?{urlencode(where | one, doseq=True)}"
        for name, one in asked.items()
    }
    return ProgressRow(
        area=area,
        area_name=name_of(area) if area else None,
        targets=sum(standings.values()) - standings["dropped"],
        found=sum(outcomes.get(one, 0) for one in _FOUND),
        outcomes=outcomes,
        opens=opens,
        **standings,
    )


def _sums(counted: Iterable[dict[str, Any]], by: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in counted:
        found[row[by]] = found.get(row[by], 0) + row["targets"]
    return found
