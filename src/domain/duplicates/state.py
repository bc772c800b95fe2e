"""What deciding needs to know of a record's being one of several of a person."""

from dataclasses import dataclass, replace
from typing import assert_never
from uuid import UUID

from .events import (
    DuplicateDismissed,
    DuplicateEvent,
    PersonMerged,
    PersonMergedInto,
    PersonUnmerged,
    PersonUnmergedFrom,
)


@dataclass(frozen=True, slots=True)
class Duplicates:
    """`merged_into`: the record in which the person is gone on with. `merged`: the records merged into this.

    `numbered`: those of them that brought an identity number with them.
    """

    merged_into: UUID | None = None
    merged: tuple[UUID, ...] = ()
    numbered: frozenset[UUID] = frozenset()


def evolve(duplicates: Duplicates, event: DuplicateEvent) -> Duplicates:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case PersonMerged():
            numbered = duplicates.numbered | ({event.other} if event.has_number else set())
            return replace(duplicates, merged=(*duplicates.merged, event.other), numbered=numbered)
        case PersonUnmerged():
            left = tuple(one for one in duplicates.merged if one != event.other)
            return replace(duplicates, merged=left, numbered=duplicates.numbered - {event.other})
        case PersonMergedInto():
            return replace(duplicates, merged_into=event.kept)
        case PersonUnmergedFrom():
            return replace(duplicates, merged_into=None)
        case DuplicateDismissed():
            return duplicates
        case _:
            assert_never(event)
