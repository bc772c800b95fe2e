"""What happens when a note command comes in."""

from string import hexdigits
from typing import assert_never

from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import AddNote, AttachDocument, NotesCommand
from .events import DocumentAttached, NoteAdded

_DIGITS = frozenset(hexdigits.lower())


def decide(_person: Person, command: NotesCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case AddNote():
            return [NoteAdded.of(command, context)]
        case AttachDocument():
            sha256 = command.document.sha256
            if len(sha256) != 64 or not _DIGITS.issuperset(sha256):
                raise rules.NOT_A_HASH.refuse("document.sha256")
            return [DocumentAttached.of(command, context)]
        case _:
            assert_never(command)
