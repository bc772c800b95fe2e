"""A plan of prevention as deciding and its register see one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import (
    PreventionActivityHeld,
    PreventionPlanAmended,
    PreventionPlanClosed,
    PreventionPlanEvent,
    PreventionPlanMade,
    Target,
)


@dataclass(frozen=True, slots=True)
class Reached:
    """What was done: activities, heads that took part (somebody at two counts twice), pieces handed out."""

    activities: int = 0
    heads: int = 0
    materials: int = 0

    def __add__(self, other: "Reached") -> "Reached":
        """Both together."""
        return Reached(
            self.activities + other.activities, self.heads + other.heads, self.materials + other.materials
        )


@dataclass(frozen=True, slots=True)
class PreventionPlan:
    """The state of one plan stream. `made_on` is None until it is on record.

    `by_audience`, `by_area`: what was done for whom, and where, by the code of the activity's area.
    """

    year: int = 0
    area: str = ""
    name: str = ""
    targets: tuple[Target, ...] = ()
    by_audience: Mapping[str, Reached] = field(default_factory=dict)
    by_area: Mapping[str, Reached] = field(default_factory=dict)
    amendments: int = 0
    made_on: date | None = None
    closed_on: date | None = None
    latest_on: date = date.min

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def status(self) -> str:
        """`open` or `closed`."""
        return "open" if self.closed_on is None else "closed"

    @property
    def since(self) -> date | None:
        """When it was made."""
        return self.made_on

    @property
    def until(self) -> date | None:
        """When it was closed."""
        return self.closed_on


NEW_PREVENTION_PLAN = PreventionPlan()


def evolve(plan: PreventionPlan, event: Event) -> PreventionPlan:
    """The plan after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    changed = _changed(plan, cast(PreventionPlanEvent, event), day)
    return replace(changed, latest_on=max(plan.latest_on, day))


def _changed(plan: PreventionPlan, event: PreventionPlanEvent, day: date) -> PreventionPlan:
    match event:
        case PreventionPlanMade():
            return replace(
                plan, year=event.year, area=event.area, name=event.name, targets=event.targets, made_on=day
            )
        case PreventionPlanAmended():
            return replace(plan, targets=event.targets, amendments=plan.amendments + 1)
        case PreventionActivityHeld():
            held = Reached(1, event.headcount, event.materials)
            return replace(
                plan,
                by_audience=_with(plan.by_audience, event.audience, held),
                by_area=_with(plan.by_area, event.area, held),
            )
        case PreventionPlanClosed():
            return replace(plan, closed_on=day)
        case _:
            assert_never(event)


def _with(sums: Mapping[str, Reached], key: str, more: Reached) -> dict[str, Reached]:
    return {**sums, str(key): sums.get(key, Reached()) + more}


def fold(events: Iterable[Event]) -> PreventionPlan:
    """The plan after a whole history."""
    plan = NEW_PREVENTION_PLAN
    for event in events:
        plan = evolve(plan, event)
    return plan
