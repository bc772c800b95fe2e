"""A report as data: sections, tables of figures that open, charts, and where all of it comes from.

Everything is a value: two reports with the same content are equal, have the same digest, and are rendered to
the same bytes. Texts are in Chinese and in English; which one is shown is the renderer's business.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

import msgspec

Value = str | int | Decimal


class Text(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """In one of them: "zh" or "en"."""
        return self.en if lang == "en" else self.zh


class Unit(StrEnum):
    """What a column's numbers are. A share is a fraction of one, shown in per cent."""

    NAME = "name"
    NUMBER = "number"
    PERSONS = "persons"
    TIMES = "times"
    ITEMS = "items"
    GRAMS = "grams"
    CNY = "cny"
    SHARE = "share"
    RATIO = "ratio"
    POINTS = "points"
    DATE = "date"


class Mark(StrEnum):
    """Why a cell has no figure. None of these is a nought."""

    SUPPRESSED = "suppressed"
    """So few that persons could be recognised."""
    BY_HAND = "by_hand"
    """No event says it: to be entered by hand."""
    UNKNOWN = "unknown"
    """Not recorded, or divided by nought."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, or a name. `opens`: the address of exactly what it counts. Without value, `mark` says why.

    `unit`, `decimals`: where they are not those of the column.
    """

    value: Value | Text | None = None
    opens: str | None = None
    mark: Mark | None = None
    unit: Unit | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`key`: stable, for machines."""

    key: str
    title: Text
    unit: Unit = Unit.NUMBER
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One cell for each column. `is_total`: it sums up the others, and is set off."""

    cells: tuple[Cell, ...]
    is_total: bool = False


class Shape(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each category of the chart; None where there is none."""

    name: Text
    values: tuple[int | Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a table looks like drawn."""

    title: Text
    shape: Shape
    unit: Unit
    categories: tuple[Text, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `code`: stable within the report. `notes`: definitions, marks, sources."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Some tables under a heading."""

    title: Text
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class PolicyUsed:
    """A version of a policy by which something was reckoned or laid out. `status`: whose word it is."""

    kind: str
    name: str
    version: str
    title: Text
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a report is about: from `since` on, before `before` (Asia/Shanghai)."""

    name: str
    title: Text
    since: date
    before: date


@dataclass(frozen=True, slots=True)
class Provenance:
    """From what it was made: the log up to `position`, policies, and which of several definitions."""

    position: int
    code_version: str
    policies: tuple[PolicyUsed, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `kind`: annual, monthly, scores, caseload, or one of the county's own."""

    kind: str
    title: Text
    span: Span
    area: str
    area_name: str
    sections: tuple[Section, ...]
    provenance: Provenance
    notes: tuple[Text, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over everything that it says and by which rules, in hexadecimal.

        Position and code version are left out: a later report says the same, or it does not.
        """
        content = (
            *(self.kind, self.title, self.span, self.area, self.area_name, self.sections, self.notes),
            *(self.provenance.policies, self.provenance.choices),
        )
        return sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(table for section in self.sections for table in section.tables)
