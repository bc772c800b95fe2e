"""What happens when a correction comes in. It needs the history itself, not a state."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import assert_never

from ..calendar import law_date
from ..case.events import DrugsSeized
from ..case.seizures import check_seized
from ..checks import check_area
from ..commands import Context
from ..duplicates.events import PersonMerged, PersonMergedInto, PersonUnmerged, PersonUnmergedFrom
from ..duplicates.rules import MERGED_ELSEWHERE, MERGING_STANDS
from ..envelope import Recorded
from ..events import Event
from ..identity.decide import checked_number
from ..identity.events import IdentityCorrected, PersonRegistered
from ..person.rules import BEFORE_BIRTH, IN_FUTURE
from ..prevention.corrections import check_corrected
from ..reviews.consequences import opened
from ..reviews.events import ReviewOpened
from ..reviews.rules import REVIEW_STANDS
from . import rules
from .commands import CorrectEvent, CorrectionCommand, RetractEvent
from .contradictions import contradictions
from .effective import at_version, effective, is_correction
from .events import CorrectionEvent, EventCorrected, EventRetracted

_MERGED_OR_NOT = (PersonMergedInto, PersonUnmergedFrom)


def decide(history: Sequence[Recorded[Event]], command: CorrectionCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`. `changes` of a correction hold typed values.

    What it contradicts of what was recorded before is no reason to refuse it: it is recorded with it, and
    with it the reviews of the decisions that rested on what it corrects.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    _check_not_merged(history)
    match command:
        case CorrectEvent():
            event = _correct(history, _target(history, command.target), command, context)
            return _with_consequences(history, event, context)
        case RetractEvent():
            return _with_consequences(history, _retract(history, command, context), context)
        case _:
            assert_never(command)


def _with_consequences(
    history: Sequence[Recorded[Event]], event: CorrectionEvent, context: Context
) -> list[Event]:
    found = contradictions(history, event, context.policies)
    event = replace(event, contradictions=found) if found else event
    return [event, *opened(history, event, context)]


def target_of(history: Sequence[Recorded[Event]], command: CorrectEvent) -> Event:
    """The event that a correction is about, as it counts now. Refuses as `decide` does."""
    return _target(history, command.target).event


def _target(history: Sequence[Recorded[Event]], target: int) -> Recorded[Event]:
    if target > len(history):
        raise rules.UNKNOWN_EVENT.refuse("target", target=target)
    if is_correction(history[target - 1].event):
        raise rules.NOT_CORRECTABLE.refuse("target")
    _check_stands(history, target)
    found = at_version(history, target)
    if found is None:
        raise rules.RETRACTED_ALREADY.refuse("target", target=target)
    return found


def _correct(
    history: Sequence[Recorded[Event]], target: Recorded[Event], command: CorrectEvent, context: Context
) -> CorrectionEvent:
    replacement = replace(target.event, **command.changes)
    birth_date = _birth_date(history, replace(target, event=replacement))
    _check_possible(replacement, birth_date, context)
    if isinstance(replacement, PersonRegistered | IdentityCorrected):
        number = checked_number(replacement.identity_number, birth_date)
        replacement = replace(replacement, identity_number=number)
    if replacement == target.event:
        raise rules.CHANGES_NOTHING.refuse("changes")
    return EventCorrected.of(command, context, replacement=replacement)


def _birth_date(history: Sequence[Recorded[Event]], corrected: Recorded[Event]) -> date | None:
    """The person's birth date, with one event as corrected; None where the stream is no person's."""
    birth_date = None
    for recorded in effective(history):
        event = corrected.event if recorded.version == corrected.version else recorded.event
        if isinstance(event, PersonRegistered | IdentityCorrected):
            birth_date = event.birth_date or birth_date
    return birth_date


def _check_possible(replacement: Event, birth_date: date | None, context: Context) -> None:
    """What is structurally impossible does not become possible by way of a correction."""
    if replacement.occurred_at > context.now:
        raise IN_FUTURE.refuse("changes")
    for field in fields(replacement):
        value = getattr(replacement, field.name)
        if field.name.endswith("area") and value is not None:
            check_area(value, "changes")
    if isinstance(replacement, DrugsSeized):
        check_seized(replacement)
    check_corrected(replacement)
    if birth_date is not None and birth_date > law_date(replacement.occurred_at):
        raise BEFORE_BIRTH.refuse("changes")


def _retract(history: Sequence[Recorded[Event]], command: RetractEvent, context: Context) -> CorrectionEvent:
    target = command.target
    if target > len(history):
        raise rules.UNKNOWN_EVENT.refuse("target", target=target)
    if target == 1:
        raise rules.BEGINNING_NOT_RETRACTABLE.refuse("target")
    _check_stands(history, target)
    if isinstance(history[target - 1].event, EventRetracted):
        raise rules.NOT_CORRECTABLE.refuse("target")
    if any(isinstance(r.event, EventRetracted) and r.event.target == target for r in history):
        raise rules.RETRACTED_ALREADY.refuse("target", target=target)
    return EventRetracted.of(command, context)


def _check_not_merged(history: Sequence[Recorded[Event]]) -> None:
    """A record that was merged away changes no more: the person is gone on with in the other one."""
    last = next((one.event for one in reversed(history) if isinstance(one.event, _MERGED_OR_NOT)), None)
    if isinstance(last, PersonMergedInto):
        raise MERGED_ELSEWHERE.refuse(kept=last.kept)


def _check_stands(history: Sequence[Recorded[Event]], target: int) -> None:
    """A task that a correction has opened is not lost by another, and a merging is undone in both records."""
    event = history[target - 1].event
    if isinstance(event, ReviewOpened):
        raise REVIEW_STANDS.refuse("target")
    if isinstance(event, (PersonMerged, PersonUnmerged, *_MERGED_OR_NOT)):
        raise MERGING_STANDS.refuse("target")
