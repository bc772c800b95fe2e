"""The lives of the county while they are being outlined."""

from datetime import date
from random import Random

from ...domain.identity.events import Sex
from .calibration import Calibration
from .chance import days, weighted
from .lives import Disposition, Life, make_finding

_SEQUENCES = 499
"""Three-digit sequence numbers a birth date and sex: odd ones for men, even ones for women (GB 11643)."""


class Register:
    """Everybody so far: `existing`, or `abstinent` for three years; the dead are only in `lives`."""

    def __init__(self, calibration: Calibration, rng: Random) -> None:
        self.calibration = calibration
        self.rng = rng
        self.lives: list[Life] = []
        self.existing: list[Life] = []
        self.abstinent: list[Life] = []
        self._taken: dict[tuple[date, Sex], int] = {}

    def add_found_on(self, day: date) -> Life:
        """A person whose first finding is to be on this day."""
        people, rng = self.calibration.people, self.rng
        sex = Sex.FEMALE if rng.random() < people.female else Sex.MALE
        first, last, _ = weighted(rng, [(span, span[2]) for span in people.ages])
        born = day - days(rng.randint(first, last) * 1461 // 4 + rng.randint(2, 360))
        return self.add(sex, born, weighted(rng, list(self.calibration.townships.items())))

    def add(self, sex: Sex, born: date, area: str) -> Life:
        """A person; born a day earlier where all numbers of that birth date are taken."""
        while (taken := self._taken.get((born, sex), 0)) >= _SEQUENCES:
            born -= days(1)
        self._taken[born, sex] = taken + 1
        sequence = 2 * taken + (1 if sex is Sex.MALE else 2)
        life = Life(len(self.lives), sex, born, sequence, area)
        self.lives.append(life)
        return life

    def find(self, life: Life, day: date, disposition: Disposition) -> None:
        """The person is found using on a day."""
        life.found(make_finding(self.calibration, self.rng, life, day, disposition), self.rng.randint(4, 25))
