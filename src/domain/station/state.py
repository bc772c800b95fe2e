"""A station as deciding and its register see one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import (
    PostFilled,
    PostRole,
    PostVacated,
    StationAssessed,
    StationClosed,
    StationEvent,
    StationKind,
    StationOpened,
    TrainingHeld,
)


@dataclass(frozen=True, slots=True)
class Post:
    """Who is in post, as what, and since when."""

    user: str
    role: PostRole
    since: date


@dataclass(frozen=True, slots=True)
class Station:
    """The state of one station stream. `opened_on` is None until it is on record.

    `met`: whether it meets a standard, as found last; None: never assessed. `posts`: whoever is in post now.
    `hours_trained`: of each who was ever trained here, by user name.
    """

    kind: StationKind | None = None
    name: str = ""
    area: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    met: bool | None = None
    standard: str | None = None
    assessed_on: date | None = None
    posts: tuple[Post, ...] = ()
    trainings: int = 0
    hours_trained: Mapping[str, Decimal] = field(default_factory=dict)
    latest_on: date = date.min

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def status(self) -> str:
        """`open` or `closed`."""
        return "open" if self.closed_on is None else "closed"

    @property
    def since(self) -> date | None:
        """When it was opened."""
        return self.opened_on

    @property
    def until(self) -> date | None:
        """When it was closed."""
        return self.closed_on

    def post_of(self, user: str) -> Post | None:
        """The post of a user."""
        return next((post for post in self.posts if post.user == user), None)


NEW_STATION = Station()


def evolve(station: Station, event: Event) -> Station:
    """The station after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    changed = _changed(station, cast(StationEvent, event), day)
    return replace(changed, latest_on=max(station.latest_on, day))


def _changed(station: Station, event: StationEvent, day: date) -> Station:
    match event:
        case StationOpened():
            return replace(station, kind=event.kind, name=event.name, area=event.area, opened_on=day)
        case StationAssessed():
            return replace(station, met=event.met, standard=event.standard, assessed_on=day)
        case StationClosed():
            return replace(station, closed_on=day)
        case PostFilled():
            post = Post(event.user, event.role, day)
            return replace(station, posts=(*_without(station, event.user), post))
        case PostVacated():
            return replace(station, posts=_without(station, event.user))
        case TrainingHeld():
            hours = dict(station.hours_trained)
            for user in dict.fromkeys(event.attendees):
                hours[user] = hours.get(user, Decimal(0)) + event.hours
            return replace(station, trainings=station.trainings + 1, hours_trained=hours)
        case _:
            assert_never(event)


def _without(station: Station, user: str) -> tuple[Post, ...]:
    return tuple(post for post in station.posts if post.user != user)


def fold(events: Iterable[Event]) -> Station:
    """The station after a whole history."""
    station = NEW_STATION
    for event in events:
        station = evolve(station, event)
    return station
