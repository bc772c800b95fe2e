"""Which events of a stream count: the corrected ones as corrected, the retracted ones not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ..envelope import Recorded
from ..events import Event
from .events import EventCorrected, EventRetracted

E = TypeVar("E", bound=Event)


def is_correction(event: Event) -> bool:
    """Whether the event changes what counts of others."""
    return isinstance(event, EventCorrected | EventRetracted)


def effective(history: Iterable[Recorded[Event]]) -> list[Recorded[Event]]:
    """The events that count, in order. The latest correction of an event is the one that holds.

    A retracted correction leaves its target as it was before.
    """
    events = list(history)
    if not any(is_correction(recorded.event) for recorded in events):
        return events
    retracted = {recorded.event.target for recorded in events if isinstance(recorded.event, EventRetracted)}
    replacements = {
        recorded.event.target: recorded.event.replacement
        for recorded in events
        if isinstance(recorded.event, EventCorrected) and recorded.version not in retracted
    }
    return [
        replace(recorded, event=replacements.get(recorded.version, recorded.event))
        for recorded in events
        if recorded.version not in retracted and not is_correction(recorded.event)
    ]


def at_version(history: Sequence[Recorded[Event]], version: int) -> Recorded[Event] | None:
    """The event at a version of a stream, as it counts now, or None where there is none that counts."""
    return next((recorded for recorded in effective(history) if recorded.version == version), None)
