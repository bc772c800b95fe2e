"""When the person was held: in isolation, detained, in prison. Tiers are for time in society."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..aftercare.events import (
    AbstinencePaused,
    AbstinenceResumed,
    AbstinenceStarted,
    ClockPause,
    ClockStart,
)
from ..measures.events import (
    MeasureCancelled,
    MeasureChanged,
    MeasureCompleted,
    MeasureOrdered,
    MeasurePaused,
    MeasureResumed,
    MeasureTerminated,
    PersonReleased,
)
from ..measures.facility_events import FacilityEntered, PersonEscaped, PersonRecaptured
from ..measures.kinds import CUSTODY, PauseGround, TerminationGround
from .timeline import Dated, Timeline

ENDINGS = (MeasureChanged, PersonReleased, MeasureTerminated, MeasureCompleted, MeasureCancelled)
_HELD_PAUSES = {PauseGround.DETAINED, PauseGround.ARRESTED}
_IMPRISONED = {TerminationGround.IMPRISONED, TerminationGround.COMPULSORY_EDUCATION}


@dataclass(frozen=True, slots=True)
class Held:
    """A time in custody. `until`: None while it lasts. `is_released`: not by escape."""

    since: date
    until: date | None
    rests_on: tuple[UUID, ...]
    is_released: bool = True

    def covers(self, day: date) -> bool:
        """Whether the person was held on a day; on the day of release no longer."""
        return self.since <= day and (self.until is None or day < self.until)


def custody(timeline: Timeline) -> list[Held]:
    """Every time in custody, as far as it is recorded."""
    kinds = {d.event.measure_id: d.event.kind for d in timeline.of(MeasureOrdered)}
    held: list[Held] = []
    for measure_id, kind in kinds.items():
        own = [d for d in timeline.events if getattr(d.event, "measure_id", None) == measure_id]
        held += _in_facility(own) if kind in CUSTODY else _during_measure(own, timeline)
    return held + _by_clock(timeline)


def _in_facility(own: list[Dated]) -> list[Held]:
    return _spans(own, (FacilityEntered, PersonRecaptured), (*ENDINGS, PersonEscaped))


def _during_measure(own: list[Dated], timeline: Timeline) -> list[Held]:
    paused = [d for d in own if not isinstance(d.event, MeasurePaused) or d.event.ground in _HELD_PAUSES]
    held = _spans(paused, (MeasurePaused,), (MeasureResumed, *ENDINGS))
    for ended in own:
        if isinstance(ended.event, MeasureTerminated) and ended.event.ground in _IMPRISONED:
            free = next((d for d in timeline.events if d.day >= ended.day and _is_free(d)), None)
            ids = (ended.id,) if free is None else (ended.id, free.id)
            held.append(Held(ended.day, None if free is None else free.day, ids))
    return held


def _is_free(dated: Dated) -> bool:
    """An event that shows a person to be out of prison."""
    event = dated.event
    if isinstance(event, AbstinenceStarted):
        return event.ground is ClockStart.RELEASE
    return isinstance(event, AbstinenceResumed | MeasureOrdered)


def _by_clock(timeline: Timeline) -> list[Held]:
    """What the abstinence clock says: it stands still while the person is held."""
    found = timeline.of(AbstinencePaused, AbstinenceResumed, AbstinenceStarted)
    return _spans(
        [d for d in found if getattr(d.event, "ground", None) is not ClockPause.OTHER],
        (AbstinencePaused,),
        (AbstinenceResumed, AbstinenceStarted),
    )


def _spans(events: list[Dated], begin: tuple[type, ...], end: tuple[type, ...]) -> list[Held]:
    spans: list[Held] = []
    begun: Dated | None = None
    for dated in events:
        if isinstance(dated.event, begin):
            begun = begun or dated
        elif begun is not None and isinstance(dated.event, end):
            is_released = not isinstance(dated.event, PersonEscaped)
            spans.append(Held(begun.day, dated.day, (begun.id, dated.id), is_released))
            begun = None
    return spans if begun is None else [*spans, Held(begun.day, None, (begun.id,))]
