"""Queries about time limits: one person's, each with its arithmetic, and the county's list of what is due."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.calendar import SHANGHAI, law_date
from ...domain.deadlines.deadline import Deadline, deadlines
from ...projections.deadline_queries import DeadlineFilter, Place
from ...store.personal import personal_of
from .documentation import QUERY_RESPONSES
from .person_events import counting_events
from .problems import BadRequest
from .queries import Asking, Purpose, Serving, Strict, note, reached, utc

router = APIRouter(tags=["deadlines"], responses=QUERY_RESPONSES)
_PLACE = r"^\d{4}-\d\d-\d\d_[0-9a-f-]{36}_\d{1,9}$"


class DeadlinePolicyAnswer(BaseModel):
    """Where the limit is laid down. `status`: statute, published, county, or the product's default."""

    name: str
    version: str
    status: str
    source: str


class DeadlineAnswer(BaseModel):
    """A time limit of a person.

    `basis`: the event that set it running; `met_by`: the one that met it. `due_at`: where it is an instant.
    Both due dates are null where the law says "promptly". `status`: open, met, overdue or lapsed.
    `counting`: calendar_days, working_days, hours, months or none. `provisional`: public holidays of a year
    not known yet may move it.
    """

    rule: str
    title: str
    title_zh: str
    article: str
    bearer: str
    nature: str
    to: str | None
    subject_id: UUID
    basis: UUID
    since: date
    since_at: datetime | None
    counting: str
    due_on: date | None
    due_at: datetime | None
    provisional: bool
    status: str
    is_late: bool
    late_days: int
    met_on: date | None
    met_by: UUID | None
    policy: DeadlinePolicyAnswer


class PersonDeadlinesAnswer(BaseModel):
    """The limits of a person, the first due first."""

    id: UUID
    on: date
    deadlines: list[DeadlineAnswer]


class MomentQuery(Strict):
    """At which moment."""

    on: Annotated[date | None, Field(description="As it was at the end of this day; now, if not given.")] = (
        None
    )


class DueQuery(Strict):
    """Which limits to list."""

    due_before: Annotated[date | None, Field(description="Only those whose last day is before this one.")] = (
        None
    )
    overdue: Annotated[
        bool | None, Field(description="Only those that are overdue, or only those that are not.")
    ] = None
    area: Annotated[str | None, Field(pattern=r"^\d{6}(\d{3})?$", examples=["640324"])] = None
    worker: str | None = None
    article: Annotated[
        str | None, Field(description="An article or a law.", examples=["戒毒条例 14", "禁毒法"])
    ] = None
    cursor: Annotated[str | None, Field(pattern=_PLACE)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class DueAnswer(BaseModel):
    """A limit that runs, and whom it concerns. `subject_id`: the measure, test, penalty or case."""

    id: UUID
    name: str | None
    residence_area: str | None
    worker: str | None
    responsible_unit: str | None
    rule: str
    article: str
    bearer: str
    nature: str
    to: str | None
    subject_id: UUID
    basis: UUID
    since: date
    due_on: date
    due_at: datetime | None
    provisional: bool
    is_overdue: bool
    policy: str
    policy_version: str


class DueListAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    deadlines: list[DueAnswer]
    next: str | None


@router.get("/persons/{id}/deadlines", summary="The time limits of a person")
async def person_deadlines(
    id: UUID,
    query: Annotated[MomentQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> PersonDeadlinesAnswer:
    """Every time limit that the person's history set running, how it is counted, and how it stands."""
    now = datetime.now(UTC)
    if query.on is not None and query.on != law_date(now):
        now = datetime.combine(query.on, time.max, SHANGHAI)
    events = await counting_events(runtime, id, law_date(now))
    found = deadlines(events, runtime.persons.policies, now)
    await note(runtime, caller, [id], purpose, "deadlines")
    return PersonDeadlinesAnswer.model_validate(
        {"id": id, "on": law_date(now), "deadlines": [_answer(one) for one in found]}
    )


@router.get("/deadlines", summary="What is due, and what is overdue")
async def due(
    query: Annotated[DueQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> DueListAnswer:
    """Limits that are neither met nor lapsed, the first due first, a page at a time.

    A right whose time is over is left out, and so is what is due "promptly". Every person shown is logged.
    """
    await reached(runtime, query.at_least)
    wanted = DeadlineFilter(**query.model_dump(exclude={"at_least", "cursor", "limit"}))
    after = None if query.cursor is None else _place(query.cursor)
    rows = await runtime.queries.deadlines(wanted, after, datetime.now(UTC), query.limit + 1)
    page = rows[: query.limit]
    streams = list(dict.fromkeys(row["stream"] for row in page))
    personal = await personal_of(runtime.streams, streams)
    await note(runtime, caller, streams, purpose, "deadlines-list")
    found = [
        {name: utc(value) for name, value in row.items()}
        | {"id": row["stream"], "to": row["to_whom"], "name": personal[row["stream"]].name}
        for row in page
    ]
    last = page[-1] if len(rows) > query.limit else None
    following = None if last is None else str(Place(last["due_on"], last["stream"], last["number"]))
    return DueListAnswer.model_validate({"deadlines": found, "next": following})


def _place(cursor: str) -> Place:
    try:
        return Place.parse(cursor)
    except ValueError:
        raise BadRequest(400, "bad-parameter", "This is no cursor of this list.", "cursor") from None


def _answer(one: Deadline) -> dict[str, Any]:
    term = one.term
    shown = {name: utc(getattr(one, name)) for name in DeadlineAnswer.model_fields if hasattr(one, name)}
    return shown | {
        "title": term.title,
        "title_zh": term.title_zh,
        "article": term.article,
        "bearer": term.bearer,
        "nature": term.nature,
        "counting": term.counting,
        "policy": {name: getattr(term.policy, name) for name in DeadlinePolicyAnswer.model_fields},
    }
