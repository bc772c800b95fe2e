"""A key task as deciding and its register see one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import (
    KeyTaskDeadlineExtended,
    KeyTaskDone,
    KeyTaskEvent,
    KeyTaskProgressReported,
    KeyTaskScored,
    KeyTaskSentBack,
    KeyTaskSet,
    KeyTaskVerified,
    KeyTaskVetoed,
    KeyTaskWithdrawn,
    TaskLevel,
)

DONE, VERIFIED, SCORED, VETOED, WITHDRAWN = "done", "verified", "scored", "vetoed", "withdrawn"


@dataclass(frozen=True, slots=True)
class KeyTask:
    """The state of one key task stream. `set_on` is None until the task is on a list.

    `deadline`: as extended; `extensions`: how often. `percent`, `evidence`: as reported last. `done_on`: None
    too while it is sent back. `latest_on`: the latest day on which anything happened to it.
    """

    year: int = 0
    number: int = 0
    name: str = ""
    owner: str = ""
    area: str = ""
    level: TaskLevel | None = None
    standard: str | None = None
    points: Decimal = Decimal(0)
    veto_item: bool = False
    deadline: date = date.max
    extensions: int = 0
    percent: int = 0
    evidence: tuple[str, ...] = ()
    set_on: date | None = None
    done_on: date | None = None
    reported_by: str | None = None
    sent_back: int = 0
    verified_on: date | None = None
    verified_by: str | None = None
    verifying_unit: str | None = None
    scored_on: date | None = None
    score: Decimal | None = None
    vetoed_on: date | None = None
    withdrawn_on: date | None = None
    latest_on: date = date.min

    @property
    def title(self) -> str:
        """Year, number and name."""
        return f"{self.year}-{self.number:03d} {self.name}"

    @property
    def status(self) -> str:
        """`set`, `in_progress`, `sent_back`, `done`, `verified`, `scored`, `vetoed` or `withdrawn`."""
        for day, word in (
            (self.withdrawn_on, WITHDRAWN),
            (self.vetoed_on, VETOED),
            (self.scored_on, SCORED),
            (self.verified_on, VERIFIED),
            (self.done_on, DONE),
        ):
            if day is not None:
                return word
        if self.sent_back:
            return "sent_back"
        return "in_progress" if self.evidence else "set"

    @property
    def since(self) -> date | None:
        """When it was put on the list."""
        return self.set_on

    @property
    def until(self) -> date | None:
        """When it got its score, was vetoed or taken off the list, whichever came first."""
        return min(filter(None, (self.scored_on, self.vetoed_on, self.withdrawn_on)), default=None)

    def is_overdue(self, day: date) -> bool:
        """Whether its deadline has gone by on a day (Asia/Shanghai) without its being reported as done."""
        return day > self.deadline and self.done_on is None and self.until is None


NEW_KEY_TASK = KeyTask()


def evolve(task: KeyTask, event: Event) -> KeyTask:
    """The task after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    task = replace(_changed(task, cast(KeyTaskEvent, event), day), latest_on=max(task.latest_on, day))
    return task


def _changed(task: KeyTask, event: KeyTaskEvent, day: date) -> KeyTask:
    match event:
        case KeyTaskSet():
            given: dict[str, Any] = {name: getattr(event, name) for name in _GIVEN}
            return replace(task, set_on=day, **given)
        case KeyTaskProgressReported():
            return replace(task, percent=event.percent, evidence=event.evidence)
        case KeyTaskDone():
            return replace(
                task,
                percent=100,
                evidence=event.evidence,
                done_on=day,
                reported_by=event.reported_by,
            )
        case KeyTaskVerified():
            unit = event.verifying_unit
            return replace(task, verified_on=day, verified_by=event.verified_by, verifying_unit=unit)
        case KeyTaskSentBack():
            return replace(task, done_on=None, reported_by=None, sent_back=task.sent_back + 1)
        case KeyTaskScored():
            return replace(task, scored_on=day, score=event.score)
        case KeyTaskVetoed():
            return replace(task, vetoed_on=day, score=Decimal(0))
        case KeyTaskDeadlineExtended():
            return replace(task, deadline=event.deadline, extensions=task.extensions + 1)
        case KeyTaskWithdrawn():
            return replace(task, withdrawn_on=day)
        case _:
            assert_never(event)


_GIVEN = ("year", "number", "name", "owner", "area", "level", "standard", "points", "veto_item", "deadline")


def fold(events: Iterable[Event]) -> KeyTask:
    """The task after a whole history."""
    task = NEW_KEY_TASK
    for event in events:
        task = evolve(task, event)
    return task
