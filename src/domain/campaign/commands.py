"""What may be asked about an enforcement campaign."""

from datetime import date
from typing import Annotated

from annotated_types import MaxLen

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from .events import Goal

Goals = Annotated[tuple[Goal, ...], MaxLen(20)]


@command(
    example={
        "title": "净边2020",
        "area": "640324",
        "started_on": "2020-04-01",
        "planned_end": "2020-12-31",
        "lead_unit": "同心县公安局禁毒大队",
        "goals": [
            {"result": "cases_solved", "number": "15", "unit": "cases"},
            {"result": "drugs_seized", "number": "50", "unit": "kg"},
        ],
    }
)
class StartCampaign(Command):
    """Put an enforcement campaign (专项行动) on the books.

    Cases join it by a command of their own; persons are found in it by a test that names it.
    `occurred_at` is the beginning of `started_on`, if not given.
    """

    title: ShortText
    area: AreaCode
    started_on: date
    lead_unit: ShortText
    planned_end: date | None = None
    goals: Goals = ()


@command(
    example={
        "goals": [{"result": "persons_found", "number": "60", "unit": "persons"}],
        "occurred_at": "2020-06-01",
    }
)
class SetCampaignGoals(Command):
    """Give the campaign these goals instead of those it had."""

    goals: Goals


@command(example={"ended_on": "2020-12-31", "occurred_at": "2020-12-31"})
class EndCampaign(Command):
    """End the campaign. Its results are not given: they are counted up to its last day."""

    ended_on: date


CampaignCommand = StartCampaign | SetCampaignGoals | EndCampaign
