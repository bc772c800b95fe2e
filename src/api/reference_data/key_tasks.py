"""The key tasks of the last year: how many there are is published, what they are is not."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from ...domain.areas import COUNTY
from ...domain.commands import Actor, Document
from ...domain.key_task.commands import (
    ExtendKeyTaskDeadline,
    ReportKeyTaskDone,
    ReportKeyTaskProgress,
    ScoreKeyTask,
    SendBackKeyTask,
    SetKeyTask,
    VerifyKeyTask,
    VetoKeyTask,
)
from ...domain.key_task.events import TaskLevel
from .chance import day_between, days, weighted
from .documents import decision_document
from .histories import Setting
from .steps import Story, Timeline

OFFICE = f"{COUNTY}-office"
_OFFICE_HEAD = Actor(user="office.head", role="office_head", unit=OFFICE)
_SUPERVISOR = Actor(user="supervision.head", role="office_head", unit=f"{COUNTY}-supervision")
"""Who verifies what the office itself answers for (县委县政府督查室)."""


def key_task_stories(setting: Setting) -> Iterator[Story]:
    """The whole list of the last year."""
    numbers = setting.calibration.governance.key_tasks
    rng = Random(f"{setting.group} key tasks")
    drawn = rng.sample(range(1, numbers.count + 1), numbers.veto_items + numbers.unfinished)
    veto_items, unfinished = drawn[: numbers.veto_items], set(drawn[numbers.veto_items :])
    for number in range(1, numbers.count + 1):
        task = _Task(setting, rng, number)
        task.set(veto_item=number in veto_items)
        task.work(is_finished=number not in unfinished)
        if number in veto_items[: numbers.vetoed]:
            task.veto()
        elif number not in unfinished:
            task.score()
        name = f"task-{number:03d}"
        yield Story("key_task", name, setting.group, task.line.steps(name))


class _Task:
    """One task while it is told."""

    def __init__(self, setting: Setting, rng: Random, number: int) -> None:
        self._numbers = setting.calibration.governance.key_tasks
        self._rng = rng
        self._number = number
        self._year = setting.calibration.data_set.last_year
        code, self._unit = self._numbers.units[(number - 1) % len(self._numbers.units)]
        self._owner = f"{COUNTY}-{code}"
        self._liaison = Actor(user=f"{code}.liaison", role="office_head", unit=self._owner)
        self._judge = _SUPERVISOR if self._owner == OFFICE else _OFFICE_HEAD
        self._points = Decimal(weighted(rng, self._numbers.points))
        self._deadline = day_between(rng, date(self._year, 6, 30), date(self._year, 11, 20))
        self.line = Timeline(setting.calibration.data_set.last_day)

    def set(self, *, veto_item: bool) -> None:
        """On the list in January."""
        themes = self._numbers.themes
        day = day_between(self._rng, date(self._year, 1, 10), date(self._year, 1, 20))
        self.line.add(
            day, SetKeyTask, _OFFICE_HEAD,
            year=self._year, number=self._number,
            name=f"重点任务{self._number}：{themes[(self._number - 1) % len(themes)]}({self._unit})",
            owner=self._owner, area=COUNTY, level=TaskLevel.COUNTY, deadline=self._deadline,
            points=self._points, veto_item=veto_item,
        )  # fmt: skip

    def work(self, *, is_finished: bool) -> None:
        """Progress in spring; done before the deadline, or not at all; sent back now and then."""
        rng = self._rng
        self._report(
            day_between(rng, date(self._year, 3, 1), date(self._year, 5, 31)), rng.randint(2, 6) * 10
        )
        if rng.random() < self._numbers.extended:
            self.line.add(
                self._deadline - days(20), ExtendKeyTaskDeadline, _OFFICE_HEAD,
                deadline=self._deadline + days(15), reason="受疫情影响推迟", approved_by="县禁毒委",
            )  # fmt: skip
        if not is_finished:
            return
        done_on = self._deadline - days(rng.randint(8, 16))
        if rng.random() < self._numbers.sent_back:
            self._done(done_on - days(12))
            self.line.add(done_on - days(8), SendBackKeyTask, self._judge, reason="佐证材料不全，请补充")
        self._done(done_on)
        self.line.add(done_on + days(rng.randint(2, 7)), VerifyKeyTask, self._judge)

    def veto(self) -> None:
        """A veto item that was failed."""
        self.line.add(date(self._year, 12, 15), VetoKeyTask, self._judge, reason="年终考核发现一票否决情形")

    def score(self) -> None:
        """At the end of the year."""
        is_full = self._rng.random() < self._numbers.full_score
        score = self._points if is_full else self._points * Decimal("0.8")
        self.line.add(date(self._year, 12, 20), ScoreKeyTask, self._judge, score=score)

    def _report(self, day: date, percent: int) -> None:
        self.line.add(
            day, ReportKeyTaskProgress, self._liaison, percent=percent, summary="按计划推进",
            documents=(self._evidence(day),),
        )  # fmt: skip

    def _done(self, day: date) -> None:
        self.line.add(day, ReportKeyTaskDone, self._liaison, documents=(self._evidence(day),))

    def _evidence(self, day: date) -> Document:
        return decision_document(
            f"示例禁毒任务〔{self._year}〕{self._number:03d}-{day:%m%d}号", "落实情况报告"
        )
