"""Lives of synthetic persons with corrections and retractions put in anywhere, as hypothesis draws them."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from domain.correction.test_retraction_of_anything import lives
from hypothesis import strategies as st
from projections.recorded import RECORDED_AT, recorded

from tongxin.domain.correction.effective import is_correction
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event

MOST_EVENTS = 40
FOUND = RECORDED_AT


@cache
def short_lives() -> list[list[Event]]:
    """The beginnings of some lives."""
    return [events[:MOST_EVENTS] for events in lives()]


@st.composite
def corrections(draw: st.DrawFn, history: list[Event]) -> Event | None:
    """A correction or retraction that can be recorded now, or None where nothing is left to correct."""
    gone = {event.target for event in history if isinstance(event, EventRetracted)}
    numbered = list(enumerate(history, 1))
    correctable = [v for v, event in numbered if v not in gone and not is_correction(event)]
    retractable = [v for v, e in numbered if v not in gone | {1} and not isinstance(e, EventRetracted)]
    if len(retractable) > 0 and draw(st.booleans()):
        return EventRetracted(occurred_at=FOUND, target=draw(st.sampled_from(retractable)))
    target = draw(st.sampled_from(correctable))
    event = history[target - 1]
    days = draw(st.integers(-2000, 2000).filter(bool))
    moved = replace(event, occurred_at=event.occurred_at + timedelta(days=days))
    return EventCorrected(occurred_at=FOUND, target=target, replacement=moved)


@st.composite
def corrected_lives(draw: st.DrawFn) -> list[Recorded[Event]]:
    """One person's stream, with up to six corrections, some events recorded at the same instant."""
    life = draw(st.sampled_from(short_lives()))
    length = draw(st.integers(2, len(life)))
    history = life[:1]
    places = draw(st.lists(st.integers(2, length), max_size=6))
    for number, event in enumerate(life[1:length], 2):
        history.append(event)
        for _ in range(places.count(number)):
            correction = draw(corrections(history))
            if correction is not None:
                history.append(correction)
    gaps = draw(st.lists(st.sampled_from([0, 1, 90]), min_size=len(history), max_size=len(history)))
    at, stream = RECORDED_AT, []
    for one, gap in zip(recorded(history), gaps, strict=True):
        at += timedelta(minutes=gap)
        stream.append(replace(one, recorded_at=at))
    return stream


def instants(history: list[Recorded[Event]]) -> st.SearchStrategy[datetime]:
    """Moments at, just before and just after what happened."""
    near = [one.occurred_at + timedelta(seconds=s) for one in history for s in (-1, 0, 1)]
    return st.sampled_from(near)
