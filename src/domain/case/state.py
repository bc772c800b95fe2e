"""A case: what deciding needs of it, and what its register shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import assert_never, cast
from uuid import UUID

from ..calendar import law_date
from ..events import Event
from ..restricted import RestrictedPersonId
from .events import (
    ArrestKind,
    CaseClosed,
    CaseEvent,
    CaseJoinedCampaign,
    CaseKind,
    CaseOpened,
    CaseOutcome,
    CaseReopened,
    CooperationKind,
    CooperationRecorded,
    DrugsSeized,
    Substance,
    SuspectAdded,
    SuspectArrested,
)
from .masses import with_more


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspect of the case, under a pseudonym. `person_id`: the person on the register, where it is one."""

    suspect_id: str
    added_on: date
    county_native: bool = False
    person_id: RestrictedPersonId | None = None


@dataclass(frozen=True, slots=True)
class Arrest:
    """Somebody was caught (抓获) or arrested under a warrant (逮捕). `earlier_case`: whose suspect it is."""

    suspect_id: str
    kind: ArrestKind
    day: date
    earlier_case: str | None = None


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A region that took part, and how."""

    partner_region: str
    kind: CooperationKind
    day: date


@dataclass(frozen=True, slots=True)
class Case:
    """The state of one case stream. `opened_on` is None until the case is on the books.

    `latest_on`: the latest day on which anything happened in it. `closed_on`, `outcome`: None while it is
    open. `arrests`: both cohorts; `caught`, `warrants`, `warrants_of_earlier_cases`: how many are in each,
    where the last are warrants beside those of the case's own suspects. `seized_g`: grams by substance.
    """

    case_number: str = ""
    kind: CaseKind | None = None
    external: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    outcome: CaseOutcome | None = None
    latest_on: date = date.min
    lead_region: str = ""
    partner_regions: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    arrests: tuple[Arrest, ...] = ()
    caught: int = 0
    warrants: int = 0
    warrants_of_earlier_cases: int = 0
    seized_g: Mapping[Substance, Decimal] = field(default_factory=dict)
    cooperations: tuple[Cooperation, ...] = ()
    campaigns: tuple[UUID, ...] = ()

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

    def has_suspect(self, suspect_id: str) -> bool:
        """Whether a suspect of the case goes by this pseudonym."""
        return any(suspect.suspect_id == suspect_id for suspect in self.suspects)

    def has_arrest(self, suspect_id: str, kind: ArrestKind) -> bool:
        """Whether this arrest is on record."""
        return any((arrest.suspect_id, arrest.kind) == (suspect_id, kind) for arrest in self.arrests)


NEW_CASE = Case()


def evolve(case: Case, event: Event) -> Case:
    """The case after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    after = _evolve(case, cast(CaseEvent, event), day)
    return after if after.latest_on >= day else replace(after, latest_on=day)


def _evolve(case: Case, event: CaseEvent, day: date) -> Case:
    match event:
        case CaseOpened():
            return _opened(case, event)
        case SuspectAdded():
            suspect = Suspect(event.suspect_id, day, event.county_native, event.person_id)
            return replace(case, suspects=(*case.suspects, suspect))
        case SuspectArrested():
            return _arrested(case, event, day)
        case DrugsSeized():
            return replace(case, seized_g=with_more(case.seized_g, event.substance, event.mass_g))
        case CooperationRecorded():
            cooperation = Cooperation(event.partner_region, event.kind, day)
            return replace(case, cooperations=(*case.cooperations, cooperation))
        case CaseJoinedCampaign():
            return replace(case, campaigns=(*case.campaigns, event.campaign_id))
        case CaseClosed():
            return replace(case, closed_on=day, outcome=event.outcome)
        case CaseReopened():
            return replace(case, closed_on=None, outcome=None)
        case _:
            assert_never(event)


def _opened(case: Case, event: CaseOpened) -> Case:
    return replace(
        case,
        case_number=event.case_number,
        kind=event.kind,
        external=event.external,
        opened_on=event.opened_on,
        lead_region=event.lead_region,
        partner_regions=event.partner_regions,
    )


def _arrested(case: Case, event: SuspectArrested, day: date) -> Case:
    """In its cohort. A warrant for an earlier case's suspect is in the third, and in no other."""
    arrest = Arrest(event.suspect_id, event.kind, day, event.earlier_case)
    after = replace(case, arrests=(*case.arrests, arrest))
    if event.kind is ArrestKind.CAUGHT:
        return replace(after, caught=case.caught + 1)
    if event.earlier_case is None:
        return replace(after, warrants=case.warrants + 1)
    return replace(after, warrants_of_earlier_cases=case.warrants_of_earlier_cases + 1)


def fold(events: Iterable[Event]) -> Case:
    """The case after a whole history."""
    case = NEW_CASE
    for event in events:
        case = evolve(case, event)
    return case
