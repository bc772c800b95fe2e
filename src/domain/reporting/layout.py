"""What a report consists of: the content of a policy of kind "report-layout"; a county can have its own."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import MaxLen, MinLen

KIND = "report-layout"
_STRICT = {"extra": "forbid"}
Title = Annotated[str, MinLen(1), MaxLen(200)]


class PeriodKind(StrEnum):
    """What a report is about: a year, a month, or how things stand on a day."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Source(StrEnum):
    """Where the figures of a table come from."""

    FACTS = "facts"
    """Events counted; `figures` names which."""
    TIERS = "tiers"
    """Persons in each tier at the ends of months."""
    COUNTS = "counts"
    """Counts of the policy "indicators"; `codes` names which."""
    INDICATORS = "indicators"
    """Indicators of that policy; `codes` names which."""
    RECORDS = "records"
    """Entries of the county's registers; `figures` names the registers."""
    CASELOAD = "caseload"
    """Staff and persons of each township centre, against `norms`."""
    SCORES = "scores"
    """The score sheet `sheet`."""


class By(StrEnum):
    """What a table has a row for."""

    FIGURE = "figure"
    """Each figure, with the year before beside it."""
    MONTH = "month"
    YEAR = "year"
    """The years up to that of the report, six at most."""
    AREA = "area"


class Counted(StrEnum):
    """What of events is counted."""

    FACTS = "facts"
    SUBJECTS = "subjects"
    """Each person, or each record, once."""
    GRAMS = "grams"
    CNY = "cny"
    HEADS = "heads"
    """Who took part in activities; somebody at two of them is two heads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Events of a kind, of some values (any, if none is given); or a register, and some of its statuses."""

    __pydantic_config__ = _STRICT

    kind: str
    value: tuple[str, ...] = ()
    title: Title
    title_zh: Title
    counted: Counted = Counted.FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutTable:
    """A table. `chart`: bars, stacked or lines; none, if not given."""

    __pydantic_config__ = _STRICT

    code: Annotated[str, MinLen(1), MaxLen(40)]
    title: Title
    title_zh: Title
    source: Source
    by: By = By.FIGURE
    figures: tuple[Figure, ...] = ()
    codes: tuple[str, ...] = ()
    norms: tuple[int, ...] = ()
    sheet: str | None = None
    chart: str | None = None
    notes: tuple[str, ...] = ()
    notes_zh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutSection:
    """Tables under a heading."""

    __pydantic_config__ = _STRICT

    title: Title
    title_zh: Title
    tables: Annotated[tuple[LayoutTable, ...], MinLen(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole report. Its title is that of the policy, after the name of the area."""

    __pydantic_config__ = _STRICT

    period: PeriodKind
    sections: Annotated[tuple[LayoutSection, ...], MinLen(1)]
    notes: tuple[str, ...] = ()
    notes_zh: tuple[str, ...] = ()
