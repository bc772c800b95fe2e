"""What may be asked about a key task."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from annotated_types import Ge, Le

from ..commands import Command, LongText, ShortText, command
from ..identity.commands import AreaCode
from .events import TaskLevel

Year = Annotated[int, Ge(1990), Le(2999)]
Points = Annotated[Decimal, Ge(0), Le(1000)]

EVIDENCE = [{"reference": "示例〔2020〕17号", "sha256": "a" * 64, "title": "落实情况报告"}]
"""A document as the examples give one."""


@command(
    example={
        "year": 2020,
        "number": 17,
        "name": "重点任务17：在校学生“开学第一周”禁毒教育",
        "owner": "640324-education",
        "area": "640324",
        "level": "county",
        "deadline": "2020-09-30",
        "standard": "全县学校全部开展",
        "points": "2.5",
        "occurred_at": "2020-01-15",
    }
)
class SetKeyTask(Command):
    """Put a task on a year's list. `owner`: the unit that answers for it, by the code its users act under.

    `points`: at most. `veto_item`: whether failing it is a veto (一票否决).
    """

    year: Year
    number: Annotated[int, Ge(1), Le(9999)]
    name: ShortText
    owner: ShortText
    area: AreaCode
    level: TaskLevel
    deadline: date
    points: Points
    standard: LongText | None = None
    veto_item: bool = False


@command(
    example={
        "percent": 60,
        "summary": "已完成二十所学校",
        "documents": EVIDENCE,
        "occurred_at": "2020-06-30",
    }
)
class ReportKeyTaskProgress(Command):
    """Report how far the task is, with at least one document that proves it."""

    percent: Annotated[int, Ge(0), Le(100)]
    summary: ShortText


@command(example={"documents": EVIDENCE, "occurred_at": "2020-09-20"})
class ReportKeyTaskDone(Command):
    """Report the task as done, with at least one document that proves it."""


@command(example={"occurred_at": "2020-10-10"})
class VerifyKeyTask(Command):
    """Verify that the task is done: by another unit than the owner's, and another user than reported it."""


@command(example={"reason": "佐证材料不全", "occurred_at": "2020-10-10"})
class SendBackKeyTask(Command):
    """Send the task back as not done: by another unit than the owner's, and another user than reported it."""

    reason: LongText


@command(example={"score": "2.0", "occurred_at": "2020-12-20"})
class ScoreKeyTask(Command):
    """Give the task its points: more than none only if it is verified, and never by its owner."""

    score: Points


@command(example={"reason": "发现未铲除的非法种植", "occurred_at": "2020-12-20"})
class VetoKeyTask(Command):
    """Veto a task that is a veto item (一票否决): its score becomes 0. Never by its owner."""

    reason: LongText


@command(
    example={
        "deadline": "2020-11-30",
        "reason": "疫情期间学校推迟开学",
        "approved_by": "县禁毒委",
        "occurred_at": "2020-08-20",
    }
)
class ExtendKeyTaskDeadline(Command):
    """Give the task more time. `approved_by`: the post or office that allowed it."""

    deadline: date
    reason: LongText
    approved_by: ShortText


@command(example={"reason": "并入第18项", "occurred_at": "2020-03-01"})
class WithdrawKeyTask(Command):
    """Take the task off the list."""

    reason: LongText


KeyTaskCommand = (
    SetKeyTask
    | ReportKeyTaskProgress
    | ReportKeyTaskDone
    | VerifyKeyTask
    | SendBackKeyTask
    | ScoreKeyTask
    | VetoKeyTask
    | ExtendKeyTaskDeadline
    | WithdrawKeyTask
)
