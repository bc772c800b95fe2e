"""A venue as deciding and its register see one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import VenueClosed, VenueEvent, VenueInvested, VenueKind, VenueOpened


@dataclass(frozen=True, slots=True)
class Venue:
    """The state of one venue stream. `opened_on` is None until it is on record.

    `invested_cny`: what was put into it in all, in `investments` parts.
    """

    kind: VenueKind | None = None
    name: str = ""
    area: str = ""
    invested_cny: Decimal = Decimal(0)
    investments: int = 0
    opened_on: date | None = None
    closed_on: date | None = None
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


NEW_VENUE = Venue()


def evolve(venue: Venue, event: Event) -> Venue:
    """The venue after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    return replace(
        _changed(venue, cast(VenueEvent, event), day),
        latest_on=max(venue.latest_on, day),
    )


def _changed(venue: Venue, event: VenueEvent, day: date) -> Venue:
    match event:
        case VenueOpened():
            return replace(venue, kind=event.kind, name=event.name, area=event.area, opened_on=day)
        case VenueInvested():
            return replace(
                venue,
                invested_cny=venue.invested_cny + event.amount_cny,
                investments=venue.investments + 1,
            )
        case VenueClosed():
            return replace(venue, closed_on=day)
        case _:
            assert_never(event)


def fold(events: Iterable[Event]) -> Venue:
    """The venue after a whole history."""
    venue = NEW_VENUE
    for event in events:
        venue = evolve(venue, event)
    return venue
