"""A case as deciding sees one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import (
    ArrestKind,
    CaseClosed,
    CaseEvent,
    CaseOpened,
    CaseReopened,
    CooperationRecorded,
    DrugsSeized,
    SuspectAdded,
    SuspectArrested,
)


@dataclass(frozen=True, slots=True)
class Case:
    """The state of one case stream. `opened_on` is None until the case is on the books.

    `latest_on`: the latest day on which anything happened in it. `closed_on`: None while it is open.
    """

    opened_on: date | None = None
    closed_on: date | None = None
    latest_on: date = date.min
    lead_region: str = ""
    suspects: frozenset[str] = frozenset()
    arrests: frozenset[tuple[str, ArrestKind]] = frozenset()


NEW_CASE = Case()


def evolve(case: Case, event: Event) -> Case:
    """The case after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    after = _evolve(case, cast(CaseEvent, event), day)
    return after if after.latest_on >= day else replace(after, latest_on=day)


def _evolve(case: Case, event: CaseEvent, day: date) -> Case:
    match event:
        case CaseOpened():
            return replace(case, opened_on=event.opened_on, lead_region=event.lead_region)
        case SuspectAdded():
            return replace(case, suspects=case.suspects | {event.suspect_id})
        case SuspectArrested():
            return replace(case, arrests=case.arrests | {(event.suspect_id, event.kind)})
        case CaseClosed():
            return replace(case, closed_on=day)
        case CaseReopened():
            return replace(case, closed_on=None)
        case DrugsSeized() | CooperationRecorded():
            return case
        case _:
            assert_never(event)


def fold(events: Iterable[Event]) -> Case:
    """The case after a whole history."""
    case = NEW_CASE
    for event in events:
        case = evolve(case, event)
    return case
