"""What deciding needs to know of reviews."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never
from uuid import UUID

from .events import ReviewDecided, ReviewEvent, ReviewOpened


@dataclass(frozen=True, slots=True)
class Review:
    """A review: of which decision, since which event was corrected (versions), and whether it is open."""

    decision: int
    corrected: int
    decided_by: str | None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of a person's record."""

    by_id: Mapping[UUID, Review] = field(default_factory=dict)

    def is_open(self, decision: int, corrected: int) -> bool:
        """Whether a decision is under review already since that event was corrected."""
        return any(
            one.is_open and (one.decision, one.corrected) == (decision, corrected)
            for one in self.by_id.values()
        )


def evolve(reviews: Reviews, event: ReviewEvent) -> Reviews:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case ReviewOpened():
            opened = Review(event.decision, event.corrected, event.decided_by)
            return Reviews({**reviews.by_id, event.review_id: opened})
        case ReviewDecided():
            if (review := reviews.by_id.get(event.review_id)) is None:
                return reviews
            return Reviews({**reviews.by_id, event.review_id: replace(review, is_open=False)})
        case _:
            assert_never(event)
