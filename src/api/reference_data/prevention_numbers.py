"""The numbers of prevention in `calibration.toml`: plans and activities, venues, schools, posts, surveys."""

from msgspec import Struct

Span = tuple[int, int]
"""Least and most, both included."""


class Plans(Struct, frozen=True):
    """One plan a year. `activities`, `heads`: planned, by audience. `held`: which share of it was, by year.

    `unplanned`: activities a year for nobody in the plan. `in_county`: share held for the whole county.
    """

    audiences: list[tuple[str, int, int]]
    held: list[float]
    unplanned: Span
    in_county: float
    materials_per_head: float
    amended: list[int]
    forms: list[tuple[str, float]]


class Venues(Struct, frozen=True):
    """By kind: how many, and CNY for all of them. `opened`: shares by year. `replaced`: of the screens."""

    kinds: list[tuple[str, int, int]]
    opened: list[float]
    parts: Span
    replaced: int


class Schools(Struct, frozen=True):
    """`grades`: of which kind a school is, first and last grade, and share. `active`: share by year."""

    count: int
    grades: list[tuple[str, int, int, float]]
    active: list[float]
    items: list[tuple[str, float]]
    pupils: Span


class Posts(Struct, frozen=True):
    """By year: how many. `withdrawn`: share."""

    published: list[int]
    channels: list[tuple[str, float]]
    titles: list[str]
    withdrawn: float


class Surveys(Struct, frozen=True):
    """One a year of each kind. `awareness`, `satisfaction`: favourable of the answers, by year."""

    conducted_by: str
    asked: Span
    answered: tuple[float, float]
    awareness: list[float]
    satisfaction: list[float]


class Prevention(Struct, frozen=True):
    """All of them."""

    plans: Plans
    venues: Venues
    schools: Schools
    posts: Posts
    surveys: Surveys
