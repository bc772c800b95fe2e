"""What happens when a command on a key task comes in."""

from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..checks import check_area, check_no_identity_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import (
    ExtendKeyTaskDeadline,
    ReportKeyTaskDone,
    ReportKeyTaskProgress,
    ScoreKeyTask,
    SendBackKeyTask,
    SetKeyTask,
    VerifyKeyTask,
    VetoKeyTask,
    WithdrawKeyTask,
)
from .events import (
    KeyTaskDeadlineExtended,
    KeyTaskDone,
    KeyTaskProgressReported,
    KeyTaskScored,
    KeyTaskSentBack,
    KeyTaskSet,
    KeyTaskVerified,
    KeyTaskVetoed,
    KeyTaskWithdrawn,
)
from .state import KeyTask

_Working = ReportKeyTaskProgress | ReportKeyTaskDone | VerifyKeyTask | SendBackKeyTask | ExtendKeyTaskDeadline


def decide(task: KeyTask, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command. Raises `Refused` with the rule."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, SetKeyTask):
        return _set(task, command, context)
    if task.set_on is None:
        raise rules.KEY_TASK_UNKNOWN.refuse()
    if task.withdrawn_on is not None:
        raise rules.KEY_TASK_IS_WITHDRAWN.refuse()
    check_not_before(task.latest_on, context)
    if isinstance(command, VetoKeyTask):
        return _veto(task, command, context)
    if task.until is not None:
        raise rules.KEY_TASK_IS_SCORED.refuse()
    if isinstance(command, ScoreKeyTask):
        return _score(task, command, context)
    if isinstance(command, WithdrawKeyTask):
        return [KeyTaskWithdrawn.of(command, context)]
    if task.verified_on is not None:
        raise rules.KEY_TASK_IS_VERIFIED.refuse()
    return _decide_working(task, cast(_Working, command), context)


def _decide_working(task: KeyTask, command: _Working, context: Context) -> list[Event]:
    match command:
        case ReportKeyTaskProgress():
            evidence = _evidence(task, command)
            return [KeyTaskProgressReported.of(command, context, evidence=evidence)]
        case ReportKeyTaskDone():
            evidence = _evidence(task, command)
            user = context.actor.user
            return [KeyTaskDone.of(command, context, evidence=evidence, reported_by=user)]
        case VerifyKeyTask():
            user, unit = _judge(task, context)
            return [KeyTaskVerified.of(command, context, verified_by=user, verifying_unit=unit)]
        case SendBackKeyTask():
            user, unit = _judge(task, context)
            return [KeyTaskSentBack.of(command, context, sent_back_by=user, verifying_unit=unit)]
        case ExtendKeyTaskDeadline():
            check_no_identity_number(command.approved_by, "approved_by")
            _check_later(command.deadline, task.deadline)
            return [KeyTaskDeadlineExtended.of(command, context)]
        case _:
            assert_never(command)


def _set(task: KeyTask, command: SetKeyTask, context: Context) -> list[Event]:
    if task.set_on is not None:
        raise rules.KEY_TASK_SET_ALREADY.refuse()
    check_area(command.area, "area")
    _check_later(command.deadline, law_date(context.occurred_at))
    return [KeyTaskSet.of(command, context)]


def _evidence(task: KeyTask, command: ReportKeyTaskProgress | ReportKeyTaskDone) -> tuple[str, ...]:
    """The references of what proves it; the hashes are recorded beside the event, with the documents."""
    if task.done_on is not None:
        raise rules.KEY_TASK_DONE_ALREADY.refuse()
    if not command.documents:
        raise rules.EVIDENCE_MISSING.refuse("documents")
    return tuple(document.reference for document in command.documents)


def _judge(task: KeyTask, context: Context) -> tuple[str, str]:
    """Who verifies, and of which unit."""
    if task.done_on is None:
        raise rules.KEY_TASK_NOT_DONE.refuse()
    _check_not_owner(task, context)
    actor = context.actor
    if actor.user == task.reported_by:
        raise rules.JUDGED_BY_REPORTER.refuse(user=actor.user)
    return actor.user, actor.unit


def _score(task: KeyTask, command: ScoreKeyTask, context: Context) -> list[Event]:
    _check_not_owner(task, context)
    if not (command.score.is_finite() and 0 <= command.score <= task.points):
        raise rules.SCORE_BEYOND_POINTS.refuse("score", points=task.points)
    if command.score > 0 and task.verified_on is None:
        raise rules.SCORE_BEFORE_VERIFICATION.refuse("score")
    return [KeyTaskScored.of(command, context)]


def _veto(task: KeyTask, command: VetoKeyTask, context: Context) -> list[Event]:
    _check_not_owner(task, context)
    if not task.veto_item:
        raise rules.NO_VETO_ITEM.refuse()
    if task.vetoed_on is not None:
        raise rules.VETOED_ALREADY.refuse()
    return [KeyTaskVetoed.of(command, context)]


def _check_not_owner(task: KeyTask, context: Context) -> None:
    if context.actor.unit == task.owner:
        raise rules.JUDGED_BY_OWNER.refuse(unit=task.owner)


def _check_later(deadline: date, earlier: date) -> None:
    if deadline <= earlier:
        raise rules.DEADLINE_NOT_LATER.refuse("deadline", deadline=deadline, earlier=earlier)
