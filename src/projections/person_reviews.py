"""Which decisions are, or were, under review since a correction? One row a review."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.moment import Moment, counting
from ..domain.reviews.events import ReviewDecided, ReviewOpened
from .projection import Key, Projection, Rows


@dataclass(slots=True)
class ReviewRow:
    """A review, as `ReviewOpened` says it. `result` and what is with it: None while it is open.

    `decided_in`: the version of the event by which the review was decided.
    """

    stream: UUID
    review_id: UUID
    version: int
    opened_at: datetime
    decision: int
    decision_id: UUID
    decision_type: str
    corrected: int
    correction: int
    rests_on: list[int] = field(default_factory=list)
    is_named: bool = False
    decided_by: str | None = None
    rule: str | None = None
    article: str | None = None
    result: str | None = None
    reviewed_by: str | None = None
    decided_at: datetime | None = None
    decided_in: int | None = None


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The review that an event is about."""
    event = recorded.event
    return [(recorded.stream, event.review_id)] if isinstance(event, ReviewOpened | ReviewDecided) else []


def fold_person_reviews(rows: Rows[ReviewRow], recorded: Recorded[Event]) -> None:
    """Open a review, or decide it."""
    event = recorded.event
    if isinstance(event, ReviewOpened):
        rows.put(
            ReviewRow(
                recorded.stream,
                event.review_id,
                recorded.version,
                recorded.recorded_at,
                event.decision,
                event.decision_id,
                event.decision_type,
                event.corrected,
                event.correction,
                list(event.rests_on),
                event.is_named,
                event.decided_by,
                event.rule,
                event.article,
            )
        )
    elif isinstance(event, ReviewDecided):
        row = rows.take((recorded.stream, event.review_id))
        if row is not None:
            row.result, row.reviewed_by = event.result, event.reviewed_by
            row.decided_at, row.decided_in = event.occurred_at, recorded.version


PERSON_REVIEWS = Projection(
    name="person_reviews",
    version=1,
    row=ReviewRow,
    key=("stream", "review_id"),
    keys=keys,
    fold=fold_person_reviews,
    refolds=True,
)


def reviews_at(history: Iterable[Recorded[Event]], moment: Moment) -> list[ReviewRow]:
    """The reviews of a person at a moment, in the order in which they were opened."""
    rows: Rows[ReviewRow] = Rows(PERSON_REVIEWS.key_of)
    for recorded in counting(history, moment):
        fold_person_reviews(rows, recorded)
    return list(rows.touched.values())
