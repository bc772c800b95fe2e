"""The numbers of governance in `calibration.toml`: stations and posts, key tasks, money, responsibilities."""

from datetime import date

from msgspec import Struct

Span = tuple[int, int]
"""Least and most, both included."""


class Stations(Struct, frozen=True):
    """Centres and posts, by year where a list: how many there are at its end. `left`: who left in it."""

    office_opened_on: date
    centres: list[int]
    workers_before: int
    workers: list[int]
    workers_left: list[int]
    officers_before: int
    officers: list[int]
    not_met_at_first: float
    assessed_after_days: Span
    training_hours: Span
    training_topics: list[str]


class KeyTasks(Struct, frozen=True):
    """The list of the last year. Whole numbers are tasks; the others shares."""

    count: int
    veto_items: int
    vetoed: int
    unfinished: int
    extended: float
    sent_back: float
    full_score: float
    points: list[tuple[str, float]]
    themes: list[str]
    units: list[tuple[str, str]]


class Funds(Struct, frozen=True):
    """By year, in CNY: what was planned and spent. `county_purposes`, `higher_purposes`: shares."""

    county_planned: list[int]
    county_amended: list[int]
    county_spent: list[int]
    higher_planned: list[int]
    higher_spent: list[int]
    spendings: Span
    county_purposes: list[tuple[str, float]]
    higher_purposes: list[tuple[str, float]]


class Responsibilities(Struct, frozen=True):
    """The three mechanisms. `leaders`: post and body of whom each township has, in the order of townships."""

    begun_on: date
    term_months: int
    replaced: float
    leaders: list[tuple[str, str]]
    duties: list[tuple[str, str]]
    key_villages: int
    lifted: int


class Governance(Struct, frozen=True):
    """All of them."""

    stations: Stations
    key_tasks: KeyTasks
    funds: Funds
    responsibilities: Responsibilities
