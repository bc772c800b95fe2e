"""Queries about abstinence: one person's count, and who is under dynamic control beyond the term."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.aftercare.abstinence import abstinence
from ...domain.aftercare.clock_terms import KIND, NAME, ClockTerms, TermsRefused, terms_of
from ...domain.aftercare.control import Control, ControlDuty, control_on
from ...domain.aftercare.events import AftercareEvent
from ...domain.aftercare.facts import facts_of
from ...domain.aftercare.rules import NO_CLOCK_RULE
from ...domain.calendar import add_months, law_date
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.measures.facility_events import FacilityEntered
from ...domain.person.state import fold
from ...domain.policies.book import NoPolicy, Policy
from ...domain.testing.events import DrugTestTaken, LaboratoryResultRecorded
from ...store.personal import personal_of
from ..runtime.runtime import Runtime
from .documentation import QUERY_RESPONSES
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=["aftercare"], responses=QUERY_RESPONSES)
_RESTS_ON = (AftercareEvent, FacilityEntered, DrugTestTaken, LaboratoryResultRecorded)


class PolicyAnswer(BaseModel):
    """Under which rule it was counted. `status`: statute, published, county, or the product's default."""

    name: str
    version: str
    status: str
    title: str
    title_zh: str
    source: str


class HeldAnswer(BaseModel):
    """A time not spent in society. `until`: null while it lasts."""

    since: date
    until: date | None
    ground: str


class StepAnswer(BaseModel):
    """A step of the arithmetic."""

    what: str
    en: str
    zh: str
    since: date | None
    until: date | None
    days: int | None
    article: str | None


class ControlAnswer(BaseModel):
    """How dynamic control stands. `duty`: what an officer has to do next; nothing happens by itself."""

    control: str
    duty: str | None
    due_on: date | None
    overdue_days: int
    article: str | None


class RestsOnAnswer(BaseModel):
    """An event on which the count may rest."""

    event_id: UUID
    version: int
    type: str
    day: date


class AbstinenceCountAnswer(BaseModel):
    """The count on a day. `expected_on`: when the term ends unless something happens; null in custody."""

    id: UUID
    day: date
    counting: str
    since: date | None
    months: int
    days: int
    reached_on: date | None
    expected_on: date | None
    pauses: list[HeldAnswer]
    steps: list[StepAnswer]
    control: ControlAnswer
    policy: PolicyAnswer
    rests_on: list[RestsOnAnswer]


class DayQuery(Strict):
    """Which day."""

    on: Annotated[date | None, Field(description="As it was on this day; today, if not given.")] = None


class OverdueQuery(Strict):
    """Which persons to list."""

    area: Annotated[str | None, Field(pattern=r"^\d{6}(\d{3})?$", examples=["640324"])] = None
    cursor: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class OverdueControlAnswer(BaseModel):
    """Somebody under dynamic control beyond the term."""

    id: UUID
    name: str | None
    residence_area: str | None
    worker: str | None
    responsible_unit: str | None
    since: date
    reached_on: date
    overdue_days: int
    duty: str
    article: str | None


class OverdueControlsAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    persons: list[OverdueControlAnswer]
    next: str | None


@router.get("/persons/{id}/abstinence", summary="How much abstinence is counted")
async def person_abstinence(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> AbstinenceCountAnswer:
    """The count towards three years (戒毒条例 7), with its steps, and whether dynamic control has to end."""
    day = query.on or today()
    policy, terms = _terms(runtime, day)
    events = await counting_events(runtime, id, day)
    person = fold(recorded.event for recorded in events)
    counted = abstinence(facts_of(person, terms), terms, day)
    await note(runtime, caller, [id], purpose, "abstinence")
    return AbstinenceCountAnswer.model_validate(
        asdict(counted)
        | {
            "id": id,
            "control": asdict(control_on(person.aftercare, counted, terms.article)),
            "policy": {name: getattr(policy, name) for name in PolicyAnswer.model_fields},
            "rests_on": _rests_on(events),
        }
    )


@router.get("/dynamic-control/overdue", summary="Who is under dynamic control beyond the term")
async def overdue(
    query: Annotated[OverdueQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> OverdueControlsAnswer:
    """Persons of whom 36 months are counted and whose dynamic control goes on (戒毒条例 7), a page at a time.

    Every person shown is logged as read.
    """
    await reached(runtime, query.at_least)
    found, is_last = await _overdue(runtime, query)
    streams = [row["stream"] for row, _, _ in found]
    personal = await personal_of(runtime.streams, streams)
    await note(runtime, caller, streams, purpose, "dynamic-control-overdue")
    persons = [
        OverdueControlAnswer.model_validate(
            row
            | {"id": row["stream"], "name": personal[row["stream"]].name, "since": since}
            | {"reached_on": duty.due_on, "overdue_days": duty.overdue_days}
            | {"duty": duty.duty, "article": duty.article}
        )
        for row, duty, since in found
    ]
    return OverdueControlsAnswer(persons=persons, next=None if is_last else str(streams[-1]))


_Overdue = tuple[dict[str, Any], ControlDuty, date | None]


async def _overdue(runtime: Runtime, query: OverdueQuery) -> tuple[list[_Overdue], bool]:
    """As many as a page holds; whether there are no more."""
    day = today()
    _, terms = _terms(runtime, day)
    begun_by = add_months(day, -terms.months)
    found: list[_Overdue] = []
    after = query.cursor
    while True:
        rows = await runtime.queries.under_control(query.area, begun_by, after, query.limit + 1)
        for row in rows:
            after = row["stream"]
            duty, since = await _duty(runtime, row["stream"], terms, day)
            if duty.control is not Control.OVERDUE:
                continue
            if len(found) == query.limit:
                return found, False
            found.append((row, duty, since))
        if len(rows) <= query.limit:
            return found, True


async def _duty(
    runtime: Runtime, stream: UUID, terms: ClockTerms, day: date
) -> tuple[ControlDuty, date | None]:
    person = fold(recorded.event for recorded in await counting_events(runtime, stream, day))
    counted = abstinence(facts_of(person, terms), terms, day)
    return control_on(person.aftercare, counted, terms.article), counted.since


def _terms(runtime: Runtime, day: date) -> tuple[Policy, ClockTerms]:
    try:
        policy = runtime.persons.policies.in_force(KIND, NAME, day)
        return policy, terms_of(policy)
    except (NoPolicy, TermsRefused):
        raise NO_CLOCK_RULE.refuse("on", day=day) from None


def _rests_on(events: Sequence[Recorded[Event]]) -> list[dict[str, Any]]:
    return [
        {
            "event_id": one.event_id,
            "version": one.version,
            "type": one.event.TYPE,
            "day": law_date(one.event.occurred_at),
        }
        for one in events
        if isinstance(one.event, _RESTS_ON) and not one.event.TYPE.startswith("aftercare.")
    ]
