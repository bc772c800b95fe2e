"""What deciding needs to know of who looks after a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from ..calendar import law_date
from .events import AssignmentEvent, WorkerAssigned, WorkerAssignmentEnded, WorkerRole


@dataclass(frozen=True, slots=True)
class Assignment:
    """`since`: who looks after the person now, in which role, and since which day."""

    since: Mapping[tuple[str, WorkerRole], date] = field(default_factory=dict)


def evolve(assignment: Assignment, event: AssignmentEvent) -> Assignment:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case WorkerAssigned():
            day = law_date(event.occurred_at)
            return replace(assignment, since={**assignment.since, (event.worker, event.role): day})
        case WorkerAssignmentEnded():
            ended = (event.worker, event.role)
            return replace(assignment, since={k: v for k, v in assignment.since.items() if k != ended})
        case _:
            assert_never(event)
