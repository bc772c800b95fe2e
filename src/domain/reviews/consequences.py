"""What follows from a correction for the decisions that came after: each that rested on it is reviewed."""

from collections.abc import Sequence
from dataclasses import fields, replace
from uuid import uuid5

from ..commands import Context
from ..correction.effective import at_version, effective
from ..correction.events import Contradiction, CorrectionEvent, EventCorrected, EventRetracted
from ..envelope import Recorded
from ..events import Event
from .decide import SYSTEM
from .events import ReviewDecided, ReviewOpened
from .resting import Rested, rested_on
from .rests_on import RESTS_ON
from .state import Reviews, evolve

History = Sequence[Recorded[Event]]


def opened(history: History, correction: CorrectionEvent, context: Context) -> list[ReviewOpened]:
    """The reviews that a correction opens, in the order of the decisions. It comes next in the stream.

    Reviewed is what rested on the corrected event, and what would be refused now; none where nothing counts
    in another way. A decision that is under review already for the same event is not put there once more.
    """
    corrected, number = base_of(history, correction.target), history[-1].version + 1
    after = [*history, replace(history[-1], version=number, event=correction)]
    changed = _changed(at_version(history, corrected), at_version(after, corrected))
    if not changed:
        return []
    decisions = {one.version: one for one in effective(after) if type(one.event) in RESTS_ON}
    rested = {one.version: one for one in rested_on(history, corrected, changed)}
    unlawful = {one.version: one for one in correction.contradictions}
    reviews = _reviews(history)
    return [
        _opened(decisions[version], corrected, number, rested.get(version), unlawful.get(version), context)
        for version in sorted((rested.keys() | unlawful.keys()) & decisions.keys())
        if not reviews.is_open(version, corrected)
    ]


def base_of(history: History, target: int) -> int:
    """The version of the event that a correction, or the retraction of a correction, is about."""
    while isinstance(event := history[target - 1].event, EventCorrected | EventRetracted):
        target = event.target
    return target


def _changed(before: Recorded[Event] | None, after: Recorded[Event] | None) -> frozenset[str]:
    """The fields that are other than they were; all of them, where the event no longer counts."""
    if before is None:
        return frozenset()
    names = frozenset(field.name for field in fields(before.event))
    if after is None:
        return names
    return frozenset(n for n in names if getattr(before.event, n) != getattr(after.event, n))


def _reviews(history: History) -> Reviews:
    reviews = Reviews()
    for recorded in effective(history):
        if isinstance(recorded.event, ReviewOpened | ReviewDecided):
            reviews = evolve(reviews, recorded.event)
    return reviews


def _opened(
    decision: Recorded[Event],
    corrected: int,
    correction: int,
    rested: Rested | None,
    unlawful: Contradiction | None,
    context: Context,
) -> ReviewOpened:
    return ReviewOpened(
        occurred_at=context.now,
        review_id=uuid5(context.new_id, str(decision.version)),
        decision=decision.version,
        decision_id=decision.event_id,
        decision_type=decision.event.TYPE,
        corrected=corrected,
        correction=correction,
        rests_on=() if rested is None else rested.rests_on,
        is_named=rested is not None and rested.is_named,
        decided_by=None if decision.actor.role == SYSTEM else decision.actor.user,
        rule=None if unlawful is None else unlawful.rule,
        article=None if unlawful is None else unlawful.article,
    )
