"""The feed for other systems: every event of persons and registers, in order, a page at a time."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..runtime.cloud_events import cloud_event
from ..runtime.event_pages import EventPages
from .documentation import QUERY_RESPONSES
from .event_answers import CloudEventAnswer, FeedAnswer, PageQuery
from .queries import Asking, Purpose, Serving, note, reached

router = APIRouter(tags=["feed"], responses=QUERY_RESPONSES)


@router.get("/events", summary="What has happened, for other systems", response_model_exclude_none=True)
async def events(
    query: Annotated[PageQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> FeedAnswer:
    """Events in the order of recording, as CloudEvents, from a cursor on; from the beginning without one.

    Without names and sealed texts. Every record that a page tells of is logged as read.
    """
    await reached(runtime, query.at_least)
    page = await EventPages(runtime.pool, runtime.streams).page(query.wanted(), query.after or 0, query.limit)
    await note(runtime, caller, list({fed.stream: None for fed in page.events}), purpose, "feed")
    told = [CloudEventAnswer.model_validate(cloud_event(fed)) for fed in page.events]
    return FeedAnswer(events=told, next=page.next, at_end=page.at_end)
