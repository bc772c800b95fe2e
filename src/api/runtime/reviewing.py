"""Reviews that a correction opens: by the system, in the same append, with the correction as their cause."""

from dataclasses import replace
from uuid import UUID

from ...domain.areas import COUNTY
from ...domain.commands import Actor
from ...domain.events import Event
from ...domain.reviews.events import ReviewOpened
from ...store.codec import Recording
from .asked import NewEventId

REVIEWS = Actor(user="reviews", role="system", unit=COUNTY)
"""Who opens reviews; a named officer decides them."""


def named(event_id: UUID, event: Event, version: int) -> NewEventId:
    """An event as an answer names it."""
    if isinstance(event, ReviewOpened):
        return NewEventId(event_id, event.TYPE, version, event.review_id, event.decision)
    return NewEventId(event_id, event.TYPE, version)


def recording_of(event: Event, recording: Recording, cause: UUID) -> Recording:
    """What the envelope of an event says. `cause`: the first event of the command."""
    if not isinstance(event, ReviewOpened):
        return recording
    return replace(recording, actor=REVIEWS, causation_id=str(cause))
