"""What may be asked about aftercare and abstinence."""

from datetime import date
from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from .events import ClockPause, ClockStart, RelapseFound

_ID = "01970000-0000-7000-8000-0000000000d1"


@command(
    example={
        "milestone_id": _ID,
        "programme": "23444",
        "title": "第一次回访",
        "due_on": "2021-03-31",
        "occurred_at": "2021-01-04",
    }
)
class PlanMilestone(Command):
    """Plan a step of aftercare (后续照管), due by a day. `programme`: any code of the county's own."""

    milestone_id: UUID | None = None
    programme: ShortText
    title: ShortText
    due_on: date


@command(example={"milestone_id": _ID, "remarks": "已回访,状况良好", "occurred_at": "2021-03-15"})
class ReachMilestone(Command):
    """Record that a planned step was reached."""

    milestone_id: UUID
    remarks: LongText | None = None


@command(example={"milestone_id": _ID, "remarks": "未能联系到本人", "occurred_at": "2021-04-01"})
class MissMilestone(Command):
    """Record that the day by which a planned step was due went by in vain."""

    milestone_id: UUID
    remarks: LongText | None = None


@command(example={"milestone_id": _ID, "reason": "住院治疗期间", "occurred_at": "2021-03-20"})
class ExcuseMilestone(Command):
    """Record that a planned step need not be reached, with the reason."""

    milestone_id: UUID
    reason: LongText


@command(example={"ground": "release", "occurred_at": "2017-09-01"})
class StartAbstinence(Command):
    """Start the abstinence clock at `occurred_at`."""

    ground: ClockStart


@command(example={"ground": "custody", "occurred_at": "2018-02-01"})
class PauseAbstinence(Command):
    """Let the abstinence clock rest from `occurred_at` on."""

    ground: ClockPause


@command(example={"occurred_at": "2018-02-16"})
class ResumeAbstinence(Command):
    """Let the abstinence clock count again from `occurred_at` on."""


@command(example={"ground": "positive_test", "occurred_at": "2018-05-05"})
class ResetAbstinence(Command):
    """Record a relapse (复吸), which sets the abstinence clock to zero. One that is paused stays paused."""

    ground: RelapseFound
    remarks: LongText | None = None


@command(example={"occurred_at": "2021-05-06", "legal_basis": "戒毒条例 7"})
class ConfirmThreeYearAbstinence(Command):
    """Confirm three years of abstinence (戒断三年未复吸, 戒毒条例 7)."""

    remarks: LongText | None = None


@command(example={"occurred_at": "2021-05-07", "legal_basis": "戒毒条例 7"})
class EndDynamicControl(Command):
    """End the dynamic control of who has been abstinent for three years (戒毒条例 7)."""


MilestoneCommand = ReachMilestone | MissMilestone | ExcuseMilestone
AftercareCommand = (
    PlanMilestone
    | ReachMilestone
    | MissMilestone
    | ExcuseMilestone
    | StartAbstinence
    | PauseAbstinence
    | ResumeAbstinence
    | ResetAbstinence
    | ConfirmThreeYearAbstinence
    | EndDynamicControl
)
