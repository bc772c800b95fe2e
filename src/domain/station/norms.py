"""How many persons one case worker may have: published norms, none of them a law; a policy holds each."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import Ge, Le

from ..policies.book import PolicyBook

KIND = "staffing-norm"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingNorm:
    """What a policy of this kind says."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    persons_per_worker: Annotated[int, Ge(1), Le(10_000)]


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm in force. `status`: whose word it is; `source`: where it comes from."""

    name: str
    version: str
    status: str
    source: str
    persons_per_worker: int


@dataclass(frozen=True, slots=True)
class AgainstNorm:
    """Workers against a norm. `needed`: how many it asks for.

    `over`: how many more there are; below zero: how many are missing.
    """

    norm: Norm
    needed: int
    over: int

    @property
    def is_met(self) -> bool:
        """Whether there are as many as it asks for."""
        return self.over >= 0


def norms_on(book: PolicyBook, day: date) -> tuple[Norm, ...]:
    """Every norm in force on a day (Asia/Shanghai), the strictest first."""
    found = [
        Norm(one.name, one.version, one.status, one.source, one.content["persons_per_worker"])
        for one in book.on(day)
        if one.kind == KIND
    ]
    return tuple(sorted(found, key=lambda norm: (norm.persons_per_worker, norm.name)))


def against(persons: int, workers: int, norm: Norm) -> AgainstNorm:
    """So many workers for so many persons, against a norm. A begun worker is a whole one."""
    needed = -(-persons // norm.persons_per_worker)
    return AgainstNorm(norm, needed, workers - needed)


def ratio(persons: int, workers: int) -> float | None:
    """Persons for each worker, to two decimals; None where there is no worker."""
    return None if workers == 0 else round(persons / workers, 2)
