"""What happens when a command about two records comes in."""

from typing import assert_never

from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import DismissDuplicate, DuplicateCommand, MergePersons, UnmergePersons
from .events import DuplicateDismissed, PersonMerged, PersonUnmerged
from .open_matters import open_matters

SYSTEM = "system"
"""The role of an actor that is no person."""


def decide(person: Person, command: DuplicateCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`; those of the other record: `counterpart_of`."""
    if context.actor.role == SYSTEM:
        raise rules.DUPLICATES_BY_SYSTEM.refuse()
    other = context.counterpart
    if other is None or other.person is None or not other.person.identity.is_registered:
        raise rules.OTHER_UNKNOWN.refuse("other")
    if other.other == other.this:
        raise rules.OTHER_IS_THIS.refuse("other")
    decided = {"agreed": other.agreed, "decided_by": context.actor.user}
    match command:
        case DismissDuplicate():
            _check_apart(other.person)
            return [DuplicateDismissed.of(command, context, **decided)]
        case MergePersons():
            _check_apart(other.person)
            _check_mergeable(person, other.person)
            more = {"other_version": other.version, "has_number": other.has_number}
            return [PersonMerged.of(command, context, **decided, **more)]
        case UnmergePersons():
            if other.other not in person.duplicates.merged:
                raise rules.NOT_MERGED.refuse("other")
            if other.other in person.duplicates.numbered and not other.has_number:
                raise rules.NUMBER_IN_USE.refuse("other")
            return [PersonUnmerged.of(command, context, **decided)]
        case _:
            assert_never(command)


def _check_apart(other: Person) -> None:
    if (kept := other.duplicates.merged_into) is not None:
        raise rules.OTHER_MERGED_ELSEWHERE.refuse("other", kept=kept)


def _check_mergeable(person: Person, other: Person) -> None:
    """Whether nothing gets out of reach: of the other record nothing is changed any more."""
    if other.duplicates.merged:
        raise rules.OTHER_HOLDS_MERGED.refuse("other")
    if matters := open_matters(other):
        raise rules.OTHER_HAS_OPEN_MATTERS.refuse("other", matters=", ".join(matters))
    one, two = person.identity, other.identity
    if (one.died_at is None, one.emigrated_at is None) != (two.died_at is None, two.emigrated_at is None):
        raise rules.STANDINGS_DIFFER.refuse("other")
