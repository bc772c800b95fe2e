"""Any moment, on both axes of time: what was true by one instant, as far as it was known by another.

What had not been recorded by `known_at` is not known: neither events nor corrections. Of what the known
corrections leave counting, what was true only after `as_of` had not happened. The order stays that of
recording.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from .correction.effective import applied, corrections_of, effective, is_correction
from .envelope import Recorded
from .events import Event
from .refusals import Rule

MOMENT_AHEAD = Rule(
    "moment-ahead",
    "What will be true, or known, is not known: {moment} lies ahead.",
    "将来的情况无从得知:{moment}尚未到来。",
)
NOT_REGISTERED_THEN = Rule(
    "not-registered-then",
    "The person was not registered at that moment, as far as it was known then.",
    "就该时点所知,此人当时尚未登记。",
)
E = TypeVar("E", bound=Event)
_VERSION = attrgetter("version")


@dataclass(frozen=True, slots=True)
class Moment:
    """`as_of`: when it was true (by `occurred_at`). `known_at`: when we knew it (by `recorded_at`).

    Instants with time zone, both included. None: now, which cuts nothing: what is recorded has happened.
    """

    as_of: datetime | None = None
    known_at: datetime | None = None

    @property
    def is_now(self) -> bool:
        """Whether it cuts nothing."""
        return self.as_of is None and self.known_at is None


NOW = Moment()


def checked(moment: Moment, now: datetime) -> Moment:
    """The moment, unless it lies ahead. Raises `Refused`, naming `as_of` or `known_at`."""
    for name in ("as_of", "known_at"):
        given: datetime | None = getattr(moment, name)
        if given is not None and given > now:
            raise MOMENT_AHEAD.refuse(name, moment=given.isoformat())
    return moment


def known(history: Iterable[Recorded[E]], moment: Moment) -> list[Recorded[E]]:
    """The events that were recorded by then, corrections too."""
    if (instant := moment.known_at) is None:
        return list(history)
    return [recorded for recorded in history if recorded.recorded_at <= instant]


def counting(history: Iterable[Recorded[Event]], moment: Moment) -> list[Recorded[Event]]:
    """The events that count at a moment, as corrected by what was known, in the order of recording."""
    return _happened(effective(known(history, moment)), moment)


def told(history: Iterable[Recorded[Event]], moment: Moment) -> list[Recorded[Event]]:
    """The events that count at a moment and the corrections known, in the order of recording.

    What a live read model has folded in the end: what counts, and from corrections how far the record goes.
    """
    events = known(history, moment)
    corrections = corrections_of(events)
    counts = _happened(applied(events, corrections), moment)
    return sorted([*counts, *corrections], key=_VERSION) if corrections else counts


def shown(history: Sequence[Recorded[Event]], moment: Moment) -> list[Recorded[Event]]:
    """The events that a history shows at a moment, as they were recorded.

    A corrected event stands where it was corrected to, a retracted one where it was recorded to be;
    corrections and retractions go with the event that they are about.
    """
    events = known(history, moment)
    if (instant := moment.as_of) is None:
        return events
    by_version = {recorded.version: recorded for recorded in events}
    counts = {recorded.version: recorded.event.occurred_at for recorded in effective(events)}
    return [
        recorded
        for recorded in events
        if (about := _about(by_version, recorded)) is not None
        and counts.get(about.version, about.event.occurred_at) <= instant
    ]


def _happened(events: list[Recorded[Event]], moment: Moment) -> list[Recorded[Event]]:
    if (instant := moment.as_of) is None:
        return events
    return [recorded for recorded in events if recorded.event.occurred_at <= instant]


def _about(by_version: dict[int, Recorded[Event]], recorded: Recorded[Event]) -> Recorded[Event] | None:
    """The event itself, or the one that a correction, or the retraction of a correction, is about."""
    found: Recorded[Event] | None = recorded
    while found is not None and is_correction(event := found.event):
        found = by_version.get(event.target)  # type: ignore[attr-defined]
    return found
