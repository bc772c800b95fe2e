"""The three mechanisms of responsibility: leader and township, unit and duty, cadre and key village."""

from collections.abc import Iterator
from datetime import date
from random import Random

from ...domain.areas import COUNTY
from ...domain.commands import Actor
from ...domain.responsibility.commands import (
    AssignResponsibility,
    CloseResponsibility,
    EndResponsibility,
    OpenResponsibility,
    RenewResponsibility,
)
from ...domain.responsibility.events import ClosingReason, EndingReason, LeadingBody, Mechanism
from .chance import add_months, day_between, days
from .histories import Setting
from .steps import Story, Timeline

_OFFICE_HEAD = Actor(user="office.head", role="office_head", unit=f"{COUNTY}-office")


def responsibility_stories(setting: Setting) -> Iterator[Story]:
    """Every township, duty and key village."""
    numbers, rng = (
        setting.calibration.governance.responsibilities,
        Random(f"{setting.group} responsibilities"),
    )
    areas = list(setting.calibration.townships)
    for n, (area, (post, body)) in enumerate(zip(areas, numbers.leaders, strict=True)):
        tale = _Tale(setting, rng, f"leader-{n + 1:02d}")
        tale.open(Mechanism.LEADER_TOWNSHIP, area, None)
        tale.hold(post, None, LeadingBody(body))
        yield tale.story()
    for n, (unit, duty) in enumerate(numbers.duties):
        tale = _Tale(setting, rng, f"duty-{n + 1:02d}")
        tale.open(Mechanism.UNIT_DUTY, COUNTY, duty)
        tale.hold(unit, None, None)
        yield tale.story()
    cadres = setting.staff.others[::-1]
    for n in range(numbers.key_villages):
        tale = _Tale(setting, rng, f"village-{n + 1:02d}")
        tale.open(Mechanism.CADRE_VILLAGE, areas[n % len(areas)], f"示例重点村{n + 1:02d}")
        tale.hold(cadres[2 * n], cadres[2 * n + 1], None)
        if n < numbers.lifted:
            tale.lift()
        yield tale.story()


class _Tale:
    """One responsibility while it is told."""

    def __init__(self, setting: Setting, rng: Random, name: str) -> None:
        self._numbers = setting.calibration.governance.responsibilities
        self._setting, self._rng, self._name = setting, rng, name
        self._begun_on = self._numbers.begun_on + days(rng.randint(0, 10))
        self._line = Timeline(setting.calibration.data_set.last_day)

    def open(self, mechanism: Mechanism, area: str, place: str | None) -> None:
        """All begin within some days."""
        self._line.add(
            self._begun_on, OpenResponsibility, _OFFICE_HEAD, mechanism=mechanism, area=area, place=place
        )

    def hold(self, holder: str, successor: str | None, body: LeadingBody | None) -> None:
        """Assigned for a term; then renewed, or another one is."""
        months = self._numbers.term_months
        first_ends, second_ends = (add_months(self._begun_on, months * n) - days(1) for n in (1, 2))
        self._line.add(
            self._begun_on, AssignResponsibility, _OFFICE_HEAD,
            holder=holder, leading_body=body, last_day=first_ends,
        )  # fmt: skip
        turn = first_ends - days(7)
        if successor is None or self._rng.random() >= self._numbers.replaced:
            self._line.add(turn, RenewResponsibility, _OFFICE_HEAD, holder=holder, last_day=second_ends)
            return
        self._line.add(turn, EndResponsibility, _OFFICE_HEAD, holder=holder, reason=EndingReason.REPLACED)
        self._line.add(
            turn, AssignResponsibility, _OFFICE_HEAD,
            holder=successor, leading_body=body, last_day=second_ends,
        )  # fmt: skip

    def lift(self) -> None:
        """No longer a key village."""
        last = self._setting.calibration.data_set.last_year
        day = day_between(self._rng, date(last, 4, 1), date(last, 11, 30))
        self._line.add(day, CloseResponsibility, _OFFICE_HEAD, reason=ClosingReason.NO_LONGER_KEY)

    def story(self) -> Story:
        """What was told."""
        return Story("responsibility", self._name, self._setting.group, self._line.steps(self._name))
