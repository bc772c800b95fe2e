"""What is asked of counts, and the cells that they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

BY = ("area", "worker")


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to before `before` (Asia/Shanghai). What is counted on a day is on the last one before it.

    `name`: as answers call it, such as "2020", "2020-Q3", "2020-08", or a day.
    """

    name: str
    since: date
    before: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsAsked:
    """Which cells: one for each period, and for each area or worker if so asked.

    `area`: with all its parts. `exactly`: that area or worker, None included: of whom it is not known.
    """

    periods: Sequence[Period]
    area: str | None = None
    worker: str | None = None
    by: Sequence[str] = ()
    exactly: Mapping[str, str | None] = field(default_factory=dict)


class Cell(NamedTuple):
    """A cell of an answer. `area`, `worker`: None where it is of all, or of those of whom it is not known."""

    period: str
    area: str | None = None
    worker: str | None = None


Counts = dict[str, dict[Cell, int]]
"""By code of the count: what it comes to in each cell."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing that a count counts. `id`: the person, case or record. `reference`: which of its things.

    `day`: on which it was true, or on which it was looked at.
    """

    id: UUID
    day: date
    area: str | None
    worker: str | None
    amount: int | None
    reference: str
