"""Which events of a stream count: the corrected ones as corrected, the retracted ones not at all."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from ..envelope import Recorded
from ..events import Event
from .events import EventCorrected, EventRetracted

E = TypeVar("E", bound=Event)
_VERSION = attrgetter("version")
_CORRECTIONS = (EventCorrected, EventRetracted)


def is_correction(event: Event) -> bool:
    """Whether the event changes what counts of others."""
    return isinstance(event, _CORRECTIONS)


def corrections_of(history: Iterable[Recorded[E]]) -> list[Recorded[E]]:
    """The corrections and retractions, in order."""
    return [recorded for recorded in history if isinstance(recorded.event, _CORRECTIONS)]


def effective(history: Iterable[Recorded[Event]]) -> list[Recorded[Event]]:
    """The events that count, in order. The latest correction of an event is the one that holds.

    A retracted correction leaves its target as it was before.
    """
    events = list(history)
    return applied(events, corrections_of(events))


def applied(events: list[Recorded[Event]], corrections: Sequence[Recorded[Event]]) -> list[Recorded[Event]]:
    """The events that count, of a stream in order, where all corrections among them are at hand already."""
    if not corrections:
        return events
    retracted = {one.event.target for one in corrections if isinstance(one.event, EventRetracted)}
    replacements = {
        one.event.target: one.event.replacement
        for one in corrections
        if isinstance(one.event, EventCorrected) and one.version not in retracted
    }
    gone = retracted | {one.version for one in corrections}
    kept: list[Recorded[Event] | None] = list(events)
    for version in gone | replacements.keys():  # few: each is looked up, rather than every event looked at
        number = bisect_left(events, version, key=_VERSION)
        if number < len(events) and (found := events[number]).version == version:
            kept[number] = None if version in gone else replace(found, event=replacements[version])
    return [recorded for recorded in kept if recorded is not None]


def at_version(history: Sequence[Recorded[Event]], version: int) -> Recorded[Event] | None:
    """The event at a version of a stream, as it counts now, or None where there is none that counts."""
    return next((recorded for recorded in effective(history) if recorded.version == version), None)
