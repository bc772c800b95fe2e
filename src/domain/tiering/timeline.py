"""A history as facts see it: each event on its day, up to a day, in an order free of recording."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from ..calendar import law_date
from ..envelope import Recorded
from ..events import Event

NEVER = 9999
"""Months or days since something that never was. Rules compare with far smaller numbers."""

_DAYS = (
    *("released_on", "completed_on", "terminated_on", "cancelled_on", "ended_on", "paused_on", "resumed_on"),
    *("entered_on", "transferred_on", "granted_on", "escaped_on", "recaptured_on", "assessed_on"),
    *("served_on", "reported_on", "established_on", "signed_on", "moved_on", "breached_on", "first_day"),
    *("issued_on", "found_on", "sent_on", "decided_on"),
)
"""The fields that say on which day an event was true; where it has none, its instant does."""

_FAMILIES = ("measure.", "test.", "safety.", "contact.", "visit.", "talk.", "abstinence.")
_OF_A_PERSON = ("person.died/", "person.emigrated/", "person.returned/")
_LATER = {"test.result_objected/1": 1, "test.laboratory_result_recorded/1": 2}
"""What can only follow upon others, where all bear one instant."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event on its day."""

    day: date
    id: UUID
    event: Any


_FIELDS: dict[type[Event], tuple[str, ...]] = {}


def _day_fields(kind: type[Event]) -> tuple[str, ...]:
    if (known := _FIELDS.get(kind)) is not None:
        return known
    names = {field.name for field in fields(kind)}
    found = _FIELDS[kind] = tuple(name for name in _DAYS if name in names)
    return found


def day_of(event: Event) -> date:
    """The day (Asia/Shanghai) on which an event was true."""
    for name in _day_fields(type(event)):
        day: date | None = getattr(event, name)
        if day is not None:
            return day
    return law_date(event.occurred_at)


class Chronicle:
    """A history put in order once, for many days. Events on which no fact rests are left out."""

    def __init__(self, history: Iterable[Recorded[Event]]) -> None:
        dated = [Dated(day_of(r.event), r.event_id, r.event) for r in history if _counts(r.event.TYPE)]
        dated.sort(key=_place)
        self._events: list[Dated] = []
        for _, tied in groupby(dated, _place):
            # Where all else is equal, what the events say decides: never the order of recording.
            same = list(tied)
            self._events += same if len(same) == 1 else sorted(same, key=lambda one: repr(one.event))
        self._days = [one.day for one in self._events]

    def upto(self, day: date) -> "Timeline":
        """What had happened by the end of a day."""
        return Timeline(self._events[: bisect_right(self._days, day)], day)


class Timeline:
    """Events in order up to a day, that day included."""

    def __init__(self, events: Sequence[Dated], day: date) -> None:
        self.day = day
        self.events = events
        self._places: dict[type[Event], list[int]] = defaultdict(list)
        for place, dated in enumerate(events):
            self._places[type(dated.event)].append(place)

    def of(self, *kinds: type[Event]) -> list[Dated]:
        """The events of these kinds, in order."""
        places = sorted(place for kind in kinds for place in self._places.get(kind, ()))
        return [self.events[place] for place in places]

    def months_since(self, day: date | None) -> int:
        """Completed months since a day, or `NEVER`."""
        return NEVER if day is None else months_between(day, self.day)

    def within_months(self, day: date, months: int) -> bool:
        """Whether a day lies in the last so many months."""
        return day <= self.day and months_between(day, self.day) < months


def _counts(type_name: str) -> bool:
    return type_name.startswith(_FAMILIES) or type_name.startswith(_OF_A_PERSON)


def _place(dated: Dated) -> tuple[date, datetime, int, str]:
    event = dated.event
    return dated.day, event.occurred_at, _LATER.get(event.TYPE, 0), event.TYPE


def months_between(first: date, last: date) -> int:
    """Completed months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
