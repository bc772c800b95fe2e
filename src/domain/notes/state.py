"""What deciding needs to know of notes: nothing."""

from dataclasses import dataclass
from typing import assert_never

from .events import DocumentAttached, NoteAdded, NotesEvent


@dataclass(frozen=True, slots=True)
class Notes:
    """Nothing: no note stands in the way of another."""


def evolve(notes: Notes, event: NotesEvent) -> Notes:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case NoteAdded() | DocumentAttached():
            return notes
        case _:
            assert_never(event)
