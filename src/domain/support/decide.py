"""What happens when a support command comes in."""

from typing import assert_never

from ..checks import check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import EndJob, EndSupport, GrantSupport, PlaceInJob, SupportCommand
from .events import JobEnded, JobPlaced, SupportEnded, SupportGranted, SupportKind, SupportOutcome
from .state import Support

_ENDS_ONLY: dict[SupportOutcome, frozenset[SupportKind]] = {
    SupportOutcome.LIFTED_OUT_OF_POVERTY: frozenset(
        {SupportKind.POVERTY_REGISTER, SupportKind.LOW_INCOME_AID}
    ),
    SupportOutcome.EMPLOYED: frozenset({SupportKind.TRAINING, SupportKind.JOB, SupportKind.PUBLIC_POST}),
    SupportOutcome.QUALIFIED: frozenset({SupportKind.TRAINING}),
    SupportOutcome.GRADUATED: frozenset({SupportKind.SCHOOLING}),
    SupportOutcome.REPAID: frozenset({SupportKind.LOAN}),
}
"""Outcomes that only some kinds of support have."""


def decide(person: Person, command: SupportCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case GrantSupport():
            return _grant(person.support, command, context)
        case EndSupport():
            return _end(person.support, command, context)
        case PlaceInJob():
            job_id = command.job_id or context.new_id
            check_new(job_id, person.support.jobs, "job_id")
            return [JobPlaced.of(command, context, job_id=job_id)]
        case EndJob():
            return _end_job(person.support, command, context)
        case _:
            assert_never(command)


def _grant(support: Support, command: GrantSupport, context: Context) -> list[Event]:
    support_id = command.support_id or context.new_id
    check_new(support_id, support.supports, "support_id")
    if command.amount is not None and not (command.amount.is_finite() and command.amount > 0):
        raise rules.AMOUNT_NOT_POSITIVE.refuse("amount")
    return [SupportGranted.of(command, context, support_id=support_id)]


def _end(support: Support, command: EndSupport, context: Context) -> list[Event]:
    if command.support_id not in support.supports:
        raise rules.UNKNOWN_SUPPORT.refuse("support_id")
    since = support.supports[command.support_id]
    if since is None:
        raise rules.SUPPORT_ENDED.refuse("support_id")
    check_not_before(since, context)
    kind = support.kinds[command.support_id]
    if kind not in _ENDS_ONLY.get(command.outcome, {kind}):
        raise rules.OUTCOME_DOES_NOT_FIT.refuse("outcome", kind=kind, outcome=command.outcome)
    return [SupportEnded.of(command, context)]


def _end_job(support: Support, command: EndJob, context: Context) -> list[Event]:
    if command.job_id not in support.jobs:
        raise rules.UNKNOWN_JOB.refuse("job_id")
    since = support.jobs[command.job_id]
    if since is None:
        raise rules.JOB_ENDED.refuse("job_id")
    check_not_before(since, context)
    return [JobEnded.of(command, context)]
