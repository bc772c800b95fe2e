"""The whole data set: everybody's outline; histories and cases are told one by one when asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from random import Random
from uuid import UUID

from .calibration import Calibration, calibration
from .campaigns import campaign_stories
from .cases import case_stories
from .enforcement import enforcement_stories
from .governance import governance_stories
from .histories import Setting, history
from .lives import Life
from .population import outline
from .prevention import prevention_stories
from .staff import staff
from .steps import Story
from .support import helped


@dataclass(frozen=True, slots=True)
class County:
    """A county of some size, from a seed."""

    setting: Setting
    lives: tuple[Life, ...]

    def people(self) -> Iterator[Story]:
        """The history of each person."""
        return (history(self.setting, life) for life in self.lives)

    def cases(self) -> Iterator[Story]:
        """Each case. Their numbers are those of the county whatever its size."""
        return case_stories(self.setting, self.lives)

    def stages(self) -> tuple[Iterator[Story], ...]:
        """Everything that is no person's; a stage names persons, and what is told in the stages before it."""
        rest = (
            self.cases(),
            governance_stories(self.setting),
            campaign_stories(self.setting, self.lives),
            prevention_stories(self.setting),
        )
        return enforcement_stories(self.setting), chain.from_iterable(rest)

    def records(self) -> Iterator[Story]:
        """The same in one."""
        return chain.from_iterable(self.stages())

    def worth_looking_at(self) -> UUID:
        """The stream of the one person with something of nearly everything."""
        return history(self.setting, self.lives[0]).stream

    def digest(self) -> str:
        """The same for the same data set, seed and size: a hash of every step."""
        told = sha256()
        for stories in (self.people(), self.records()):
            for story in stories:
                told.update(story.fingerprint())
        return told.hexdigest()


def county(seed: int | None = None, persons: int | None = None, numbers: Calibration | None = None) -> County:
    """The county of the calibration, or one of another size or seed."""
    numbers = calibration() if numbers is None else numbers
    seed = numbers.data_set.seed if seed is None else seed
    persons = numbers.data_set.persons if persons is None else persons
    if persons < 1:
        raise ValueError("a county has at least one person")
    group = f"{numbers.data_set.name}/{numbers.data_set.version}.{seed}.{persons}"
    lives = tuple(outline(numbers, seed, persons))
    setting = Setting(
        numbers,
        group,
        staff(numbers, Random(f"{group} staff")),
        helped(numbers, Random(f"{group} helped"), lives),
    )
    return County(setting, lives)
