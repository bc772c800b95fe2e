"""Key task events. Names and fields are stored for ever: add, never rename.

Units go by code, people of the office by user name or post; no field holds free text about a person.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..events import Event, event


class TaskLevel(StrEnum):
    """By which level a task was set."""

    NATIONAL = "national"
    """国家级"""
    REGION = "region"
    """自治区级(省级)"""
    PREFECTURE = "prefecture"
    """市级"""
    COUNTY = "county"
    """县级"""


@event("key_task.set/1")
class KeyTaskSet(Event):
    """A task (重点任务) is on a year's list. `owner`: the unit that answers for it. `points`: at most.

    `veto_item`: failing it is a veto (一票否决).
    """

    year: int
    number: int
    name: str
    owner: str
    area: str
    level: TaskLevel
    deadline: date
    points: Decimal
    standard: str | None = None
    veto_item: bool = False


@event("key_task.progress_reported/1")
class KeyTaskProgressReported(Event):
    """How far the task is. `percent`: of the whole. `evidence`: references of the documents that prove it."""

    percent: int
    summary: str
    evidence: tuple[str, ...]


@event("key_task.done/1")
class KeyTaskDone(Event):
    """The task is reported as done, by this user; nobody has verified it yet."""

    reported_by: str
    evidence: tuple[str, ...]


@event("key_task.verified/1")
class KeyTaskVerified(Event):
    """Another unit than the owner has found that the task is done."""

    verified_by: str
    verifying_unit: str


@event("key_task.sent_back/1")
class KeyTaskSentBack(Event):
    """Another unit than the owner has found that the task is not done yet."""

    sent_back_by: str
    verifying_unit: str
    reason: str


@event("key_task.scored/1")
class KeyTaskScored(Event):
    """The task has its points."""

    score: Decimal


@event("key_task.vetoed/1")
class KeyTaskVetoed(Event):
    """The task was failed in a way that vetoes (一票否决): its score is 0, whatever it was before."""

    reason: str


@event("key_task.deadline_extended/1")
class KeyTaskDeadlineExtended(Event):
    """The task has more time. `approved_by`: a post or an office."""

    deadline: date
    reason: str
    approved_by: str


@event("key_task.withdrawn/1")
class KeyTaskWithdrawn(Event):
    """The task is no longer on the list."""

    reason: str


KeyTaskEvent = (
    KeyTaskSet
    | KeyTaskProgressReported
    | KeyTaskDone
    | KeyTaskVerified
    | KeyTaskSentBack
    | KeyTaskScored
    | KeyTaskVetoed
    | KeyTaskDeadlineExtended
    | KeyTaskWithdrawn
)
