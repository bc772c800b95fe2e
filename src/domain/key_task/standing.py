"""How a year's tasks stand, by unit or by area: counted from the tasks, nothing of it is stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .state import DONE, KeyTask


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """The tasks of one group, without those that were withdrawn.

    `done`: reported as done, verified ones included. `waiting`: of these, not verified yet. `overdue`: the
    deadline has gone by and the task is not done. `points`: what could be had; `score`: what was given.
    """

    total: int = 0
    done: int = 0
    waiting: int = 0
    verified: int = 0
    overdue: int = 0
    scored: int = 0
    vetoes: int = 0
    points: Decimal = Decimal(0)
    score: Decimal = Decimal(0)

    def __add__(self, other: "TaskStanding") -> "TaskStanding":
        """Two groups together."""
        names = TaskStanding.__dataclass_fields__
        return TaskStanding(**{name: getattr(self, name) + getattr(other, name) for name in names})


def standing_of(task: KeyTask, day: date) -> TaskStanding:
    """One task on a day (Asia/Shanghai)."""
    if task.withdrawn_on is not None:
        return TaskStanding()
    return TaskStanding(
        total=1,
        done=int(task.done_on is not None),
        waiting=int(task.status == DONE),
        verified=int(task.verified_on is not None),
        overdue=int(task.is_overdue(day)),
        scored=int(task.score is not None),
        vetoes=int(task.vetoed_on is not None),
        points=task.points,
        score=task.score or Decimal(0),
    )


def standings(
    tasks: Iterable[KeyTask], day: date, group: Callable[[KeyTask], str]
) -> dict[str, TaskStanding]:
    """Every group that has a task, in the order of their names."""
    found: dict[str, TaskStanding] = {}
    for task in tasks:
        name = group(task)
        found[name] = found.get(name, TaskStanding()) + standing_of(task, day)
    return {name: found[name] for name in sorted(found)}
