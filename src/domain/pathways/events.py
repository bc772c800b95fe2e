"""Plan events. Names and fields are stored for ever: add, never rename."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..events import Event, Sealed, event
from .template import ComponentKind, Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedComponent:
    """A component as it was planned. `number`: which repetition, from 1. `milestone_id`: where it is due."""

    component_id: str
    title: str
    title_zh: str
    kind: ComponentKind
    number: int = 1
    due_on: date | None = None
    milestone_id: UUID | None = None
    role: str | None = None


@event("plan.started/1")
class PlanStarted(Event):
    """A plan was made from a version of a template, whose components are copied as they were then.

    `pathway`: a code of the county's own, such as "6231"; it is given no meaning here.
    """

    plan_id: UUID
    pathway: str
    template_version: str
    definition: Definition
    title: str
    title_zh: str
    started_on: date
    components: tuple[PlannedComponent, ...]


@event("plan.ended/1")
class PlanEnded(Event):
    """The plan is no longer followed, for a reason."""

    plan_id: UUID
    reason: Sealed[str] = None


PathwayEvent = PlanStarted | PlanEnded
