"""Whom is a screening campaign about? One row a campaign and a person, whose own record says the rest."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.events import Event
from ..domain.screening_campaign import events as campaign
from .items import item_projection


@dataclass(slots=True)
class CampaignTarget:
    """A target of the campaign `stream`. `outcome`, `screened_on`: where the campaign itself tells of it.

    `left_open`: why the target was not screened when the campaign was closed last.
    """

    stream: UUID
    person_id: UUID
    added_on: date = date.min
    outcome: str | None = None
    screened_on: date | None = None
    dropped_on: date | None = None
    drop_ground: str | None = None
    left_open: str | None = None
    version: int = 0
    position: int = 0


def _added(row: CampaignTarget, event: campaign.ScreeningTargetsAdded) -> None:
    row.added_on = law_date(event.occurred_at)
    row.outcome = row.screened_on = row.dropped_on = row.drop_ground = row.left_open = None


def _screened(row: CampaignTarget, event: campaign.TargetScreened) -> None:
    row.outcome, row.screened_on = event.outcome, law_date(event.occurred_at)


def _dropped(row: CampaignTarget, event: campaign.ScreeningTargetDropped) -> None:
    row.dropped_on, row.drop_ground = law_date(event.occurred_at), event.ground


def _closed(row: CampaignTarget, event: campaign.ScreeningCampaignClosed) -> None:
    row.left_open = next(one.ground for one in event.left_open if one.person_id == row.person_id)


def _persons(event: Event) -> list[UUID]:
    match event:
        case campaign.ScreeningTargetsAdded():
            return list(event.person_ids)
        case campaign.ScreeningCampaignClosed():
            return [one.person_id for one in event.left_open]
        case campaign.TargetScreened() | campaign.ScreeningTargetDropped():
            return [event.person_id]
        case _:
            return []


CAMPAIGN_TARGETS = item_projection(
    "campaign_targets",
    1,
    CampaignTarget,
    "person_id",
    {
        campaign.ScreeningTargetsAdded: _added,
        campaign.TargetScreened: _screened,
        campaign.ScreeningTargetDropped: _dropped,
        campaign.ScreeningCampaignClosed: _closed,
    },
    _persons,
)
