"""A person's plans as they stand on a day: what is planned, due, reached, missed, excused, overdue."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from ..aftercare.events import MilestoneExcused, MilestoneMissed, MilestonePlanned, MilestoneReached
from ..calendar import law_date
from ..events import Event
from .events import PlanEnded, PlannedComponent, PlanStarted

DECISIONS = (MilestoneReached, MilestoneMissed, MilestoneExcused)


class Standing(StrEnum):
    """How a component stands."""

    UNDATED = "undated"
    """It is part of the plan and has no day by which it is due."""
    PLANNED = "planned"
    DUE = "due"
    """Today is the last day."""
    OVERDUE = "overdue"
    REACHED = "reached"
    MISSED = "missed"
    EXCUSED = "excused"
    DROPPED = "dropped"
    """The plan ended before it was decided."""


_DECIDED: dict[type[Event], Standing] = {
    MilestoneReached: Standing.REACHED,
    MilestoneMissed: Standing.MISSED,
    MilestoneExcused: Standing.EXCUSED,
}


@dataclass(frozen=True, slots=True)
class StandingMilestone:
    """`decided_on`: when it was reached, missed or excused. `is_late`: reached after the day it was due."""

    standing: Standing
    due_on: date | None
    decided_on: date | None = None
    overdue_days: int = 0
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """A plan with its components, each as it stands."""

    started: PlanStarted
    ended_on: date | None
    components: tuple[tuple[PlannedComponent, StandingMilestone], ...]


@dataclass(frozen=True, slots=True)
class StandingPlans:
    """All plans, and the milestones that belong to none."""

    plans: tuple[StandingPlan, ...]
    others: tuple[tuple[MilestonePlanned, StandingMilestone], ...]


@dataclass(slots=True)
class _Found:
    started: dict[UUID, PlanStarted] = field(default_factory=dict)
    ended: dict[UUID, date] = field(default_factory=dict)
    planned: dict[UUID, MilestonePlanned] = field(default_factory=dict)
    decided: dict[UUID, tuple[Standing, date]] = field(default_factory=dict)


def plans_on(events: Iterable[Event], day: date) -> StandingPlans:
    """What the effective events of a person come to on a day; what happened later does not count."""
    found = _found(events, day)
    plans = tuple(_plan(started, found, day) for started in found.started.values())
    within = {c.milestone_id for plan in plans for c, _ in plan.components}
    others = tuple(
        (planned, _standing(milestone_id, planned.due_on, None, found, day))
        for milestone_id, planned in found.planned.items()
        if milestone_id not in within
    )
    return StandingPlans(plans, others)


def _found(events: Iterable[Event], day: date) -> _Found:
    found = _Found()
    for event in events:
        on = law_date(event.occurred_at)
        if on > day:
            continue
        if isinstance(event, PlanStarted):
            found.started[event.plan_id] = event
        elif isinstance(event, PlanEnded):
            found.ended[event.plan_id] = on
        elif isinstance(event, MilestonePlanned):
            found.planned[event.milestone_id] = event
        elif isinstance(event, DECISIONS):
            found.decided[event.milestone_id] = (_DECIDED[type(event)], on)
    return found


def _plan(started: PlanStarted, found: _Found, day: date) -> StandingPlan:
    ended_on = found.ended.get(started.plan_id)
    components = []
    for component in started.components:
        planned = found.planned.get(component.milestone_id) if component.milestone_id else None
        due_on = component.due_on if planned is None else planned.due_on  # a correction may have moved it
        components.append((component, _standing(component.milestone_id, due_on, ended_on, found, day)))
    return StandingPlan(started, ended_on, tuple(components))


def _standing(
    milestone_id: UUID | None, due_on: date | None, ended_on: date | None, found: _Found, day: date
) -> StandingMilestone:
    if milestone_id in found.decided:
        standing, on = found.decided[milestone_id]
        late = standing is Standing.REACHED and due_on is not None and on > due_on
        return StandingMilestone(standing, due_on, on, is_late=late)
    if ended_on is not None:
        return StandingMilestone(Standing.DROPPED, due_on)
    if due_on is None:
        return StandingMilestone(Standing.UNDATED, None)
    if due_on < day:
        return StandingMilestone(Standing.OVERDUE, due_on, overdue_days=(day - due_on).days)
    return StandingMilestone(Standing.DUE if due_on == day else Standing.PLANNED, due_on)
