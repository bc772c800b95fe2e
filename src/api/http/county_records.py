"""Queries about whatever the county keeps a register of: a list, one, and its history."""

from datetime import date
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kind import CountyState, Kind
from ...domain.kinds import COUNTY_KINDS
from ...domain.moment import NOW, Moment
from ...projections.county_queries import RecordFilter, records_query
from ...projections.county_records import CountyRecord, record_of, state_of
from ...projections.listing import Lists
from ..runtime.county_records import records_at, state_at
from ..runtime.links import Links
from ..runtime.runtime import Runtime
from .answers import HistoryAnswer, MomentAnswer
from .documentation import QUERY_RESPONSES
from .histories import entry_of
from .moments import Timed, moment_of, shown_moment
from .pages import Area, Cursor, place_of
from .queries import LARGEST, Asking, Purpose, Serving, Strict, note, reached

State = TypeVar("State")


class RecordAnswer(BaseModel, Generic[State]):
    """A record as it stands. `status`: one of the register's own words. Dates are Asia/Shanghai dates.

    `state`: all that is kept of it. `moment`: for which it is answered; null: now.
    """

    id: UUID
    version: int
    position: int
    title: str
    area: str | None
    status: str
    since: date | None
    until: date | None
    state: State
    moment: MomentAnswer | None = None


class RecordsAnswer(BaseModel, Generic[State]):
    """A page of a register, the latest first. `next`: the cursor of the next page, null on the last."""

    records: list[RecordAnswer[State]]
    next: str | None
    moment: MomentAnswer | None = None


class RecordsQuery(Timed):
    """Which records. `on`: had begun by then and had not ended. `since`, `before`: when they began."""

    area: Area = None
    status: list[str] = Field(default_factory=list)
    on: date | None = None
    since: date | None = None
    before: date | None = None
    text: Annotated[str | None, Field(min_length=1, max_length=200, description="A part of the title.")] = (
        None
    )
    cursor: Cursor = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    def wanted(self) -> RecordFilter:
        """As a filter."""
        return RecordFilter(**self.model_dump(include=set(RecordFilter.__dataclass_fields__)))


class EventsQuery(Strict):
    """Which events. They are read from the log itself, so no position need be waited for."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class _Queries:
    """The three questions about one kind."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.one: Any = RecordAnswer[type(kind.shown[0])]  # type: ignore[misc]
        self.page: Any = RecordsAnswer[type(kind.shown[0])]  # type: ignore[misc]

    async def page_of(
        self,
        query: Annotated[RecordsQuery, Query()],
        runtime: Serving,
        caller: Asking,
        purpose: Purpose = None,
    ) -> Any:
        """The register, filtered, now or at any moment, a page at a time. Reads are logged."""
        await reached(runtime, query.at_least)
        moment, wanted = moment_of(query), query.wanted()
        after, limit = place_of(query.cursor), query.limit + 1
        if moment.is_now:
            rows = await Lists(runtime.pool).rows(records_query(self.kind.name, wanted, after, limit))
            found = [CountyRecord(**{name: row[name] for name in _COLUMNS}) for row in rows]
        else:
            found = await records_at(runtime.pool, self.kind, wanted, moment)
            if after is not None:
                found = [row for row in found if (row.since, row.stream) < (after.day, after.stream)]
        page = found[: query.limit]
        await note(runtime, caller, [row.stream for row in page], purpose, "list")
        links = Links(runtime.policies, caller.actor)
        states = [links.shown(state_of(self.kind, row.record)) for row in page]
        await note(runtime, caller, links.persons, purpose, "case_link")
        last = page[-1] if len(found) > query.limit else None
        return self.page(
            records=[self._answer(row, state) for row, state in zip(page, states, strict=True)],
            next=None if last is None else f"{last.since}_{last.stream}_{self.kind.name}",
            moment=shown_moment(moment),
        )

    async def get(
        self,
        id: UUID,
        query: Annotated[Timed, Query()],
        runtime: Serving,
        caller: Asking,
        response: Response,
        purpose: Purpose = None,
    ) -> Any:
        """The record folded from its events, now or at any moment. The ETag of now is for If-Match."""
        moment = moment_of(query)
        events = await self._events(runtime, id)
        state = state_at(self.kind, events, moment)
        if state is None:
            raise self.kind.unknown.refuse()
        await note(runtime, caller, [id], purpose, "status")
        links = Links(runtime.policies, caller.actor)
        state = links.shown(state)
        await note(runtime, caller, links.persons, purpose, "case_link")
        last = events[-1]
        if moment.is_now:
            response.headers["ETag"] = f'"{last.version}"'
        return self._answer(record_of(self.kind, id, last.version, last.position, state), state, moment)

    async def history(
        self,
        id: UUID,
        query: Annotated[EventsQuery, Query()],
        runtime: Serving,
        caller: Asking,
        purpose: Purpose = None,
    ) -> HistoryAnswer:
        """The events of one record in the order of recording, a page at a time."""
        events = await self._events(runtime, id)
        await note(runtime, caller, [id], purpose, "history")
        upto = query.after + query.limit
        following = upto if upto < len(events) else None
        links = Links(runtime.policies, caller.actor)
        page = [entry_of(links.recorded(one)) for one in events[query.after : upto]]
        await note(runtime, caller, links.persons, purpose, "case_link")
        return HistoryAnswer(id=id, events=page, next=following)

    def _answer(self, row: CountyRecord, state: CountyState, moment: Moment = NOW) -> Any:
        told = {name: getattr(row, name) for name in _COLUMNS if name not in ("stream", "kind", "record")}
        return self.one(id=row.stream, **told, state=state, moment=shown_moment(moment))

    async def _events(self, runtime: Runtime, stream: UUID) -> list[Recorded[Event]]:
        events = await runtime.streams.history(stream, unsealed=True)
        if not events or not isinstance(events[0].event, self.kind.begins_with):
            raise self.kind.unknown.refuse()
        return events


_COLUMNS = tuple(CountyRecord.__dataclass_fields__)


def _routed() -> APIRouter:
    router = APIRouter(responses=QUERY_RESPONSES)
    for kind in COUNTY_KINDS:
        asked, path, word = _Queries(kind), f"/{kind.collection}", kind.name.replace("_", " ")
        for name, endpoint, below, model, summary in (
            ("list", asked.page_of, "", asked.page, f"List: {word}"),
            ("get", asked.get, "/{id}", asked.one, f"One: {word}"),
            ("history", asked.history, "/{id}/history", HistoryAnswer, f"History: {word}"),
        ):
            router.add_api_route(
                path + below,
                endpoint,
                response_model=model,
                summary=summary,
                tags=[kind.name],
                operation_id=f"{kind.name}_{name}",
                description=endpoint.__doc__,
            )
    return router


router = _routed()
