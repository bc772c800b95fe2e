"""Queries about reviews: which decisions a correction put in question, and what came of it."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.reviews.events import ReviewDecided
from ...projections.register_queries import REVIEWS
from ...projections.review_register import REVIEW_REGISTER, RegisteredReview, reviews_at
from ..runtime.runtime import Runtime
from .answers import MomentAnswer
from .documentation import QUERY_RESPONSES
from .moments import Timed, moment_of, shown_moment
from .queries import Asking, Purpose, Serving, note, reached, utc
from .registers import RegisterQuery, page_of

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


class ListedReviewAnswer(ReviewAnswer):
    """A review in a list, and whom it concerns. `id`: the person. The reason is in the person's reviews."""

    id: UUID
    name: str | None
    residence_area: str | None
    worker: str | None
    responsible_unit: str | None


class ReviewsAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    reviews: list[ListedReviewAnswer]
    next: str | None


class ReviewsQuery(RegisterQuery):
    """Which reviews. The day is that on which one was opened."""

    is_open: Annotated[bool, Field(description="Those that wait for an officer, or those decided.")] = True
    decision_type: list[str] = Field(default_factory=list, examples=[["measure.ordered/1"]])
    is_unlawful: Annotated[
        bool | None, Field(description="Only those of decisions that would be refused now, or only others.")
    ] = None


class PersonReviewsAnswer(BaseModel):
    """The reviews of a person, in the order in which they were opened."""

    id: UUID
    reviews: list[ReviewAnswer]
    moment: MomentAnswer | None = None


@router.get("/reviews", summary="Which decisions of the county are to be looked at again")
async def reviews(
    query: Annotated[ReviewsQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> ReviewsAnswer:
    """Reviews that corrections have opened, the latest first. Every person shown is logged as read."""
    rows, following = await page_of(runtime, REVIEWS, query, caller, purpose)
    return ReviewsAnswer.model_validate({"reviews": rows, "next": following})


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
    rows = await runtime.person_past.folded(id, REVIEW_REGISTER, lambda history: reviews_at(history, moment))
    reasons = await _reasons(runtime, id, rows)
    await note(runtime, caller, [id], purpose, "reviews")
    reviews = [_answer(row) | {"reason": reasons.get(row.version)} for row in rows]
    return PersonReviewsAnswer.model_validate({"id": id, "reviews": reviews, "moment": shown_moment(moment)})


def _answer(row: RegisteredReview) -> dict[str, Any]:
    return {name: utc(value) for name, value in asdict(row).items()}


async def _reasons(runtime: Runtime, stream: UUID, rows: list[RegisteredReview]) -> dict[int, str | None]:
    """By version, why a review was decided so."""
    versions = [row.version for row in rows if row.result is not None]
    if not versions:
        return {}
    read = await runtime.streams.history(stream, after=min(versions) - 1, upto=max(versions), unsealed=True)
    return {one.version: one.event.reason for one in read if isinstance(one.event, ReviewDecided)}
