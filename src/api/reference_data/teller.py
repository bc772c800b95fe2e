"""What every chapter of a person's history needs: the outline, chance, who acts, and the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from ...domain.areas import TOWNSHIPS
from ...domain.classification.events import Tier
from ...domain.commands import Actor
from .calibration import Calibration
from .chance import day_between, days, new_id
from .lives import Life
from .staff import Staff, Team
from .steps import Timeline

POLICE = "同心县公安局"
"""Who decides on penalties and measures (禁毒法 33, 38)."""


@dataclass(slots=True)
class Teller:
    """Tells the history of one life. `area`: where the person lives until `moved_on`; then in `new_area`.

    `tiers`: when which tier is to be proposed, and by which rule of the default rule set.
    """

    calibration: Calibration
    life: Life
    staff: Staff
    rng: Random
    line: Timeline
    name: str
    substance: str
    area: str
    moved_on: date
    new_area: str | None
    tiers: list[tuple[date, Tier, str]] = field(default_factory=list)
    workers: dict[str, Actor] = field(default_factory=dict)

    def chance(self, probability: float) -> bool:
        """Whether something happens; to the person worth looking at, always."""
        drawn = self.rng.random() < probability
        return drawn or self.life.is_rich

    def id(self) -> UUID:
        """A new identifier."""
        return new_id(self.rng)

    def area_on(self, day: date) -> str:
        """In which township the person lives."""
        return self.new_area if self.new_area is not None and day >= self.moved_on else self.area

    def team(self, day: date) -> Team:
        """The township's people."""
        return self.staff.townships[self.area_on(day)]

    def worker(self, day: date) -> Actor:
        """The case worker who looks after the person; one in each township they live in."""
        area = self.area_on(day)
        if area not in self.workers:
            workers = self.staff.townships[area].workers
            self.workers[area] = workers[self.life.number % len(workers)]
        return self.workers[area]

    def officers(self, day: date, number: int = 2) -> Sequence[Actor]:
        """So many different officers, of the township or of the county's brigade."""
        team = self.team(day)
        pool = [*team.officers, *self.staff.brigade.officers]
        return self.rng.sample(pool, number) if self.rng.random() < 0.3 else pool[:number]

    def officer(self, day: date) -> Actor:
        """The township's officer."""
        officers = self.team(day).officers
        return officers[self.life.number % len(officers)]

    def brigade(self) -> Actor:
        """An officer of the county's brigade."""
        return self.rng.choice(self.staff.brigade.officers)

    def place(self, day: date) -> str:
        """The township by name."""
        return TOWNSHIPS[self.area_on(day)]

    def centre(self, day: date) -> str:
        """The township's centre (社区戒毒社区康复工作中心)."""
        return f"{self.place(day)}社区戒毒社区康复工作中心"

    def number(self, day: date, kind: str) -> str:
        """The number of a document: none of the numbers is real, and each is used once."""
        return f"示例{kind}字[{day.year}]{self.life.number:05d}-{day:%m%d}号"

    def between(self, first: date, last: date) -> date:
        """A day of a span."""
        return day_between(self.rng, first, last)

    def soon(self, day: date, least: int, most: int) -> date:
        """A day some days later."""
        return day + days(self.rng.randint(least, most))

    def regulation(self, day: date, article: str) -> str | None:
        """An article of 戒毒条例, once that was in force."""
        return f"戒毒条例 {article}" if day >= self.calibration.data_set.regulation_in_force else None

    def finding_rules(self, day: date, article: str) -> str | None:
        """An article of 吸毒成瘾认定办法, once that was in force."""
        return (
            f"吸毒成瘾认定办法 {article}" if day >= self.calibration.data_set.finding_rules_in_force else None
        )

    def testing_rules(self, day: date) -> str | None:
        """吸毒检测程序规定, once that was in force."""
        return "吸毒检测程序规定" if day >= self.calibration.data_set.testing_rules_in_force else None

    def assessment_rules(self, day: date) -> str | None:
        """强制隔离戒毒诊断评估办法, once that was in force."""
        is_in_force = day >= self.calibration.data_set.assessment_rules_in_force
        return "强制隔离戒毒诊断评估办法 3" if is_in_force else None
