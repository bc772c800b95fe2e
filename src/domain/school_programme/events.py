"""School programme events. Names and fields are stored for ever: add, never rename. No pupil is named."""

from enum import StrEnum

from ..events import Event, event


class SchoolClosingReason(StrEnum):
    """Why a school has no programme any more."""

    MERGED = "merged"
    """撤并"""
    OTHER = "other"


@event("school_programme.registered/1")
class SchoolRegistered(Event):
    """A school is one of those that are to have a programme."""

    name: str
    area: str


@event("school_programme.item_done/1")
class SchoolItemDone(Event):
    """The school did an item of the programme. `school_year`: by the year in which it begins.

    `item`: its code; `lists`: name and version of every list of the day in which it stood. `grades`: counted
    from 1, the first of primary school. `pupils`: how many took part.
    """

    school_year: int
    item: str
    lists: tuple[str, ...]
    grades: tuple[int, ...]
    pupils: int


@event("school_programme.closed/1")
class SchoolProgrammeClosed(Event):
    """The school has no programme any more."""

    reason: SchoolClosingReason


SchoolProgrammeEvent = SchoolRegistered | SchoolItemDone | SchoolProgrammeClosed
