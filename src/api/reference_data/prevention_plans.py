"""The plan of every year for the whole county, and the activities that were held."""

from collections.abc import Iterator
from datetime import date
from random import Random

from ...domain.areas import COUNTY, TOWNSHIPS
from ...domain.commands import Actor
from ...domain.prevention_plan.commands import (
    AmendPreventionPlan,
    ClosePreventionPlan,
    MakePreventionPlan,
    RecordPreventionActivity,
)
from ...domain.prevention_plan.events import ActivityForm, Audience, Target
from .chance import between, day_between, portions, weighted
from .histories import Setting
from .steps import Story, Timeline

PUBLICIST = Actor(user="office.publicity", role="office_head", unit=f"{COUNTY}-office")
_NAMES = {
    Audience.SCHOOL: "“开学第一周”禁毒教育",
    Audience.KEY_PLACE: "重点场所禁毒宣传",
    Audience.RURAL: "“三下乡”禁毒宣传",
    Audience.MIGRANT_WORKERS: "外出务工人员禁毒培训",
    Audience.COMMUNITY: "“百万警进千万家”禁毒宣传",
    Audience.OFFICE: "“职工拒绝毒品零计划”宣传",
    Audience.OTHER: "6·26国际禁毒日集中宣传",
}


def plan_stories(setting: Setting) -> Iterator[Story]:
    """One a year."""
    rng = Random(f"{setting.group} prevention plans")
    for number, year in enumerate(setting.calibration.data_set.years):
        plan = _Plan(setting, rng, year)
        plan.make(number)
        plan.hold(setting.calibration.prevention.plans.held[number])
        yield plan.story()


class _Plan:
    """One plan while it is told."""

    def __init__(self, setting: Setting, rng: Random, year: int) -> None:
        self._setting, self._rng, self._year = setting, rng, year
        self._numbers = setting.calibration.prevention.plans
        self._line = Timeline(setting.calibration.data_set.last_day)

    def make(self, number: int) -> None:
        """In January; amended in June, where it was."""
        targets = tuple(Target(Audience(who), n, heads) for who, n, heads in self._numbers.audiences)
        self._line.add(
            date(self._year, 1, 11), MakePreventionPlan, PUBLICIST, year=self._year, area=COUNTY,
            name=f"同心县{self._year}年禁毒宣传规划", targets=targets,
        )  # fmt: skip
        if self._numbers.amended[number]:
            changed = tuple(
                Target(one.audience, one.activities * 2, one.heads * 2)
                if one.audience is Audience.MIGRANT_WORKERS
                else Target(one.audience, one.activities - one.activities // 4, one.heads * 3 // 4)
                for one in targets
            )
            self._line.add(
                date(self._year, 6, 1), AmendPreventionPlan, PUBLICIST, targets=changed,
                reason="减少集中活动，增加外出务工人员培训",
            )  # fmt: skip

    def hold(self, share: float) -> None:
        """So much of what was planned, and some for whom nothing was."""
        for who, activities, heads in self._numbers.audiences:
            number = max(1, round(activities * share))
            weights = [self._rng.uniform(0.4, 1.6) for _ in range(number)]
            for part in portions(round(heads * share), weights):
                self._hold(Audience(who), max(1, part))
        for _ in range(between(self._rng, self._numbers.unplanned)):
            self._hold(Audience.OTHER, between(self._rng, (80, 600)))

    def _hold(self, audience: Audience, heads: int) -> None:
        rng, numbers = self._rng, self._numbers
        whole = rng.random() < numbers.in_county
        self._line.add(
            day_between(rng, date(self._year, 1, 15), date(self._year, 12, 20)), RecordPreventionActivity,
            PUBLICIST, name=_NAMES[audience], form=ActivityForm(weighted(rng, numbers.forms)),
            audience=audience, area=COUNTY if whole else rng.choice(list(TOWNSHIPS)), headcount=heads,
            materials=round(heads * numbers.materials_per_head * rng.uniform(0.5, 1.5)),
        )  # fmt: skip

    def story(self) -> Story:
        """Closed in the January that follows, where that is told."""
        self._line.add(date(self._year + 1, 1, 18), ClosePreventionPlan, PUBLICIST)
        name = f"prevention-plan-{self._year}"
        return Story("prevention_plan", name, self._setting.group, self._line.steps(name))
