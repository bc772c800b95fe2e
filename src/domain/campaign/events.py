"""Events of enforcement campaigns (专项行动). Names and fields are stored for ever: add, never rename.

What a campaign achieved is in none of them: it is counted from the cases that joined it and the persons who
were found in it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..events import Event, event


class CampaignResult(StrEnum):
    """What a campaign can have a goal for, and is counted by."""

    CASES_SOLVED = "cases_solved"
    """破获案件"""
    SUSPECTS_CAUGHT = "suspects_caught"
    """抓获犯罪嫌疑人"""
    ARREST_WARRANTS = "arrest_warrants"
    """逮捕"""
    DRUGS_SEIZED = "drugs_seized"
    """缴获毒品"""
    PERSONS_FOUND = "persons_found"
    """查获吸毒人员"""
    PERSONS_ISOLATED = "persons_isolated"
    """强制隔离戒毒"""


class GoalUnit(StrEnum):
    """In what a goal is counted."""

    CASES = "cases"
    PERSONS = "persons"
    KILOGRAM = "kg"
    GRAM = "g"


@dataclass(frozen=True, slots=True)
class Goal:
    """So much of a result is aimed at."""

    result: CampaignResult
    number: Decimal
    unit: GoalUnit


@event("campaign.started/1")
class CampaignStarted(Event):
    """A campaign began in an area. `lead_unit`: which office leads. `planned_end`: the last day planned."""

    title: str
    area: str
    started_on: date
    lead_unit: str
    planned_end: date | None = None
    goals: tuple[Goal, ...] = ()


@event("campaign.goals_set/1")
class CampaignGoalsSet(Event):
    """The campaign has these goals from now on, and no others."""

    goals: tuple[Goal, ...]


@event("campaign.ended/1")
class CampaignEnded(Event):
    """The campaign ended: what happens later is not among its results. `ended_on`: its last day."""

    ended_on: date


CampaignEvent = CampaignStarted | CampaignGoalsSet | CampaignEnded
