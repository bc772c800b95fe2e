"""What happens when an assignment command comes in."""

from typing import assert_never

from ..checks import check_area, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import AssignmentCommand, AssignWorker, EndWorkerAssignment
from .events import WorkerAssigned, WorkerAssignmentEnded


def decide(person: Person, command: AssignmentCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    since = person.assignment.since.get((command.worker, command.role))
    match command:
        case AssignWorker():
            if since is not None:
                raise rules.ALREADY_ASSIGNED.refuse("worker", worker=command.worker)
            check_area(command.area, "area")
            return [WorkerAssigned.of(command, context)]
        case EndWorkerAssignment():
            if since is None:
                raise rules.NOT_ASSIGNED.refuse("worker", worker=command.worker)
            check_not_before(since, context)
            return [WorkerAssignmentEnded.of(command, context)]
        case _:
            assert_never(command)
