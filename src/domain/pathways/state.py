"""What deciding needs to know of a person's plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from .events import PathwayEvent, PlanEnded, PlanStarted


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; `ended_on` is None while it is followed."""

    pathway: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plans:
    """Every plan of the person, ended ones too, by identifier."""

    by_id: Mapping[UUID, Plan] = field(default_factory=dict)

    def open_of(self, pathway: str) -> Plan | None:
        """The plan of a pathway that is being followed."""
        return next((p for p in self.by_id.values() if p.pathway == pathway and p.ended_on is None), None)


def evolve(plans: Plans, event: PathwayEvent) -> Plans:
    """The state after an event. Trusts history; what rests on a retracted event has no effect."""
    match event:
        case PlanStarted():
            return Plans({**plans.by_id, event.plan_id: Plan(event.pathway, event.started_on)})
        case PlanEnded():
            plan = plans.by_id.get(event.plan_id)
            if plan is None:
                return plans
            ended = replace(plan, ended_on=law_date(event.occurred_at))
            return Plans({**plans.by_id, event.plan_id: ended})
        case _:
            assert_never(event)
