"""What happens when a command on a review comes in."""

from typing import assert_never

from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import DecideReview, ReviewCommand
from .events import ReviewDecided

SYSTEM = "system"
"""The role of an actor that is no person."""


def decide(person: Person, command: ReviewCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case DecideReview():
            return _decide(person, command, context)
        case _:
            assert_never(command)


def _decide(person: Person, command: DecideReview, context: Context) -> list[Event]:
    review = person.reviews.by_id.get(command.review_id)
    if review is None:
        raise rules.UNKNOWN_REVIEW.refuse("review_id")
    if not review.is_open:
        raise rules.REVIEW_DECIDED.refuse("review_id")
    if context.actor.role == SYSTEM:
        raise rules.REVIEW_BY_SYSTEM.refuse()
    if context.actor.user == review.decided_by:
        raise rules.REVIEW_BY_DECIDER.refuse(decided_by=review.decided_by)
    return [ReviewDecided.of(command, context, reviewed_by=context.actor.user)]
