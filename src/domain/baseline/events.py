"""Baseline events. Names and fields are stored for ever: add, never rename."""

from ..events import Event, event


@event("baseline.item_recorded/1")
class BaselineItemRecorded(Event):
    """A class of basic information is on file: only that it is, and where; never what it says.

    `item`: its code in the list of the day, of which `list_version` is the version.
    """

    item: str
    custody_reference: str
    list_version: str


BaselineEvent = BaselineItemRecorded
