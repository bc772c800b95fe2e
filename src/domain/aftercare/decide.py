"""What happens when an aftercare command comes in."""

from typing import assert_never

from ..calendar import law_date
from ..checks import check_new, check_not_before
from ..commands import Context
from ..events import Event
from ..person.state import Person
from ..policies.book import NoPolicy
from . import rules
from .abstinence import Counting, abstinence
from .clock_terms import TermsRefused, terms_in_force
from .commands import (
    AftercareCommand,
    ConfirmThreeYearAbstinence,
    EndDynamicControl,
    ExcuseMilestone,
    MilestoneCommand,
    MissMilestone,
    PauseAbstinence,
    PlanMilestone,
    ReachMilestone,
    ResetAbstinence,
    ResumeAbstinence,
    StartAbstinence,
)
from .events import (
    AbstinencePaused,
    AbstinenceReset,
    AbstinenceResumed,
    AbstinenceStarted,
    DynamicControlEnded,
    MilestoneExcused,
    MilestoneMissed,
    MilestonePlanned,
    MilestoneReached,
    ThreeYearAbstinenceConfirmed,
)
from .facts import facts_of
from .state import Aftercare, Clock


def decide(person: Person, command: AftercareCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    aftercare = person.aftercare
    match command:
        case PlanMilestone():
            return _plan(aftercare, command, context)
        case ReachMilestone() | MissMilestone() | ExcuseMilestone():
            return _decide_milestone(aftercare, command, context)
        case StartAbstinence():
            if aftercare.clock is not Clock.NOT_STARTED:
                raise rules.ABSTINENCE_STARTED.refuse()
            return [AbstinenceStarted.of(command, context)]
        case PauseAbstinence():
            return _pause(aftercare, command, context)
        case ResumeAbstinence():
            return _resume(aftercare, command, context)
        case ResetAbstinence():
            _check_started(aftercare)
            check_not_before(aftercare.clock_started_on, context)
            return [AbstinenceReset.of(command, context)]
        case ConfirmThreeYearAbstinence():
            return _confirm(person, command, context)
        case EndDynamicControl():
            return _end_dynamic_control(aftercare, command, context)
        case _:
            assert_never(command)


def _plan(aftercare: Aftercare, command: PlanMilestone, context: Context) -> list[Event]:
    milestone_id = command.milestone_id or context.new_id
    check_new(milestone_id, aftercare.milestones, "milestone_id")
    if command.due_on < law_date(context.occurred_at):
        raise rules.DUE_BEFORE_PLANNED.refuse("due_on")
    return [MilestonePlanned.of(command, context, milestone_id=milestone_id)]


def _decide_milestone(aftercare: Aftercare, command: MilestoneCommand, context: Context) -> list[Event]:
    if command.milestone_id not in aftercare.milestones:
        raise rules.UNKNOWN_MILESTONE.refuse("milestone_id")
    milestone = aftercare.milestones[command.milestone_id]
    if milestone is None:
        raise rules.MILESTONE_DECIDED.refuse("milestone_id")
    check_not_before(milestone.planned_on, context)
    match command:
        case ReachMilestone():
            return [MilestoneReached.of(command, context)]
        case MissMilestone():
            if law_date(context.occurred_at) <= milestone.due_on:
                raise rules.MILESTONE_NOT_YET_DUE.refuse("occurred_at", due_on=milestone.due_on)
            return [MilestoneMissed.of(command, context)]
        case ExcuseMilestone():
            return [MilestoneExcused.of(command, context)]
        case _:
            assert_never(command)


def _pause(aftercare: Aftercare, command: PauseAbstinence, context: Context) -> list[Event]:
    _check_started(aftercare)
    _check_unconfirmed(aftercare)
    if aftercare.clock is Clock.PAUSED:
        raise rules.ABSTINENCE_PAUSED.refuse()
    check_not_before(aftercare.clock_changed_on, context)
    return [AbstinencePaused.of(command, context)]


def _resume(aftercare: Aftercare, command: ResumeAbstinence, context: Context) -> list[Event]:
    _check_started(aftercare)
    if aftercare.clock is not Clock.PAUSED:
        raise rules.ABSTINENCE_NOT_PAUSED.refuse()
    check_not_before(aftercare.clock_changed_on, context)
    return [AbstinenceResumed.of(command, context)]


def _confirm(person: Person, command: ConfirmThreeYearAbstinence, context: Context) -> list[Event]:
    aftercare = person.aftercare
    _check_started(aftercare)
    _check_unconfirmed(aftercare)
    check_not_before(aftercare.clock_changed_on, context)
    _check_counted(person, context)
    return [ThreeYearAbstinenceConfirmed.of(command, context)]


def _end_dynamic_control(aftercare: Aftercare, command: EndDynamicControl, context: Context) -> list[Event]:
    if aftercare.clock is not Clock.CONFIRMED:
        raise rules.THREE_YEARS_NOT_CONFIRMED.refuse()
    if aftercare.dynamic_control_ended:
        raise rules.DYNAMIC_CONTROL_ENDED.refuse()
    check_not_before(aftercare.clock_changed_on, context)
    return [DynamicControlEnded.of(command, context)]


def _check_counted(person: Person, context: Context) -> None:
    day = law_date(context.occurred_at)
    try:
        terms = terms_in_force(context.policies, day)
    except (NoPolicy, TermsRefused):
        raise rules.NO_CLOCK_RULE.refuse("occurred_at", day=day) from None
    answer = abstinence(facts_of(person, terms), terms, day)
    if answer.counting is not Counting.REACHED:
        by_law = terms.article is not None
        rule = rules.THREE_YEARS_NOT_COUNTED if by_law else rules.THREE_YEARS_NOT_COUNTED_BY_DEFAULT
        raise rule.refuse("occurred_at", day=day, months=answer.months, days=answer.days, needed=terms.months)


def _check_started(aftercare: Aftercare) -> None:
    if aftercare.clock is Clock.NOT_STARTED:
        raise rules.ABSTINENCE_NOT_STARTED.refuse()


def _check_unconfirmed(aftercare: Aftercare) -> None:
    if aftercare.clock is Clock.CONFIRMED:
        raise rules.THREE_YEARS_ALREADY_CONFIRMED.refuse()
