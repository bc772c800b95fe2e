"""The abstinence clock (戒断): how many months it has counted."""

from datetime import date, timedelta
from uuid import UUID

from ..aftercare.events import (
    AbstinencePaused,
    AbstinenceReset,
    AbstinenceResumed,
    AbstinenceStarted,
    ThreeYearAbstinenceConfirmed,
)
from .engine import Fact
from .timeline import Timeline, months_between


def abstinence_facts(timeline: Timeline) -> dict[str, Fact]:
    """The facts. The clock counts days; time during which it stands still is added at the end."""
    started: date | None = None
    paused: date | None = None
    stood = timedelta()
    rests_on: list[UUID] = []
    confirmed: tuple[UUID, ...] = ()
    kinds = (AbstinenceStarted, AbstinencePaused, AbstinenceResumed, AbstinenceReset)
    for dated in timeline.of(*kinds, ThreeYearAbstinenceConfirmed):
        match dated.event:
            case ThreeYearAbstinenceConfirmed():
                confirmed = (dated.id,)
                continue
            case AbstinenceStarted():
                started, paused, stood, rests_on, confirmed = dated.day, None, timedelta(), [], ()
            case AbstinenceReset():
                started, stood, rests_on, confirmed = dated.day, timedelta(), [], ()
                paused = None if paused is None else dated.day
            case AbstinencePaused():
                paused = paused or dated.day
            case AbstinenceResumed():
                stood += dated.day - paused if paused is not None else timedelta()
                paused = None
        rests_on.append(dated.id)
    months = None if started is None else _counted(started, stood, paused or timeline.day)
    return {
        "abstinence_months": Fact(months, tuple(rests_on)),
        "three_years_confirmed": Fact(bool(confirmed), confirmed),
    }


def _counted(started: date, stood: timedelta, upto: date) -> int:
    return max(0, months_between(started, upto - stood)) if upto - stood >= started else 0
