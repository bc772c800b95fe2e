"""Queries about reviews: which decisions a correction put in question, and what came of it."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ...domain.reviews.events import ReviewDecided
from ...projections.person_reviews import ReviewRow, reviews_at
from ..runtime.past import folded
from ..runtime.runtime import Runtime
from .answers import MomentAnswer
from .documentation import QUERY_RESPONSES
from .moments import Timed, moment_of, shown_moment
from .queries import Asking, Purpose, Serving, note, reached, utc

router = APIRouter(tags=["reviews"], responses=QUERY_RESPONSES)


class ReviewAnswer(BaseModel):
    """A decision under review. Versions are of the person's record, where `/persons/{id}/history` shows them.

    `corrected`: the event that the decision rested on, and that `correction` corrected or retracted.
    `rests_on`: on which events that lead to it the decision rests directly; `is_named`: it names one itself.
    `decided_by`: who may not decide the review. `rule`, `article`: by which the decision would be refused
    now. `result`: upheld, changed or withdrawn; null while the review is open.
    """

    review_id: UUID
    opened_at: datetime
    decision: int
    decision_id: UUID
    decision_type: str
    corrected: int
    correction: int
    rests_on: list[int]
    is_named: bool
    decided_by: str | None
    rule: str | None
    article: str | None
    result: str | None
    reviewed_by: str | None
    decided_at: datetime | None
    reason: str | None = None


class PersonReviewsAnswer(BaseModel):
    """The reviews of a person, in the order in which they were opened."""

    id: UUID
    reviews: list[ReviewAnswer]
    moment: MomentAnswer | None = None


@router.get("/persons/{id}/reviews", summary="Which decisions are to be looked at again")
async def person_reviews(
    id: UUID,
    query: Annotated[Timed, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> PersonReviewsAnswer:
    """Every review that a correction of this person's record has opened, with what came of it."""
    await reached(runtime, query.at_least)
    moment = moment_of(query)
    rows = await folded(runtime.pool, id, lambda history: reviews_at(history, moment))
    reasons = await _reasons(runtime, id, rows)
    await note(runtime, caller, [id], purpose, "reviews")
    reviews = [answer_of(asdict(row)) | {"reason": reasons.get(row.decided_in)} for row in rows]
    return PersonReviewsAnswer.model_validate({"id": id, "reviews": reviews, "moment": shown_moment(moment)})


def answer_of(row: dict[str, Any]) -> dict[str, Any]:
    """A review as it is shown: times in UTC."""
    return {name: utc(value) for name, value in row.items()}


async def _reasons(runtime: Runtime, stream: UUID, rows: list[ReviewRow]) -> dict[int | None, str | None]:
    """By version, why a review was decided so."""
    versions = [row.decided_in for row in rows if row.decided_in is not None]
    if not versions:
        return {}
    read = await runtime.streams.history(stream, after=min(versions) - 1, upto=max(versions), unsealed=True)
    return {one.version: one.event.reason for one in read if isinstance(one.event, ReviewDecided)}
