"""Who is linked with a person at which of the county's levels; the levels are given no meaning here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..calendar import law_date
from ..events import Event
from .events import HandoverAccepted, HandoverOffered


@dataclass(frozen=True, slots=True)
class Link:
    """A unit that took a person over, at a level if one was named. `since`: the day of its acceptance."""

    level: str | None
    unit: str
    area: str
    since: date


def links(events: Iterable[Event]) -> dict[str | None, Link]:
    """By level, the unit that accepted last. A unit stays linked at its level until another one is."""
    offered: dict[UUID, HandoverOffered] = {}
    found: dict[str | None, Link] = {}
    for event in events:
        if isinstance(event, HandoverOffered):
            offered[event.handover_id] = event
        elif isinstance(event, HandoverAccepted) and (offer := offered.get(event.handover_id)) is not None:
            link = Link(offer.level, offer.to_unit, offer.to_area, law_date(event.occurred_at))
            found[offer.level] = link
    return found
