"""What deciding needs to know of aftercare and abstinence."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from .events import (
    AbstinencePaused,
    AbstinenceReset,
    AbstinenceResumed,
    AbstinenceStarted,
    AftercareEvent,
    ClockPause,
    ClockStart,
    DynamicControlEnded,
    MilestoneExcused,
    MilestoneMissed,
    MilestonePlanned,
    MilestoneReached,
    RelapseFound,
    ThreeYearAbstinenceConfirmed,
)


class Clock(Enum):
    """How the abstinence clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A planned step that has been neither reached, missed nor excused."""

    planned_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the abstinence clock was said to rest; `until` is None while it lasts."""

    ground: ClockPause
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Aftercare:
    """`milestones`: None for those decided. `clock_started_on`: the start, or the latest reset.

    `clock_changed_on`: when the clock was last started, paused, resumed, reset or confirmed.
    `clock_started_by`: what the start or the reset was recorded as. `pauses`: in order.
    """

    milestones: Mapping[UUID, Milestone | None] = field(default_factory=dict)
    clock: Clock = Clock.NOT_STARTED
    clock_started_on: date = date.min
    clock_started_by: ClockStart | RelapseFound | None = None
    clock_changed_on: date = date.min
    dynamic_control_ended: bool = False
    pauses: tuple[Pause, ...] = ()


def evolve(aftercare: Aftercare, event: AftercareEvent) -> Aftercare:
    """The state after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    match event:
        case MilestonePlanned():
            planned = Milestone(planned_on=day, due_on=event.due_on)
            return replace(aftercare, milestones={**aftercare.milestones, event.milestone_id: planned})
        case MilestoneReached() | MilestoneMissed() | MilestoneExcused():
            return replace(aftercare, milestones={**aftercare.milestones, event.milestone_id: None})
        case AbstinenceStarted():
            return _started(aftercare, event.ground, day)
        case AbstinencePaused():
            pauses = (*aftercare.pauses, Pause(event.ground, day))
            return replace(aftercare, clock=Clock.PAUSED, clock_changed_on=day, pauses=pauses)
        case AbstinenceResumed():
            return _resumed(aftercare, day)
        case AbstinenceReset():
            return _reset(aftercare, event.ground, day)
        case ThreeYearAbstinenceConfirmed():
            return replace(aftercare, clock=Clock.CONFIRMED, clock_changed_on=day)
        case DynamicControlEnded():
            return replace(aftercare, dynamic_control_ended=True)
        case _:
            assert_never(event)


def _started(aftercare: Aftercare, ground: ClockStart, day: date) -> Aftercare:
    return replace(
        aftercare,
        clock=Clock.RUNNING,
        clock_started_on=day,
        clock_started_by=ground,
        clock_changed_on=day,
    )


def _resumed(aftercare: Aftercare, day: date) -> Aftercare:
    pauses = aftercare.pauses
    if pauses and pauses[-1].until is None:
        pauses = (*pauses[:-1], replace(pauses[-1], until=day))
    return replace(aftercare, clock=Clock.RUNNING, clock_changed_on=day, pauses=pauses)


def _reset(aftercare: Aftercare, ground: RelapseFound, day: date) -> Aftercare:
    return replace(
        aftercare,
        clock=Clock.PAUSED if aftercare.clock is Clock.PAUSED else Clock.RUNNING,
        clock_started_on=day,
        clock_started_by=ground,
        clock_changed_on=max(day, aftercare.clock_changed_on),
        dynamic_control_ended=False,
    )
