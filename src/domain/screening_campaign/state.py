"""A screening campaign: what the register shows of one, and with its list what deciding needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never, cast
from uuid import UUID

from ..calendar import law_date
from ..events import Event
from ..screening.events import PersonScreened, ScreeningOutcome
from .events import (
    ScreeningCampaignClosed,
    ScreeningCampaignEvent,
    ScreeningCampaignOpened,
    ScreeningCampaignReopened,
    ScreeningTargetDropped,
    ScreeningTargetsAdded,
    TargetScreened,
)


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """What the register shows: no person. `targets`: how many are on the list; `left_open`: of the last end.

    `latest_on`: the latest day on which anything happened in it.
    """

    title: str = ""
    area: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    lead_unit: str = ""
    targets: int = 0
    dropped: int = 0
    left_open: int = 0
    closed_on: date | None = None
    latest_on: date = date.min

    @property
    def status(self) -> str:
        """`open` or `closed`."""
        return "open" if self.closed_on is None else "closed"

    @property
    def since(self) -> date | None:
        """Its first day."""
        return self.first_day

    @property
    def until(self) -> date | None:
        """When it was closed."""
        return self.closed_on


def evolve_record(record: CampaignRecord, event: Event) -> CampaignRecord:
    """What the register shows after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    after = _evolve_record(record, cast(ScreeningCampaignEvent, event), day)
    return after if after.latest_on >= day else replace(after, latest_on=day)


def _evolve_record(record: CampaignRecord, event: ScreeningCampaignEvent, day: date) -> CampaignRecord:
    match event:
        case ScreeningCampaignOpened():
            return replace(
                record,
                title=event.title,
                area=event.area,
                first_day=event.first_day,
                last_day=event.last_day,
                lead_unit=event.lead_unit,
            )
        case ScreeningTargetsAdded():
            return replace(record, targets=record.targets + len(event.person_ids))
        case TargetScreened():
            return record
        case ScreeningTargetDropped():
            return replace(record, targets=record.targets - 1, dropped=record.dropped + 1)
        case ScreeningCampaignClosed():
            return replace(record, closed_on=day, left_open=len(event.left_open))
        case ScreeningCampaignReopened():
            return replace(record, closed_on=None, left_open=0)
        case _:
            assert_never(event)


@dataclass(frozen=True, slots=True)
class Campaign:
    """The state of one campaign stream. `targets`: on the list, with the outcome that is told here, if any.

    `screened_elsewhere`: those whose own streams tell that they were screened; whoever runs a command that
    needs to know puts it in.
    """

    record: CampaignRecord = CampaignRecord()
    targets: Mapping[UUID, ScreeningOutcome | None] = field(default_factory=dict)
    screened_elsewhere: frozenset[UUID] = frozenset()

    @property
    def unsettled(self) -> frozenset[UUID]:
        """The targets that were not screened."""
        here = frozenset(person for person, outcome in self.targets.items() if not settles(outcome))
        return here - self.screened_elsewhere


NEW_CAMPAIGN, NEW_RECORD = Campaign(), CampaignRecord()


def evolve(campaign: Campaign, event: Event) -> Campaign:
    """The campaign after an event. Trusts history: never refuses."""
    after = replace(campaign, record=evolve_record(campaign.record, event))
    match event:
        case ScreeningTargetsAdded():
            return replace(after, targets={**campaign.targets, **dict.fromkeys(event.person_ids)})
        case TargetScreened():
            return replace(after, targets={**campaign.targets, event.person_id: event.outcome})
        case ScreeningTargetDropped():
            left = {person: one for person, one in campaign.targets.items() if person != event.person_id}
            return replace(after, targets=left)
        case _:
            return after


def settles(outcome: ScreeningOutcome | None) -> bool:
    """Whether a target is done with: who could not be met (未见面) is still to be screened."""
    return outcome is not None and outcome is not ScreeningOutcome.NOT_FOUND


def belongs_to(screened: PersonScreened, stream: UUID, campaign: CampaignRecord) -> bool:
    """Whether a screening of a person is of this campaign: by identifier, or by name within its days."""
    if screened.campaign_id is not None:
        return screened.campaign_id == stream
    if campaign.first_day is None or campaign.last_day is None:
        return False
    day = law_date(screened.occurred_at)
    return screened.campaign == campaign.title and campaign.first_day <= day <= campaign.last_day
