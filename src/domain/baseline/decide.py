"""What happens when a command on basic information comes in."""

from typing import assert_never

from ..calendar import law_date
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import BaselineCommand, RecordBaselineItem
from .events import BaselineItemRecorded
from .items import RecordedAs, items_in_force


def decide(person: Person, command: BaselineCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RecordBaselineItem():
            return _record_item(person, command, context)
        case _:
            assert_never(command)


def _record_item(person: Person, command: RecordBaselineItem, context: Context) -> list[Event]:
    found = items_in_force(context.policies, law_date(context.occurred_at))
    item = None if found is None else found[1].named(command.item)
    if found is None or item is None:
        raise rules.ITEM_UNDEFINED.refuse("item", item=command.item)
    if item.recorded_as is RecordedAs.SAMPLE:
        raise rules.ITEM_IS_SAMPLE.refuse("item", item=command.item)
    if person.baseline.references.get(command.item) == command.custody_reference:
        raise rules.ITEM_RECORDED_ALREADY.refuse("custody_reference", item=command.item)
    return [BaselineItemRecorded.of(command, context, list_version=found[0].version)]
