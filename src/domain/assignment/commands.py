"""What may be asked about who looks after a person."""

from ..commands import Command, LongText, ShortText, command
from ..identity.commands import AreaCode
from .events import WorkerRole


@command(example={"worker": "ma.li", "role": "case_worker", "area": "640324100", "occurred_at": "2019-06-01"})
class AssignWorker(Command):
    """Put a worker, by user name, in charge of the person. Several may be, in several roles."""

    worker: ShortText
    role: WorkerRole
    area: AreaCode


@command(
    example={
        "worker": "ma.li",
        "role": "case_worker",
        "reason": "专干岗位调整",
        "occurred_at": "2020-03-01",
    }
)
class EndWorkerAssignment(Command):
    """Record that a worker no longer looks after the person in this role."""

    worker: ShortText
    role: WorkerRole
    reason: LongText | None = None


AssignmentCommand = AssignWorker | EndWorkerAssignment
