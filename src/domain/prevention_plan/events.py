"""Prevention plan events. Names and fields are stored for ever: add, never rename. They are of no person."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from ..events import Event, event

_MOST_HEADS = 10_000_000


class Audience(StrEnum):
    """Whom prevention is for."""

    SCHOOL = "school"
    """学校"""
    KEY_PLACE = "key_place"
    """重点场所"""
    RURAL = "rural"
    """农村"""
    MIGRANT_WORKERS = "migrant_workers"
    """外出务工人员"""
    COMMUNITY = "community"
    """社区"""
    OFFICE = "office"
    """机关单位"""
    OTHER = "other"


class ActivityForm(StrEnum):
    """What kind of activity it is."""

    LECTURE = "lecture"
    """讲座"""
    TRAINING = "training"
    """培训"""
    EXHIBITION = "exhibition"
    """展览"""
    FILM = "film"
    """影视"""
    BASE_VISIT = "base_visit"
    """参观警示教育基地"""
    STREET_PUBLICITY = "street_publicity"
    """集中宣传"""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Target:
    """What is planned for one audience: so many activities, and so many heads in all of them."""

    audience: Audience
    activities: Annotated[int, Ge(0), Le(100_000)]
    heads: Annotated[int, Ge(0), Le(_MOST_HEADS)]


@event("prevention_plan.made/1")
class PreventionPlanMade(Event):
    """The plan of a year for an area."""

    year: int
    area: str
    name: str
    targets: tuple[Target, ...]


@event("prevention_plan.amended/1")
class PreventionPlanAmended(Event):
    """The plan has other targets from now on. `targets`: all of them."""

    targets: tuple[Target, ...]
    reason: str


@event("prevention_plan.activity_held/1")
class PreventionActivityHeld(Event):
    """An activity was held, planned or not. `headcount`: who took part, as counted or estimated there.

    `materials`: how many pieces were handed out.
    """

    name: str
    form: ActivityForm
    audience: Audience
    area: str
    headcount: int
    materials: int = 0


@event("prevention_plan.closed/1")
class PreventionPlanClosed(Event):
    """The year is over and everything is on record."""


PreventionPlanEvent = (
    PreventionPlanMade | PreventionPlanAmended | PreventionActivityHeld | PreventionPlanClosed
)
