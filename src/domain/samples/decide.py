"""What happens when a sample command comes in."""

import re
from typing import assert_never

from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import RecordSampleCollection, SamplesCommand
from .events import SampleCollected

_ITEM_CODE = re.compile(r"[a-z][a-z0-9_]*")


def decide(person: Person, command: SamplesCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RecordSampleCollection():
            return _collect(person, command, context)
        case _:
            assert_never(command)


def _collect(person: Person, command: RecordSampleCollection, context: Context) -> list[Event]:
    if not _ITEM_CODE.fullmatch(command.item):
        raise rules.ITEM_CODE.refuse("item")
    if command.legal_basis is None:
        raise rules.NO_LEGAL_BASIS.refuse("legal_basis")
    is_repeat = command.item in person.samples.collected
    if is_repeat and command.repeat_basis is None:
        raise rules.COLLECTED_ALREADY.refuse("item", item=command.item)
    if command.repeat_basis is not None and not is_repeat:
        raise rules.NOT_A_REPEAT.refuse("repeat_basis", item=command.item)
    return [SampleCollected.of(command, context)]
