"""Station events. Names and fields are stored for ever: add, never rename. Staff go by user name."""

from decimal import Decimal
from enum import StrEnum

from ..events import Event, event


class StationKind(StrEnum):
    """What kind of place it is."""

    CENTRE = "centre"
    """社区戒毒社区康复工作中心"""
    STATION = "station"
    """社区戒毒社区康复工作站"""
    OFFICE = "office"
    """禁毒办"""


class PostRole(StrEnum):
    """As what somebody is in post. The words are those of whoever looks after a person."""

    CASE_WORKER = "case_worker"
    """禁毒专干"""
    POLICE_OFFICER = "police_officer"
    """禁毒民警"""
    AUXILIARY_OFFICER = "auxiliary_officer"
    """辅警"""
    OTHER = "other"


class VacancyReason(StrEnum):
    """Why a post is vacant."""

    MOVED = "moved"
    """调往其他中心或站"""
    LEFT = "left"
    """离职"""
    RETIRED = "retired"
    """退休"""
    OTHER = "other"


class StationClosingReason(StrEnum):
    """Why a station is closed."""

    MERGED = "merged"
    """撤并"""
    OTHER = "other"


@event("station.opened/1")
class StationOpened(Event):
    """A centre, a station or an office works from now on."""

    kind: StationKind
    name: str
    area: str


@event("station.assessed/1")
class StationAssessed(Event):
    """Whether the station meets a standard (标准化)."""

    met: bool
    standard: str


@event("station.closed/1")
class StationClosed(Event):
    """The station works no longer."""

    reason: StationClosingReason


@event("station.post_filled/1")
class PostFilled(Event):
    """Somebody, by user name, is in post at the station."""

    user: str
    role: PostRole


@event("station.post_vacated/1")
class PostVacated(Event):
    """Somebody is no longer in post at the station."""

    user: str
    reason: VacancyReason


@event("station.training_held/1")
class TrainingHeld(Event):
    """Staff of the station were trained. `hours`: of each. `attendees`: user names."""

    topic: str
    hours: Decimal
    attendees: tuple[str, ...]


StationEvent = StationOpened | StationAssessed | StationClosed | PostFilled | PostVacated | TrainingHeld
