"""What is counted, and what is set against what: the content of a policy of kind "indicators".

Nothing here is law. Each definition says whose word it is (`SourceMark`); where no source defines one, there
are candidates, and every answer says which was used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

KIND, NAME = "indicators", "county"
Code = Annotated[str, MinLen(1), MaxLen(64)]
Age = Annotated[int, Ge(0), Le(150)]


class SourceMark(StrEnum):
    """How well founded a definition is."""

    SOURCED = "S"
    """A source states it."""
    DERIVED = "D"
    """Worked out from published figures; no source states it."""
    INFERRED = "I"
    """Our own judgement, and shown as such."""
    UNKNOWN = "U"
    """Looked for, and not found: one of several candidates, until the county decides."""


class Source(StrEnum):
    """Of what a count is."""

    PERSONS = "persons"
    """Persons, by how they stood on a day."""
    EVENTS = "events"
    """Events of persons and of cases and other registers, by the day on which they were true."""
    TESTS = "tests"
    """Tests, by the day on which one was taken or missed; an order not answered: the day after its last."""
    MEASURES = "measures"
    """Measures, by the day that `by` names."""
    RECORDS = "records"
    """Entries of a register of the county, such as surveys; what they say now."""


class When(StrEnum):
    """At which time of the period that is asked about."""

    START = "start"
    """At the end of the day before its first."""
    END = "end"
    """At the end of its last day."""
    DURING = "during"


class Counted(StrEnum):
    """What is counted of those found."""

    ITEMS = "items"
    PERSONS = "persons"
    """Each person once a period, or each record's stream."""
    SUM = "sum"
    """The sum of a quantity: of events milligrams or fen, of records the number that `sum` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which of them; a filter that is not given lets all through. Each source has its own (`FILTERS`).

    Persons: `standing` present, abroad or dead; `abstinent`: three years confirmed; `measure`: how a
    community measure stood: ordered, late (reporting time over), executing, paused; `any_of`: at least one of
    these. Tests: `outcome` taken, refused, evaded or ordered (and not answered); `again`: of somebody on the
    register, or found positive, on an earlier day. Measures: `reported` in_time, late or not; `is_due`: the
    time for reporting is over. Records, and events of them: `has`: what fields of them say.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    standing: tuple[str, ...] = ()
    abstinent: bool | None = None
    out_of_contact: bool | None = None
    measure: tuple[str, ...] = ()
    has_measure: bool | None = None
    measure_kind: tuple[str, ...] = ()
    in_custody: bool | None = None
    employed: bool | None = None
    assisted: bool | None = None
    tier: tuple[str, ...] = ()
    age_from: Age | None = None
    age_before: Age | None = None
    any_of: "tuple[Where, ...]" = ()
    kind: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    again: bool | None = None
    reported: tuple[str, ...] = ()
    is_due: bool | None = None
    status: tuple[str, ...] = ()
    has: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count. `code`: its name in formulas. `by`: of measures, ordered, served, ended. `unit`: of sums."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    code: Code
    title: str
    title_zh: str
    of: Source
    when: When
    where: Where = Where()
    counted: Counted = Counted.ITEMS
    by: str | None = None
    sum: str | None = None
    unit: str | None = None
    mark: SourceMark
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to define an indicator. `numerator`, `denominator`: CEL over codes of counts, whole numbers.

    Without a denominator the indicator is the numerator itself.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    code: Code
    title: str
    title_zh: str
    numerator: str
    denominator: str | None = None
    mark: SourceMark
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is asked for. `default`: the candidate where none is named. `unit`: ratio, or number."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    code: Code
    title: str
    title_zh: str
    unit: str
    default: Code
    candidates: Annotated[tuple[Candidate, ...], MinLen(1)]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A count that is the sum of others: who sees the rest must not find a hidden one by subtraction."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    whole: Code
    parts: Annotated[tuple[Code, ...], MinLen(2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCells:
    """Who sees no number of persons below `minimum` (a nought is shown), and nobody behind a number."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    minimum: Annotated[int, Ge(2), Le(1000)]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """The whole content."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    small_cells: SmallCells
    counts: tuple[Count, ...]
    indicators: tuple[Indicator, ...]
    sums: tuple[Sum, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, code: str) -> Count | None:
        """The count with this code."""
        return next((one for one in self.counts if one.code == code), None)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code."""
        return next((one for one in self.indicators if one.code == code), None)


def candidate_of(indicator: Indicator, code: str | None) -> Candidate | None:
    """The candidate that is named, or the default one."""
    return next((one for one in indicator.candidates if one.code == (code or indicator.default)), None)
