"""Rebuilds of read models: begun, watched, cancelled; what they replaced, dropped."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from psycopg_pool import AsyncConnectionPool
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from ...projections.rebuild.catalogue import NoSuchRebuild, Rebuild, RebuildRefused
from ..runtime import rebuild_tasks as tasks
from .documentation import QUERY_RESPONSES
from .problems import BadRequest
from .queries import Serving

router = APIRouter(tags=["rebuilds"], responses=QUERY_RESPONSES)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class Wanted(BaseModel):
    """What to rebuild. `projections`: names of read models; none given: all. `jobs`: processes that fold."""

    model_config = ConfigDict(extra="forbid")

    projections: Annotated[list[str], Field(max_length=100)] = []
    jobs: Annotated[int, Field(ge=1, le=64)] = 1


class RebuildAnswer(BaseModel):
    """A rebuild as it stands.

    `state`: building, live (the old tables are kept), dropped (they are no longer) or cancelled. `phase`:
    folding, indexing, comparing, exchanging or live. `fence`: the position up to which events are folded
    side by side; later ones are caught up with. `matches`: whether the live rows were the same before;
    null where there were none of the same version. `seconds_left`: at the rate of late.
    """

    id: int
    projections: list[str]
    tables: list[str]
    fence: int
    events: int
    state: str
    phase: str
    done: int
    per_second: float | None
    seconds_left: float | None
    digests: dict[str, str] | None
    matches: bool | None
    error: str | None
    cancel_asked: bool
    started_at: datetime
    ended_at: datetime | None


class RebuildsAnswer(BaseModel):
    """All rebuilds, the latest first."""

    rebuilds: list[RebuildAnswer]


@router.post("/rebuilds", status_code=202, summary="Rebuild read models")
async def begin(runtime: Serving, wanted: Wanted, response: Response) -> RebuildAnswer:
    """Begin in a process of its own, or go on with what did not come to its end. Reads never stop.

    409 where another rebuild of one of them is not finished.
    """
    begun = await _of(runtime.pool, tasks.begin, wanted.projections, wanted.jobs, runtime.settings.log_file)
    response.headers["Location"] = f"/rebuilds/{begun.id}"
    return _answer(begun)


@router.get("/rebuilds", summary="Rebuilds of read models")
async def listed(runtime: Serving) -> RebuildsAnswer:
    """Every rebuild there was, the latest first."""
    return RebuildsAnswer(rebuilds=[_answer(one) for one in await _of(runtime.pool, tasks.listed)])


@router.get("/rebuilds/{number}", summary="How a rebuild stands")
async def one(runtime: Serving, number: Number) -> RebuildAnswer:
    """Its state, how far it is, how fast, how long it will take."""
    return _answer(await _of(runtime.pool, tasks.one, number))


@router.post("/rebuilds/{number}/cancel", status_code=202, summary="Cancel a rebuild")
async def cancel(runtime: Serving, number: Number) -> RebuildAnswer:
    """Give up one that is being built. The live read models stay as they are. 409 where it is not."""
    return _answer(await _of(runtime.pool, tasks.cancel, number))


@router.post("/rebuilds/{number}/drop", summary="Drop what a rebuild has replaced")
async def drop(runtime: Serving, number: Number) -> RebuildAnswer:
    """Drop the old tables, which are kept until then. 409 where there are none."""
    return _answer(await _of(runtime.pool, tasks.drop, number))


async def _of(pool: AsyncConnectionPool[Any], task: Any, *arguments: Any) -> Any:
    try:
        return await run_in_threadpool(task, pool.conninfo, *arguments)
    except NoSuchRebuild as unknown:
        raise BadRequest(404, "not-found", str(unknown)) from None
    except RebuildRefused as refused:
        raise BadRequest(409, "rebuild-refused", str(refused)) from None


def _answer(found: Rebuild) -> RebuildAnswer:
    return RebuildAnswer.model_validate(found, from_attributes=True)
