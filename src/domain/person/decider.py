"""What happens when a command on a person comes in: common checks first, then the family decides."""

from collections.abc import Callable
from typing import Any, get_args

from ..addiction.commands import AddictionCommand
from ..addiction.decide import decide as decide_addiction
from ..aftercare.commands import AftercareCommand
from ..aftercare.decide import decide as decide_aftercare
from ..appeals.commands import AppealCommand
from ..appeals.decide import decide as decide_appeals
from ..assignment.commands import AssignmentCommand
from ..assignment.decide import decide as decide_assignment
from ..baseline.commands import BaselineCommand
from ..baseline.decide import decide as decide_baseline
from ..calendar import law_date
from ..classification.commands import ClassificationCommand
from ..classification.decide import decide as decide_classification
from ..commands import Command, Context
from ..contact.commands import ContactCommand
from ..contact.decide import decide as decide_contact
from ..duplicates.commands import DuplicateCommand
from ..duplicates.decide import decide as decide_duplicates
from ..duplicates.rules import MERGED_ELSEWHERE
from ..events import Event
from ..handover.commands import HandoverCommand
from ..handover.decide import decide as decide_handover
from ..identity.commands import IdentityCommand, RegisterPerson
from ..identity.decide import decide as decide_identity
from ..maternity.commands import MaternityCommand
from ..maternity.decide import decide as decide_maternity
from ..measures.commands import MeasureCommand
from ..measures.decide import decide as decide_measures
from ..notes.commands import NotesCommand
from ..notes.decide import decide as decide_notes
from ..pathways.commands import PathwayCommand
from ..pathways.decide import decide as decide_pathways
from ..proposals.commands import ProposalCommand
from ..proposals.decide import decide as decide_proposals
from ..reviews.commands import ReviewCommand
from ..reviews.decide import decide as decide_reviews
from ..safety.commands import SafetyCommand
from ..safety.decide import decide as decide_safety
from ..samples.commands import SamplesCommand
from ..samples.decide import decide as decide_samples
from ..sanctions.commands import SanctionCommand
from ..sanctions.decide import decide as decide_sanctions
from ..screening.commands import ScreeningCommand
from ..screening.decide import decide as decide_screening
from ..support.commands import SupportCommand
from ..support.decide import decide as decide_support
from ..testing.commands import TestingCommand
from ..testing.decide import decide as decide_testing
from . import rules
from .after_death import may_follow_death
from .state import Person

_FAMILIES: tuple[tuple[Any, Callable[[Person, Any, Context], list[Event]]], ...] = (
    (IdentityCommand, decide_identity),
    (ScreeningCommand, decide_screening),
    (TestingCommand, decide_testing),
    (SafetyCommand, decide_safety),
    (SamplesCommand, decide_samples),
    (BaselineCommand, decide_baseline),
    (MaternityCommand, decide_maternity),
    (AddictionCommand, decide_addiction),
    (ClassificationCommand, decide_classification),
    (AssignmentCommand, decide_assignment),
    (HandoverCommand, decide_handover),
    (ContactCommand, decide_contact),
    (SupportCommand, decide_support),
    (AftercareCommand, decide_aftercare),
    (MeasureCommand, decide_measures),
    (NotesCommand, decide_notes),
    (SanctionCommand, decide_sanctions),
    (AppealCommand, decide_appeals),
    (PathwayCommand, decide_pathways),
    (ProposalCommand, decide_proposals),
    (ReviewCommand, decide_reviews),
    (DuplicateCommand, decide_duplicates),
)
_DECIDE = {command: decide for union, decide in _FAMILIES for command in get_args(union) or (union,)}

COMMANDS: tuple[type[Command], ...] = tuple(_DECIDE)
"""Every command that a person stream takes."""


def decide(person: Person, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes.

    Raises `Refused` with the rule, and the article where a law is the reason.
    """
    if not isinstance(command, RegisterPerson) and not person.identity.is_registered:
        raise rules.UNKNOWN_PERSON.refuse()
    if (kept := person.duplicates.merged_into) is not None:
        raise MERGED_ELSEWHERE.refuse(kept=kept)
    _check_date(person, command, context)
    return _DECIDE[type(command)](person, command, context)


def _check_date(person: Person, command: Command, context: Context) -> None:
    if context.occurred_at > context.now:
        raise rules.IN_FUTURE.refuse("occurred_at")
    day = law_date(context.occurred_at)
    birth_date = command.birth_date if isinstance(command, RegisterPerson) else person.identity.birth_date
    if birth_date is not None and day < birth_date:
        raise rules.BEFORE_BIRTH.refuse("occurred_at")
    died_at = person.identity.died_at
    if died_at is not None and day > law_date(died_at) and not may_follow_death(command):
        raise rules.AFTER_DEATH.refuse("occurred_at")
