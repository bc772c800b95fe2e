"""What the county's policies ask of a person's tier: visits, and the times of objections."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ...domain.calendar import law_date
from ...domain.classification.standing import Asked, standing
from ...domain.tiering.propose import classification_of
from .abstinence import DayQuery
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, note

router = APIRouter()


class DueAnswer(BaseModel):
    """By which day, under which policy. `policy_status`: whose word it is; a default is the product's own.

    `is_provisional`: the holidays of that year are not known yet.
    """

    due_on: date
    is_provisional: bool
    overdue_days: int
    policy: str
    policy_version: str
    policy_status: str


class OpenObjectionAnswer(BaseModel):
    """An objection that waits for its answer by another officer than the one who assigned the tier."""

    objection_id: UUID
    objected_on: date
    answer: DueAnswer | None


class TierStandingAnswer(BaseModel):
    """The tier assigned, and what is asked under the policies. Null: no policy says anything.

    `object_until`: the time told to the person; a later objection is heard as well.
    """

    id: UUID
    day: date
    tier: str | None
    assigned_on: date | None
    assigned_by: str | None
    object_until: DueAnswer | None
    objections: list[OpenObjectionAnswer]
    last_visit_on: date | None
    visit: DueAnswer | None


@router.get("/persons/{id}/tier-standing", summary="What the policies ask of a tier")
async def tier_standing(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> TierStandingAnswer:
    """By when the next visit, an objection and its answer are due, under dated policies; no law sets them."""
    day = query.on or today()
    history = await counting_events(runtime, id, day)
    classification = classification_of(history, day)
    found = standing(classification, (one.event for one in history), runtime.policies, day)
    await note(runtime, caller, [id], purpose, "tier-standing")
    assignment = classification.assignment
    return TierStandingAnswer(
        id=id,
        day=day,
        tier=None if assignment is None else assignment.tier,
        assigned_on=None if assignment is None else law_date(assignment.assigned_at),
        assigned_by=None if assignment is None else assignment.assigned_by,
        object_until=_due(found.object_until),
        objections=[
            OpenObjectionAnswer(
                objection_id=one.objection_id, objected_on=one.objected_on, answer=_due(one.answer)
            )
            for one in found.objections
        ],
        last_visit_on=found.last_visit_on,
        visit=_due(found.visit),
    )


def _due(asked: Asked | None) -> DueAnswer | None:
    if asked is None:
        return None
    policy = asked.policy
    return DueAnswer(
        due_on=asked.due.day,
        is_provisional=asked.due.provisional,
        overdue_days=asked.overdue_days,
        policy=f"{policy.kind}/{policy.name}",
        policy_version=policy.version,
        policy_status=policy.status,
    )
