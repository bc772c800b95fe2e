"""Queries about persons: one, a list, a search by number, and who has looked."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from ...domain import areas, identity_number
from ...domain.identity.claims import IDENTITY_NUMBER
from ...domain.moment import NOT_REGISTERED_THEN, NOW, Moment
from ...domain.person.rules import UNKNOWN_PERSON
from ...projections.at_moment import status_at
from ...projections.person_filter import PersonFilter
from ...projections.person_status import PERSON_STATUS
from ...projections.queries import ProjectionBehind
from ...store.lean import Dated
from ...store.personal import Personal, personal_of
from ..runtime.as_one import status_as_one
from ..runtime.runtime import Runtime
from .answers import PersonAnswer, PersonsAnswer, ReadsAnswer
from .documentation import QUERY_RESPONSES
from .moments import Timed, moment_of, shown_moment
from .queries import Asking, Purpose, Serving, Strict, note, reached, utc

router = APIRouter(tags=["persons"], responses=QUERY_RESPONSES)


class FilterQuery(Timed):
    """Which persons, and at which moment."""

    area: Annotated[str | None, Field(pattern=r"^\d{6}(\d{3})?$", examples=["640324"])] = None
    tier: list[str] = Field(default_factory=list)
    measure: list[str] = Field(default_factory=list)
    measure_status: list[str] = Field(default_factory=list)
    worker: str | None = None
    unit: str | None = None
    has_open_objection: bool | None = None
    is_lost: bool | None = None

    def wanted(self) -> PersonFilter:
        """As a filter."""
        return PersonFilter(**self.model_dump(include=set(FilterQuery.__annotations__)))


class ListQuery(FilterQuery):
    """A page of a list."""

    cursor: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


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
    """Persons in a stable order, filtered, a page at a time. Every person shown is logged as read.

    At a past moment, status and filters are those of that moment; the whole county is folded for it.
    """
    await reached(runtime, query.at_least)
    moment = moment_of(query)
    wanted, limit = query.wanted(), query.limit + 1
    if moment.is_now:
        rows = await runtime.queries.persons(wanted, query.cursor, limit)
    else:
        past = await runtime.past.persons(wanted, moment, query.cursor, limit)
        rows = [asdict(row) for row in past]
    page = rows[: query.limit]
    streams = [row["stream"] for row in page]
    personal = await personal_of(runtime.streams, streams, moment)
    await note(runtime, caller, streams, purpose, "list")
    persons = [_answer(row, personal[row["stream"]]) for row in page]
    following = str(streams[-1]) if len(rows) > query.limit else None
    return PersonsAnswer(persons=persons, next=following, moment=shown_moment(moment))


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
    query: Annotated[Timed, Query()],
    runtime: Serving,
    caller: Asking,
    response: Response,
    purpose: Purpose = None,
) -> PersonAnswer:
    """The status of one person, now or at any moment. The ETag of now is the version for If-Match.

    Records that were merged into this one by then are read as one with it; `merged` names them.
    """
    await reached(runtime, query.at_least)
    moment = moment_of(query)
    answer = await _person(runtime, id, caller, purpose, "status", moment)
    if moment.is_now:
        response.headers["ETag"] = f'"{answer.version}"'
    return answer


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


async def _then(runtime: Runtime, stream: UUID, moment: Moment) -> dict[str, Any]:
    row = await runtime.person_past.folded(
        stream, PERSON_STATUS, lambda history: status_at(history, moment), base=Dated
    )
    if row is None:
        raise NOT_REGISTERED_THEN.refuse()
    return asdict(row)


async def _person(
    runtime: Runtime, stream: UUID, caller: Asking, purpose: str | None, what: str, moment: Moment = NOW
) -> PersonAnswer:
    row = await (_known(runtime, stream) if moment.is_now else _then(runtime, stream, moment))
    if row["merged"] and (status := await status_as_one(runtime.streams, stream, moment)):
        row = asdict(status)
    personal = (await personal_of(runtime.streams, [stream], moment))[stream]
    await note(runtime, caller, [stream], purpose, what)
    return _answer(row, personal, moment)


def _answer(row: dict[str, Any], personal: Personal, moment: Moment = NOW) -> PersonAnswer:
    shown = {name: utc(value) for name, value in row.items()}
    area = shown["residence_area"]
    return PersonAnswer.model_validate(
        shown
        | {
            "id": shown["stream"],
            "personal": asdict(personal),
            "moment": shown_moment(moment),
            "residence_area_name": areas.name_of(area) if area else None,
        }
    )
