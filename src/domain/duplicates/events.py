"""Events of records of one person. Names and fields are stored for ever: add, never rename."""

from typing import Any
from uuid import UUID

from ..events import Event, Sealed, event
from .scoring import Feature


@event("person.duplicate_dismissed/1")
class DuplicateDismissed(Event):
    """An officer found that this record and `other` are of two persons. `decided_by`: user name.

    `agreed`: in what the two records agreed then. It holds until they agree in something more.
    """

    other: UUID
    agreed: tuple[Feature, ...] = ()
    decided_by: str
    reason: Sealed[str] = None


@event("person.merged/1")
class PersonMerged(Event):
    """The record `other` was found to be of this person too; from now on both are read as one.

    `other_version`: how far it went. `has_number`: whether it held an identity number, by which this one is
    found now. `agreed`: in what the two records agreed. `decided_by`: user name.
    """

    other: UUID
    other_version: int
    has_number: bool
    agreed: tuple[Feature, ...] = ()
    decided_by: str
    reason: Sealed[str] = None


@event("person.merged_into/1")
class PersonMergedInto(Event):
    """This record was found to be of the person of `kept`, where it is read on. The reason stands there."""

    kept: UUID
    decided_by: str


@event("person.unmerged/1")
class PersonUnmerged(Event):
    """The record `other` was found to be of another person after all; the two go on apart.

    `agreed`: in what they agree; a suspicion that goes no further is none any more.
    """

    other: UUID
    agreed: tuple[Feature, ...] = ()
    decided_by: str
    reason: Sealed[str] = None


@event("person.unmerged_from/1")
class PersonUnmergedFrom(Event):
    """This record goes on by itself again, apart from `kept`. The reason stands there."""

    kept: UUID
    decided_by: str


DuplicateEvent = DuplicateDismissed | PersonMerged | PersonMergedInto | PersonUnmerged | PersonUnmergedFrom

IN_THE_OTHER_RECORD: dict[type[Event], type[Event]] = {
    PersonMerged: PersonMergedInto,
    PersonUnmerged: PersonUnmergedFrom,
}
"""What is recorded in the record that is not the kept one, with each of these events."""


def counterpart_of(event: Event, this: UUID) -> tuple[UUID, Event] | None:
    """What is recorded in the other record with an event of `this` one, in one append; None for nothing."""
    if not isinstance(event, PersonMerged | PersonUnmerged):
        return None
    told: Any = IN_THE_OTHER_RECORD[type(event)]
    return event.other, told(occurred_at=event.occurred_at, kept=this, decided_by=event.decided_by)
