"""Screening-campaign events. Names and fields are stored for ever: add, never rename.

They name persons by the identifiers of their streams only; nothing is told here about a person.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, event
from ..screening.events import ScreeningOutcome


class DropGround(StrEnum):
    """Why somebody is no longer to be screened in a campaign."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    """迁出本县"""
    IN_CUSTODY = "in_custody"
    NOT_CONCERNED = "not_concerned"
    """The campaign is not about people like this one."""
    LISTED_TWICE = "listed_twice"
    OTHER = "other"


class LeftOpenGround(StrEnum):
    """Why a campaign was closed although somebody had not been screened."""

    NOT_MET = "not_met"
    """多次查找未见面"""
    AWAY = "away"
    """外出务工等"""
    IN_CUSTODY = "in_custody"
    REFUSED = "refused"
    CARRIED_OVER = "carried_over"
    """转入下一次行动"""
    OTHER = "other"


class ScreeningCampaignReopening(StrEnum):
    """Why a closed campaign was opened again."""

    NEW_TARGETS = "new_targets"
    RECORD_INCOMPLETE = "record_incomplete"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """A target that was not screened by the end, and why."""

    person_id: UUID
    ground: LeftOpenGround


@event("screening_campaign.opened/1")
class ScreeningCampaignOpened(Event):
    """A campaign was set up, for an area and a span of days, both ends included.

    `title`: its name, such as 清隐; by it a screening that names no campaign's identifier belongs to it.
    `lead_unit`: an area or office code.
    """

    title: str
    area: str
    first_day: date
    last_day: date
    lead_unit: str


@event("screening_campaign.targets_added/1")
class ScreeningTargetsAdded(Event):
    """These persons are to be screened in the campaign."""

    person_ids: tuple[UUID, ...]


@event("screening_campaign.target_screened/1")
class TargetScreened(Event):
    """A target was screened, told here because the person's own record does not tell it.

    `screening_event`: the event of the person's record that tells it after all.
    """

    person_id: UUID
    outcome: ScreeningOutcome
    screening_event: UUID | None = None


@event("screening_campaign.target_dropped/1")
class ScreeningTargetDropped(Event):
    """This person is no longer to be screened in the campaign."""

    person_id: UUID
    ground: DropGround


@event("screening_campaign.closed/1")
class ScreeningCampaignClosed(Event):
    """The campaign is over. `left_open`: who had not been screened."""

    left_open: tuple[LeftOpen, ...] = ()


@event("screening_campaign.reopened/1")
class ScreeningCampaignReopened(Event):
    """The closed campaign goes on."""

    ground: ScreeningCampaignReopening


ScreeningCampaignEvent = (
    ScreeningCampaignOpened
    | ScreeningTargetsAdded
    | TargetScreened
    | ScreeningTargetDropped
    | ScreeningCampaignClosed
    | ScreeningCampaignReopened
)
