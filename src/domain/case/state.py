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
    CaseKind,
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

    case_number: str = ""
    kind: CaseKind | None = None
    external: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    latest_on: date = date.min
    lead_region: str = ""
    partner_regions: tuple[str, ...] = ()
    suspects: frozenset[str] = frozenset()
    arrests: frozenset[tuple[str, ArrestKind]] = frozenset()

    @property
    def title(self) -> str:
        """The number of the case."""
        return self.case_number

    @property
    def area(self) -> str:
        """The region that leads."""
        return self.lead_region

    @property
    def status(self) -> str:
        """`open` or `closed`."""
        return "open" if self.closed_on is None else "closed"

    @property
    def since(self) -> date | None:
        """When it was opened."""
        return self.opened_on

    @property
    def until(self) -> date | None:
        """When it was closed."""
        return self.closed_on


NEW_CASE = Case()


def evolve(case: Case, event: Event) -> Case:
    """The case after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    after = _evolve(case, cast(CaseEvent, event), day)
    return after if after.latest_on >= day else replace(after, latest_on=day)


def _evolve(case: Case, event: CaseEvent, day: date) -> Case:
    match event:
        case CaseOpened():
            return replace(
                case,
                case_number=event.case_number,
                kind=event.kind,
                external=event.external,
                opened_on=event.opened_on,
                lead_region=event.lead_region,
                partner_regions=event.partner_regions,
            )
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
