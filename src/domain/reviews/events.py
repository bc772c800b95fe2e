"""Review events. Names and fields are stored for ever: add, never rename."""

from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class ReviewResult(StrEnum):
    """What looking again came to. What is changed or withdrawn is so by commands of its own."""

    UPHELD = "upheld"
    """维持: the decision stands."""
    CHANGED = "changed"
    """变更: the decision was, or will be, replaced by another."""
    WITHDRAWN = "withdrawn"
    """撤销: the decision no longer stands."""


@event("review.opened/1")
class ReviewOpened(Event):
    """Somebody is to look again at a decision, since an event that it rested on was corrected or retracted.

    Versions are of this stream: `corrected`, the event that counts in another way; `correction`, the event by
    which; `decision`, the decision, with its `decision_id` and stored type. `rests_on`: on which events that
    lead to the corrected one it rests directly. `is_named`: it names them; otherwise a decision of its type
    may rest on such events. `decided_by`: the user who recorded the decision, unless it was the system.
    `rule`, `article`: by which it would be refused now, where it would.
    """

    review_id: UUID
    decision: int
    decision_id: UUID
    decision_type: str
    corrected: int
    correction: int
    rests_on: tuple[int, ...] = ()
    is_named: bool = False
    decided_by: str | None = None
    rule: str | None = None
    article: str | None = None


@event("review.decided/1")
class ReviewDecided(Event):
    """An officer has looked again at the decision. `reviewed_by`: user name."""

    review_id: UUID
    result: ReviewResult
    reviewed_by: str
    reason: Sealed[str] = None


ReviewEvent = ReviewOpened | ReviewDecided
