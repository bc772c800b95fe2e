"""The feed as server-sent events: one connection, each event as it is recorded.

https://html.spec.whatwg.org/multipage/server-sent-events.html. The id of each is its position, so that a
client that was cut off goes on exactly where it was. A client that does not read holds one page, and no
connection to the database.
"""

from collections.abc import AsyncIterator
from time import monotonic
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from structlog import get_logger

from ..runtime.cloud_events import as_json
from ..runtime.event_pages import EventPages, Fed, FeedFilter, FeedPage
from ..runtime.leading import LOST
from ..runtime.runtime import Runtime
from .documentation import QUERY_RESPONSES
from .event_answers import FeedQuery
from .queries import LARGEST, Asking, Purpose, Serving, note, reached
from .requests import Caller
from .streaming import Streaming

router = APIRouter(tags=["feed"], responses=QUERY_RESPONSES)
_LOG = get_logger("tongxin.http")
_PAGE = 100
_PAUSE = 0.25
_COME_BACK = 1000
"""Milliseconds after which a client that was cut off asks again."""
QUIET = 15.0
"""Seconds of silence after which a comment is sent, so that nobody between takes the connection for dead."""
_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}

LastEventId = Annotated[
    int | None,
    Header(
        alias="Last-Event-ID",
        ge=0,
        le=LARGEST,
        description="Where to go on, before `after`: sent by clients.",
    ),
]


class EventStream(StreamingResponse):
    """Not FastAPI's own response: that pulls ahead, and fails where a client leaves in the middle."""

    media_type = "text/event-stream"


async def _place(request: Request) -> AsyncIterator[Streaming]:
    streaming: Streaming = request.app.state.streaming
    with streaming.place():
        yield streaming


@router.get("/events/stream", summary="What happens, as it happens", response_class=EventStream)
async def stream(
    query: Annotated[FeedQuery, Query()],
    runtime: Serving,
    caller: Asking,
    streaming: Annotated[Streaming, Depends(_place)],
    last_event_id: LastEventId = None,
    purpose: Purpose = None,
) -> EventStream:
    """The events of `/events` without end, each as one CloudEvent; from now on, where no cursor is given.

    Comments keep the connection alive. An id without data only moves the place from which to go on.
    """
    await reached(runtime, query.at_least)
    position = query.after if last_event_id is None else last_event_id
    if position is None:
        position = await EventPages(runtime.pool, runtime.streams).end()
    headers = {
        "Cache-Control": "no-cache",
        "X-Accel-Buffering": "no",
        "X-Correlation-ID": caller.correlation_id,
    }
    listener = _Listener(runtime, caller, query.wanted(), purpose)
    return EventStream(listener.messages(position, streaming), headers=headers)


class _Listener:
    """Who listens, to what. The next page is read when the one before is sent."""

    def __init__(self, runtime: Runtime, caller: Caller, wanted: FeedFilter, purpose: str | None) -> None:
        self._runtime, self._caller = runtime, caller
        self._wanted, self._purpose = wanted, purpose
        self._pages = EventPages(runtime.pool, runtime.streams)

    async def messages(self, position: int, streaming: Streaming) -> AsyncIterator[bytes]:
        """The lines to send, a page at a time, until the service ends."""
        yield format_sse_event(id=str(position), retry=_COME_BACK)
        told, at = position, monotonic()
        while not streaming.is_ending:
            page = await self._next(position)
            position = page.next
            if page.events:
                yield b"".join(map(_message, page.events))
                told, at = position, monotonic()
            elif position - told > _PAGE:  # much went by that the filter left out
                yield format_sse_event(id=str(position))
                told, at = position, monotonic()
            elif monotonic() - at > QUIET:
                yield KEEPALIVE_COMMENT
                at = monotonic()
            if page.at_end:
                await streaming.pause(_PAUSE)

    async def _next(self, after: int) -> FeedPage:
        """The next page, noted as read; none where the database is lost, which is waited for."""
        caller = self._caller
        try:
            page = await self._pages.page(self._wanted, after, _PAGE)
            streams: dict[UUID, None] = {fed.stream: None for fed in page.events}
            await note(self._runtime, caller, list(streams), self._purpose, "feed")
            return page
        except LOST as error:
            _LOG.warning("stream_waits", error=str(error).strip(), correlation_id=caller.correlation_id)
            return FeedPage((), after, at_end=True)


def _message(fed: Fed) -> bytes:
    return format_sse_event(id=str(fed.position), data_str=as_json(fed).decode())
