"""What may be asked about a plan of prevention and its activities.

A wrongly recorded activity is corrected or retracted.
"""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from ..commands import Command, LongText, ShortText, command
from ..identity.commands import AreaCode
from ..key_task.commands import Year
from .events import ActivityForm, Audience, Target

Targets = Annotated[tuple[Target, ...], MaxLen(len(Audience))]
Heads = Annotated[int, Ge(1), Le(1_000_000)]
Pieces = Annotated[int, Ge(0), Le(10_000_000)]


@command(
    example={
        "year": 2020,
        "area": "640324",
        "name": "同心县2020年禁毒宣传规划",
        "targets": [
            {"audience": "school", "activities": 24, "heads": 30000},
            {"audience": "rural", "activities": 36, "heads": 9000},
        ],
        "occurred_at": "2020-01-10",
    }
)
class MakePreventionPlan(Command):
    """Make the plan of a year for an area. Without targets, it holds the activities alone."""

    year: Year
    area: AreaCode
    name: ShortText
    targets: Targets = ()


@command(
    example={
        "targets": [
            {"audience": "school", "activities": 24, "heads": 30000},
            {"audience": "migrant_workers", "activities": 6, "heads": 1200},
        ],
        "reason": "疫情期间减少集中活动，增加外出务工人员培训",
        "occurred_at": "2020-06-01",
    }
)
class AmendPreventionPlan(Command):
    """Give the plan other targets. `targets`: all of them from now on."""

    targets: Annotated[tuple[Target, ...], MinLen(1), MaxLen(len(Audience))]
    reason: LongText


@command(
    example={
        "name": "外出务工人员行前禁毒培训",
        "form": "training",
        "audience": "migrant_workers",
        "area": "640324102",
        "headcount": 180,
        "materials": 400,
        "documents": [{"reference": "示例简报2020-12", "sha256": "b" * 64, "title": "活动简报"}],
        "occurred_at": "2020-06-26",
    }
)
class RecordPreventionActivity(Command):
    """Record an activity, planned or not. `documents`: its evidence. Nobody who took part is named.

    `headcount`: who took part. `materials`: how many pieces were handed out.
    """

    name: ShortText
    form: ActivityForm
    audience: Audience
    area: AreaCode
    headcount: Heads
    materials: Pieces = 0


@command(example={"occurred_at": "2021-01-15"})
class ClosePreventionPlan(Command):
    """Close the plan: the year is over and everything is on record."""


PreventionPlanCommand = (
    MakePreventionPlan | AmendPreventionPlan | RecordPreventionActivity | ClosePreventionPlan
)
