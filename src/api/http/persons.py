"""Queries about persons: one, a list, a history, a search by number, and who has looked."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from ...domain import areas, identity_number
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.claims import IDENTITY_NUMBER
from ...domain.person.rules import UNKNOWN_PERSON
from ...projections.queries import HistoryFilter, PersonFilter, ProjectionBehind
from ...store.personal import Personal, personal_of
from ..runtime.runtime import Runtime
from .answers import HistoryAnswer, PersonAnswer, PersonsAnswer, ReadsAnswer
from .documentation import QUERY_RESPONSES
from .histories import entry_of
from .queries import LARGEST, Asking, Purpose, Serving, Strict, moment, note, reached, utc

router = APIRouter(tags=["persons"], responses=QUERY_RESPONSES)


class ListQuery(Strict):
    """Which persons to list."""

    area: Annotated[str | None, Field(pattern=r"^\d{6}(\d{3})?$", examples=["640324"])] = None
    tier: list[str] = Field(default_factory=list)
    measure: list[str] = Field(default_factory=list)
    measure_status: list[str] = Field(default_factory=list)
    worker: str | None = None
    unit: str | None = None
    has_open_objection: bool | None = None
    is_lost: bool | None = None
    cursor: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class HistoryQuery(Strict):
    """Which events of a history. Times without zone are Asia/Shanghai; the interval is half-open."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    type: list[str] = Field(
        default_factory=list, description="Stored names or their beginnings.", examples=[["measure."]]
    )
    occurred_from: datetime | None = None
    occurred_before: datetime | None = None
    actor: str | None = None


class ReadsQuery(Strict):
    """How many reads to list."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class NumberSearch(BaseModel):
    """An identity number; it belongs into a body and never into an address."""

    model_config = ConfigDict(extra="forbid")

    identity_number: Annotated[str, Field(min_length=1, max_length=30, examples=["999999198803150016"])]


@router.get("/persons", summary="List persons")
async def list_persons(
    query: Annotated[ListQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> PersonsAnswer:
    """Persons in a stable order, filtered, a page at a time. Every person shown is logged as read."""
    await reached(runtime, query.at_least)
    wanted = PersonFilter(**query.model_dump(exclude={"at_least", "cursor", "limit"}))
    rows = await runtime.queries.persons(wanted, query.cursor, query.limit + 1)
    page = rows[: query.limit]
    streams = [row["stream"] for row in page]
    personal = await personal_of(runtime.streams, streams)
    await note(runtime, caller, streams, purpose, "list")
    persons = [_answer(row, personal[row["stream"]]) for row in page]
    return PersonsAnswer(persons=persons, next=str(streams[-1]) if len(rows) > query.limit else None)


@router.post("/persons/search", summary="Find a person by identity number")
async def search(
    body: NumberSearch,
    query: Annotated[Strict, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> PersonsAnswer:
    """The person registered with this number, if there is one. Found by a keyed hash."""
    await reached(runtime, query.at_least)
    number = identity_number.normalise(body.identity_number)
    stream = await runtime.streams.holder(IDENTITY_NUMBER, number)
    if stream is None:
        return PersonsAnswer(persons=[], next=None)
    if await runtime.queries.person(stream) is None:  # registered a moment ago
        raise ProjectionBehind(await runtime.queries.position())
    return PersonsAnswer(persons=[await _person(runtime, stream, caller, purpose, "search")], next=None)


@router.get("/persons/{id}", summary="Where a person stands")
async def person(
    id: UUID,
    query: Annotated[Strict, Query()],
    runtime: Serving,
    caller: Asking,
    response: Response,
    purpose: Purpose = None,
) -> PersonAnswer:
    """The current status of one person. The ETag is the version to give as If-Match with a command."""
    await reached(runtime, query.at_least)
    answer = await _person(runtime, id, caller, purpose, "status")
    response.headers["ETag"] = f'"{answer.version}"'
    return answer


@router.get("/persons/{id}/history", summary="What happened to a person")
async def history(
    id: UUID,
    query: Annotated[HistoryQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> HistoryAnswer:
    """The events of one person in the order of recording, filtered, a page at a time."""
    await reached(runtime, query.at_least)
    await _known(runtime, id)
    wanted = HistoryFilter(
        type=query.type,
        occurred_from=moment(query.occurred_from),
        occurred_before=moment(query.occurred_before),
        actor=query.actor,
    )
    rows = await runtime.queries.history(id, wanted, query.after, query.limit + 1)
    page = {row["version"]: row for row in rows[: query.limit]}
    events: list[Recorded[Event]] = []
    if page:
        read = await runtime.streams.history(id, after=min(page) - 1, upto=max(page), unsealed=True)
        events = [recorded for recorded in read if recorded.version in page]
    await note(runtime, caller, [id], purpose, "history")
    entries = [entry_of(recorded, page[recorded.version]) for recorded in events]
    return HistoryAnswer(id=id, events=entries, next=max(page) if len(rows) > query.limit else None)


@router.get("/persons/{id}/reads", summary="Who has looked at a person's record")
async def reads(
    id: UUID,
    query: Annotated[ReadsQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> ReadsAnswer:
    """Every read of the record: by whom, when, why. This one is the latest."""
    await reached(runtime, query.at_least)
    await _known(runtime, id)
    await note(runtime, caller, [id], purpose, "reads")
    found = await runtime.queries.reads(id, query.limit)
    return ReadsAnswer.model_validate(
        {
            "id": id,
            "reads": [
                {
                    "at": utc(row["at"]),
                    "actor": {name: row[f"actor_{name}"] for name in ("user", "role", "unit")},
                    "purpose": row["purpose"],
                    "what": row["what"],
                    "correlation_id": row["correlation_id"],
                }
                for row in found
            ],
        }
    )


async def _known(runtime: Runtime, stream: UUID) -> dict[str, Any]:
    row = await runtime.queries.person(stream)
    if row is None:
        raise UNKNOWN_PERSON.refuse()
    return row


async def _person(
    runtime: Runtime, stream: UUID, caller: Asking, purpose: str | None, what: str
) -> PersonAnswer:
    row = await _known(runtime, stream)
    personal = (await personal_of(runtime.streams, [stream]))[stream]
    await note(runtime, caller, [stream], purpose, what)
    return _answer(row, personal)


def _answer(row: dict[str, Any], personal: Personal) -> PersonAnswer:
    shown = {name: utc(value) for name, value in row.items()}
    area = shown["residence_area"]
    return PersonAnswer.model_validate(
        shown
        | {
            "id": shown["stream"],
            "personal": asdict(personal),
            "residence_area_name": areas.name_of(area) if area else None,
        }
    )
