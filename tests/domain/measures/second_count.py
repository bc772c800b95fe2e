"""Terms and time limits counted a second time, from the events alone and day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.deadlines.test_counting import works
from domain.measures.second_reading import ONE_DAY, later, same_day_later
from domain.measures.test_terms import walk

from tongxin.domain.events import Event
from tongxin.domain.measures import community_events as community
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures import facility_events as facility
from tongxin.domain.measures.kinds import MeasureKind

ISOLATION, DETOX = MeasureKind.COMPULSORY_ISOLATION, MeasureKind.COMMUNITY_DETOX
_STATUTORY = {DETOX: 36, ISOLATION: 24}


@dataclass(frozen=True)
class Count:
    """What a term comes to: its first day, the first day after it, and the days of it that have run."""

    begins_on: date
    expires_on: date
    served: int


class Counted:
    """The events of one measure, and its term as it stands on a day."""

    def __init__(self, events: Iterable[Event], measure_id: UUID) -> None:
        self._events = list(events)
        self._id = measure_id
        (self.order,) = self._all(decisions.MeasureOrdered)

    def _all(self, *kinds: type[Any]) -> list[Any]:
        return [e for e in self._events if isinstance(e, kinds) and e.measure_id == self._id]

    def begins_on(self) -> date | None:
        if self.order.kind is ISOLATION:
            decided_on: date = self.order.decided_on
            return decided_on
        first = self._all(community.PersonReportedIn)
        return first[0].reported_on if first else None

    def out(self, day: date) -> list[tuple[date, date]]:
        """The days on which it did not run, as spans up to a day."""
        spans, since = list[tuple[date, date]](), None
        kinds = (facility.PersonEscaped, facility.PersonRecaptured)
        if self.order.kind is not ISOLATION:
            kinds = (decisions.MeasurePaused, decisions.MeasureResumed)  # type: ignore[assignment]
        for one in self._all(*kinds):
            if isinstance(one, facility.PersonEscaped):
                since = one.escaped_on
            elif isinstance(one, decisions.MeasurePaused):
                since = one.paused_on
            elif since is not None:
                spans.append((since, getattr(one, "recaptured_on", None) or one.resumed_on))
                since = None
        return spans if since is None or since >= day else [*spans, (since, day)]

    def nominal(self, begun: date) -> date | None:
        """The first day after the term and its extensions, had it run without a break.

        None where it has no term, or where the rest of another measure is served.
        """
        months, days = self.order.term_months, self.order.term_days
        if months is None and days is None and self.order.follows_measure_id is None:
            months = _STATUTORY.get(self.order.kind)
        if months is None and days is None:
            return None
        more = self._all(decisions.MeasureExtended)
        return later(begun, more, months or 0) + (days or 0) * ONE_DAY

    def count(self, day: date) -> Count | None:
        """The term on a day; None while it has not begun, or where there is none."""
        begun = self.begins_on()
        nominal = None if begun is None else self.nominal(begun)
        if begun is None or nominal is None:
            return None
        out = self.out(day)
        expires_on = walk(begun, (nominal - begun).days, out)
        not_run = {first + n * ONE_DAY for first, until in out for n in range((until - first).days)}
        run = (min(day, expires_on) - begun).days
        served = sum(begun + n * ONE_DAY not in not_run for n in range(run))
        return Count(begun, expires_on, served)


def _later(days: int = 0, months: int = 0, *, rolls: bool = False) -> tuple[int, int, bool]:
    return days, months, rolls


LIMITS: dict[str, tuple[str, tuple[int, int, bool]]] = {
    # the field of the event that sets it running, and how long it is: typed anew from the articles
    "report-after-detox-order": ("served_on", _later(15)),
    "report-after-rehab-order": ("served_on", _later(15)),
    "report-after-move": ("moved_on", _later(15)),
    "sign-rehab-agreement": ("served_on", _later(15)),
    "tell-township-of-detox-completion": ("completed_on", _later(7)),
    "tell-township-of-rehab-completion": ("completed_on", _later(7)),
    "tell-of-isolation": ("served_on", _later(1)),
    "tell-of-early-release": ("served_on", _later(1)),
    "decide-change": ("received_on", _later(7)),
    "decide-early-release": ("received_on", _later(7)),
    "decide-extension": ("received_on", _later(7)),
    "transfer-to-justice": ("entered_on", _later(months=6)),
    "leave-police-facility": ("entered_on", _later(months=12)),
    "give-isolation-certificate": ("released_on", _later(0)),
    "apply-for-review": ("served_on", _later(60, rolls=True)),
    "sue": ("served_on", _later(months=6, rolls=True)),
}


def due_on(rule: str, basis: Event) -> date:
    """The last day of a time limit: walked from the day of the event that set it running."""
    field, (days, months, rolls) = LIMITS[rule]
    begun: date = getattr(basis, field)
    day = same_day_later(begun, months) if months else begun
    for _ in range(days):
        day += ONE_DAY
    while rolls and not works(day):
        day += ONE_DAY
    return day
