"""What happens when a screening command comes in."""

from typing import assert_never

from ..commands import Context
from ..events import Event
from ..person.state import Person
from .commands import RecordScreening, RecordSuspicion, ScreeningCommand
from .events import PersonScreened, SuspicionRecorded


def decide(_person: Person, command: ScreeningCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RecordScreening():
            return [PersonScreened.of(command, context)]
        case RecordSuspicion():
            return [SuspicionRecorded.of(command, context)]
        case _:
            assert_never(command)
