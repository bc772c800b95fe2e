"""Two or more records of one person, read as one: for deciding, and for the status at any moment.

No event is moved: each stays under its own record, and before the merging the records stand apart. What names
the person (registration, name, number, address, residence, death) is what the kept record says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args
from uuid import UUID

from ..correction.effective import is_correction
from ..envelope import Recorded
from ..events import Event
from ..identity.events import IdentityEvent
from ..moment import NOW, Moment, counting
from .events import DuplicateEvent, PersonMerged, PersonUnmerged

History = Sequence[Recorded[Event]]
_OF_THE_KEPT_ALONE = (*get_args(IdentityEvent), *get_args(DuplicateEvent))


def merged_into(history: Iterable[Recorded[Event]], moment: Moment = NOW) -> tuple[UUID, ...]:
    """The records that are merged into this one at a moment, in the order of merging."""
    found: dict[UUID, None] = {}
    for recorded in counting(history, moment):
        match recorded.event:
            case PersonMerged(other=other):
                found[other] = None
            case PersonUnmerged(other=other):
                found.pop(other, None)
    return tuple(found)


def as_one(kept: History, others: Mapping[UUID, History]) -> list[Recorded[Event]]:
    """The events of a record and of those merged into it, in the order of recording, as if of one record.

    They are numbered anew, as are the targets of corrections; `kept` begins.
    """
    if not others:
        return list(kept)
    rest = [*kept[1:], *(one for history in others.values() for one in _taken_over(history))]
    ordered = [kept[0], *sorted(rest, key=lambda one: one.position)]
    number = {(one.stream, one.version): n for n, one in enumerate(ordered, 1)}
    return [
        replace(one, stream=kept[0].stream, version=n, event=_aimed(one, number))
        for n, one in enumerate(ordered, 1)
    ]


def _taken_over(history: History) -> list[Recorded[Event]]:
    """Without what the kept record alone says, and the corrections of that."""
    left: dict[int, Recorded[Event]] = {}
    for recorded in history:
        event: Any = recorded.event
        if isinstance(event, _OF_THE_KEPT_ALONE):
            continue
        if is_correction(event) and event.target not in left:
            continue
        left[recorded.version] = recorded
    return list(left.values())


def _aimed(recorded: Recorded[Event], number: Mapping[tuple[UUID, int], int]) -> Event:
    event: Any = recorded.event
    if not is_correction(event):
        return recorded.event
    aimed: Event = replace(event, target=number[recorded.stream, event.target])
    return aimed
