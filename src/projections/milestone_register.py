"""Which steps of aftercare are planned, due, reached, missed, excused? One row a step, and one a plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.aftercare import events as aftercare
from ..domain.calendar import law_date
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.pathways.events import PlanEnded, PlanStarted
from .projection import Key, Projection, Rows


@dataclass(slots=True)
class RegisteredMilestone:
    """A step or a plan (`kind`). `outcome`: reached, missed, excused; of a plan: ended. None: open.

    `plan_id`: of what plan it is a step. `programme`: a code of the county's own, given no meaning here.
    """

    stream: UUID
    item_id: UUID
    kind: str = "milestone"
    plan_id: UUID | None = None
    programme: str | None = None
    title: str | None = None
    due_on: date | None = None
    day: date = date.min
    decided_on: date | None = None
    outcome: str | None = None
    version: int = 0
    position: int = 0


_DECIDED: dict[type[Event], str] = {
    aftercare.MilestoneReached: "reached",
    aftercare.MilestoneMissed: "missed",
    aftercare.MilestoneExcused: "excused",
}


def _items(event: Event) -> Iterator[UUID]:
    if isinstance(event, PlanStarted):
        yield event.plan_id
        yield from (step.milestone_id for step in event.components if step.milestone_id is not None)
    elif isinstance(event, PlanEnded):
        yield event.plan_id
    elif isinstance(event, aftercare.MilestonePlanned) or type(event) in _DECIDED:
        yield event.milestone_id  # type: ignore[attr-defined]


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The rows that an event concerns."""
    return [(recorded.stream, item) for item in _items(recorded.event)]


def fold_milestones(rows: Rows[RegisteredMilestone], recorded: Recorded[Event]) -> None:
    """Bring the steps and plans of a person forward by one event."""
    event = recorded.event
    for item in _items(event):
        row = rows.take((recorded.stream, item)) or rows.put(RegisteredMilestone(recorded.stream, item))
        row.version, row.position = recorded.version, recorded.position
        if isinstance(event, PlanStarted):
            _planned(row, event)
        elif isinstance(event, aftercare.MilestonePlanned):
            row.programme, row.title, row.due_on = event.programme, event.title, event.due_on
            row.day = law_date(event.occurred_at)
        else:
            row.decided_on = law_date(event.occurred_at)
            row.outcome = _DECIDED.get(type(event), "ended")


def _planned(row: RegisteredMilestone, event: PlanStarted) -> None:
    row.plan_id, row.day, row.programme = event.plan_id, event.started_on, event.pathway
    if row.item_id == event.plan_id:
        row.kind, row.title = "plan", event.title
        return
    step = next(step for step in event.components if step.milestone_id == row.item_id)
    row.title, row.due_on = step.title, row.due_on or step.due_on


MILESTONE_REGISTER = Projection(
    name="milestone_register",
    version=1,
    row=RegisteredMilestone,
    key=("stream", "item_id"),
    keys=keys,
    fold=fold_milestones,
    refolds=True,
    reads=dict.fromkeys((PlanStarted, PlanEnded, aftercare.MilestonePlanned, *_DECIDED)),
)
