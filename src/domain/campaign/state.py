"""An enforcement campaign: what deciding needs of it, and what its register shows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, cast

from ..events import Event
from .events import CampaignEnded, CampaignEvent, CampaignGoalsSet, CampaignStarted, Goal


@dataclass(frozen=True, slots=True)
class Campaign:
    """The state of one campaign. `started_on`: None until it is on the books; `ended_on`: until it ended."""

    title: str = ""
    area: str | None = None
    started_on: date | None = None
    planned_end: date | None = None
    ended_on: date | None = None
    lead_unit: str = ""
    goals: tuple[Goal, ...] = ()

    @property
    def status(self) -> str:
        """`running` or `ended`."""
        return "running" if self.ended_on is None else "ended"

    @property
    def since(self) -> date | None:
        """When it started."""
        return self.started_on

    @property
    def until(self) -> date | None:
        """Its last day."""
        return self.ended_on


NEW_CAMPAIGN = Campaign()


def evolve(campaign: Campaign, event: Event) -> Campaign:
    """The campaign after an event. Trusts history: never refuses."""
    known = cast(CampaignEvent, event)
    match known:
        case CampaignStarted():
            return Campaign(
                title=known.title,
                area=known.area,
                started_on=known.started_on,
                planned_end=known.planned_end,
                lead_unit=known.lead_unit,
                goals=known.goals,
            )
        case CampaignGoalsSet():
            return replace(campaign, goals=known.goals)
        case CampaignEnded():
            return replace(campaign, ended_on=known.ended_on)
        case _:
            assert_never(known)
