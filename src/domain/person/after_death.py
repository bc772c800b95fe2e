"""What may still be recorded of a person who has died: nothing happens any more, but the record is closed.

The rule is ours, since no article names one. After the day of death a command is taken that

- ends what was open: an assignment, help, a job, a plan, a step, an offered handover, a concern, a measure or
  penalty that will not be carried out any more; none is carried out, completed or released from;
- answers what was asked before, or what those left behind ask: objections, reviews, appeals; a tier is not
  assigned any more;
- finds that two records are of one person, or not;
- says what became of a sample that was taken before; or
- adds a note or a document, such as the death certificate, or tells others than the person of a decision.

Whatever it is, it is dated with the day on which it was done.
"""

from typing import get_args

from ..aftercare.commands import ExcuseMilestone
from ..appeals.commands import AppealCommand
from ..assignment.commands import EndWorkerAssignment
from ..classification.commands import ReviewTierObjection
from ..commands import Command
from ..duplicates.commands import DuplicateCommand
from ..handover.commands import RefuseHandover, WithdrawHandover
from ..measures.commands import CancelMeasure, ServeDecision, TerminateMeasure
from ..measures.kinds import Recipient
from ..notes.commands import NotesCommand
from ..pathways.commands import EndPlan
from ..reviews.commands import ReviewCommand
from ..safety.commands import LiftSafetyConcern
from ..sanctions.commands import ClosePenaltyCase, EndPenalty
from ..support.commands import EndJob, EndSupport
from ..testing.commands import DecideTestObjection, RecordLaboratoryResult, RecordSampleSent


def _kinds(union: object) -> tuple[type[Command], ...]:
    return get_args(union) or (union,)


ALLOWED: frozenset[type[Command]] = frozenset(
    {
        EndWorkerAssignment,
        EndSupport,
        EndJob,
        EndPlan,
        ExcuseMilestone,
        RefuseHandover,
        WithdrawHandover,
        LiftSafetyConcern,
        TerminateMeasure,
        CancelMeasure,
        EndPenalty,
        ClosePenaltyCase,
        DecideTestObjection,
        RecordSampleSent,
        RecordLaboratoryResult,
        *_kinds(DuplicateCommand),
        *_kinds(AppealCommand),
        *_kinds(ReviewCommand),
        *_kinds(NotesCommand),
    }
)


def may_follow_death(command: Command) -> bool:
    """Whether a command may bear a date after the person's death."""
    if isinstance(command, ServeDecision):
        return command.served_to is not Recipient.PERSON
    if isinstance(command, ReviewTierObjection):
        return command.revised_tier is None
    return type(command) in ALLOWED
