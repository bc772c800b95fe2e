"""A history as facts see it: each event on its day, up to a day, in an order free of recording."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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

_LATER = {"test.result_objected/1": 1, "test.laboratory_result_recorded/1": 2}
"""What can only follow upon others, where all bear one instant."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event on its day."""

    day: date
    id: UUID
    event: Any


def day_of(event: Event) -> date:
    """The day (Asia/Shanghai) on which an event was true."""
    for name in _DAYS:
        day = getattr(event, name, None)
        if day is not None:
            return day  # type: ignore[no-any-return]
    return law_date(event.occurred_at)


class Timeline:
    """The events of a history up to a day, that day included."""

    def __init__(self, history: Iterable[Recorded[Event]], upto: date) -> None:
        self.day = upto
        dated = [Dated(day_of(r.event), r.event_id, r.event) for r in history if day_of(r.event) <= upto]
        # Where day and instant are equal, what the events say decides: never the order of recording.
        self.events = sorted(dated, key=_place)

    def of(self, *kinds: type[Event]) -> list[Dated]:
        """The events of these kinds, in order."""
        return [dated for dated in self.events if isinstance(dated.event, kinds)]

    def months_since(self, day: date | None) -> int:
        """Completed months since a day, or `NEVER`."""
        return NEVER if day is None else months_between(day, self.day)

    def within_months(self, day: date, months: int) -> bool:
        """Whether a day lies in the last so many months."""
        return day <= self.day and months_between(day, self.day) < months


def _place(dated: Dated) -> tuple[date, datetime, int, str, str]:
    event = dated.event
    return dated.day, event.occurred_at, _LATER.get(event.TYPE, 0), event.TYPE, repr(event)


def months_between(first: date, last: date) -> int:
    """Completed months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def days_in(first: date, last: date) -> frozenset[date]:
    """Every day from the first to the last, both included."""
    return frozenset(first + timedelta(n) for n in range((last - first).days + 1))
