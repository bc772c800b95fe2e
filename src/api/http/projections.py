"""How the read models stand, and the events that they could not take: seen, and retried."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from ...projections.registry import PROJECTIONS
from ...projections.retrying import NothingSetAside
from ...projections.standing import Standings
from ..runtime.retries import retried
from .documentation import QUERY_RESPONSES
from .problems import BadRequest
from .queries import LARGEST, Serving, utc

router = APIRouter(tags=["read models"], responses=QUERY_RESPONSES)
_BY_NAME = {projection.name: projection for projection in PROJECTIONS}


class ProjectionAnswer(BaseModel):
    """A read model. `position`: up to which it holds. `behind`: positions that it has not taken yet."""

    name: str
    version: int
    position: int
    behind: int
    set_aside: int


class RunnerAnswer(BaseModel):
    """A runner that is connected. `process`: its id and machine. `leads`: it works; else it stands by."""

    process: str
    leads: bool
    since: datetime


class ProjectionsAnswer(BaseModel):
    """Every read model, and the runners that keep them up to date."""

    projections: list[ProjectionAnswer]
    runners: list[RunnerAnswer]


class AsideAnswer(BaseModel):
    """An event that a read model could not take, and why. `at`: when it was set aside."""

    projection: str
    stream: UUID
    version: int
    position: int
    type: str
    error: str
    at: datetime


class AsidesAnswer(BaseModel):
    """What is set aside, by position. `next`: give it as `after`, null on the last page."""

    set_aside: list[AsideAnswer]
    next: int | None


class AsideQuery(BaseModel):
    """What to list: of which read model, and after which position."""

    model_config = ConfigDict(extra="forbid")

    projection: str | None = None
    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=1000, description="Most events on a page.")] = 100


class Again(BaseModel):
    """Which stream to fold anew, for which read model."""

    model_config = ConfigDict(extra="forbid")

    projection: str
    stream: UUID


@router.get("/projections", summary="How the read models stand")
async def standing(runtime: Serving) -> ProjectionsAnswer:
    """Position and lag of each, how many events are set aside, which runner works and which stand by."""
    standings = Standings(runtime.pool)
    found, runners = await standings.projections(), await standings.runners()
    return ProjectionsAnswer(
        projections=[ProjectionAnswer.model_validate(one, from_attributes=True) for one in found],
        runners=[RunnerAnswer(process=one.process, leads=one.leads, since=utc(one.since)) for one in runners],
    )


@router.get("/projections/set-aside", summary="Events that a read model could not take")
async def set_aside(runtime: Serving, query: Annotated[AsideQuery, Query()]) -> AsidesAnswer:
    """Each with the reason. The read models go on without them, until they are retried or rebuilt."""
    name = None if query.projection is None else _projection(query.projection).tracking_name
    found = await Standings(runtime.pool).set_aside(name, query.after, query.limit)
    return AsidesAnswer(
        set_aside=[_aside(one) for one in found],
        next=found[-1].position if len({one.position for one in found}) == query.limit else None,
    )


@router.post("/projections/set-aside/retries", summary="Try again what was set aside")
async def again(runtime: Serving, wanted: Again) -> AsidesAnswer:
    """Fold a stream anew for a read model, from its events that count. Answers with what is still set aside.

    404 where nothing of the stream is set aside for it.
    """
    projection = _projection(wanted.projection)
    try:
        left = await run_in_threadpool(retried, str(runtime.pool.conninfo), projection, wanted.stream)
    except NothingSetAside as nothing:
        raise BadRequest(404, "not-found", str(nothing)) from None
    found = await Standings(runtime.pool).set_aside(projection.tracking_name, 0, 1000) if left else []
    return AsidesAnswer(set_aside=[_aside(one) for one in found if one.stream == wanted.stream], next=None)


def _projection(name: str) -> Any:
    if name not in _BY_NAME:
        there = ", ".join(_BY_NAME)
        raise BadRequest(404, "not-found", f"There is no read model of this name; there are {there}.")
    return _BY_NAME[name]


def _aside(one: Any) -> AsideAnswer:
    return AsideAnswer(
        projection=one.projection.partition("/")[0],
        stream=one.stream,
        version=one.version,
        position=one.position,
        type=one.type,
        error=one.error,
        at=utc(one.at),
    )
