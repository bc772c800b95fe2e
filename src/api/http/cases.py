"""Queries about cases: one, and its history."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from ...domain.case.rules import CASE_UNKNOWN
from ...domain.correction.effective import effective
from ...domain.envelope import Recorded
from ...domain.events import Event
from ..runtime.kinds import CASE
from ..runtime.runtime import Runtime
from .answers import CaseAnswer, HistoryAnswer
from .documentation import QUERY_RESPONSES
from .histories import entry_of
from .queries import LARGEST, Asking, Purpose, Serving, Strict, note

router = APIRouter(tags=["case"], responses=QUERY_RESPONSES)


class CaseHistoryQuery(Strict):
    """Which events of a case. It is read from the events themselves, so no position need be waited for."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


@router.get("/cases/{id}", summary="Where a case stands")
async def case(
    id: UUID,
    _query: Annotated[Strict, Query()],
    runtime: Serving,
    caller: Asking,
    response: Response,
    purpose: Purpose = None,
) -> CaseAnswer:
    """The case folded from its events. The ETag is the version to give as If-Match with a command."""
    events = await _events(runtime, id)
    state = CASE.initial
    for recorded in effective(events):
        state = CASE.evolve(state, recorded.event)
    await note(runtime, caller, [id], purpose, "status")
    last = events[-1]
    response.headers["ETag"] = f'"{last.version}"'
    return CaseAnswer(
        id=id,
        version=last.version,
        position=last.position,
        state=msgspec.to_builtins(state, str_keys=True, builtin_types=()),
    )


@router.get("/cases/{id}/history", summary="What happened in a case")
async def history(
    id: UUID,
    query: Annotated[CaseHistoryQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> HistoryAnswer:
    """The events of one case in the order of recording, a page at a time."""
    events = await _events(runtime, id)
    await note(runtime, caller, [id], purpose, "history")
    upto = query.after + query.limit
    page = events[query.after : upto]
    following = upto if upto < len(events) else None
    return HistoryAnswer(id=id, events=[entry_of(recorded) for recorded in page], next=following)


async def _events(runtime: Runtime, stream: UUID) -> list[Recorded[Event]]:
    events = await runtime.streams.history(stream, unsealed=True)
    if not events or not isinstance(events[0].event, CASE.begins_with):
        raise CASE_UNKNOWN.refuse()
    return events
