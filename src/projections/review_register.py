"""Which decisions are, or were, under review since a correction? One row a review."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.moment import Moment, counting
from ..domain.reviews.events import ReviewDecided, ReviewOpened
from .items import item_projection
from .projection import Rows


@dataclass(slots=True)
class RegisteredReview:
    """A review, as `ReviewOpened` says it; `day` and `opened_at`: when it was opened.

    `result` and what is with it: None while it is open. `version`: of its latest event.
    """

    stream: UUID
    review_id: UUID
    day: date = date.min
    opened_at: datetime | None = None
    decision: int = 0
    decision_id: UUID | None = None
    decision_type: str = ""
    corrected: int = 0
    correction: int = 0
    rests_on: list[int] = field(default_factory=list)
    is_named: bool = False
    decided_by: str | None = None
    rule: str | None = None
    article: str | None = None
    result: str | None = None
    reviewed_by: str | None = None
    decided_at: datetime | None = None
    version: int = 0
    position: int = 0


def _opened(row: RegisteredReview, event: ReviewOpened) -> None:
    row.day, row.opened_at = law_date(event.occurred_at), event.occurred_at
    row.decision, row.decision_id, row.decision_type = event.decision, event.decision_id, event.decision_type
    row.corrected, row.correction = event.corrected, event.correction
    row.rests_on, row.is_named = list(event.rests_on), event.is_named
    row.decided_by, row.rule, row.article = event.decided_by, event.rule, event.article


def _decided(row: RegisteredReview, event: ReviewDecided) -> None:
    row.result, row.reviewed_by, row.decided_at = event.result, event.reviewed_by, event.occurred_at


REVIEW_REGISTER = item_projection(
    "review_register",
    1,
    RegisteredReview,
    "review_id",
    {ReviewOpened: _opened, ReviewDecided: _decided},
)


def reviews_at(history: Iterable[Recorded[Event]], moment: Moment) -> list[RegisteredReview]:
    """The reviews of a person at a moment, in the order in which they were opened."""
    rows: Rows[RegisteredReview] = Rows(REVIEW_REGISTER.key_of)
    for recorded in counting(history, moment):
        REVIEW_REGISTER.fold(rows, recorded)
    return list(rows.touched.values())
