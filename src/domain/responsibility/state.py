"""A responsibility as deciding and its register see one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, cast

from ..calendar import law_date
from ..events import Event
from .events import (
    LeadingBody,
    Mechanism,
    ResponsibilityAssigned,
    ResponsibilityClosed,
    ResponsibilityEnded,
    ResponsibilityEvent,
    ResponsibilityOpened,
    ResponsibilityRenewed,
)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who answers for it, from when on. `last_day`: until when; None: until further notice."""

    holder: str
    since: date
    last_day: date | None = None
    leading_body: LeadingBody | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The state of one responsibility stream. `opened_on` is None until it is on record.

    `holdings`: whoever answers for it now, the first assigned first. Whether a last day has gone by is a
    comparison with the day of the question, and ends nothing by itself.
    """

    mechanism: Mechanism | None = None
    area: str = ""
    place: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    holdings: tuple[Holding, ...] = ()

    @property
    def title(self) -> str:
        """The duty or the village; of a township, its code."""
        return self.place or self.area

    @property
    def status(self) -> str:
        """`held`, `vacant` or `closed`."""
        if self.closed_on is not None:
            return "closed"
        return "held" if self.holdings else "vacant"

    @property
    def since(self) -> date | None:
        """From when on somebody is to answer for it."""
        return self.opened_on

    @property
    def until(self) -> date | None:
        """From when on nobody has to."""
        return self.closed_on

    def of(self, holder: str) -> Holding | None:
        """How a holder answers for it."""
        return next((one for one in self.holdings if one.holder == holder), None)


NEW_RESPONSIBILITY = Responsibility()


def evolve(responsibility: Responsibility, event: Event) -> Responsibility:
    """The responsibility after an event. Trusts history: never refuses."""
    day = law_date(event.occurred_at)
    event = cast(ResponsibilityEvent, event)
    match event:
        case ResponsibilityOpened():
            return replace(
                responsibility,
                mechanism=event.mechanism,
                area=event.area,
                place=event.place,
                opened_on=day,
            )
        case ResponsibilityAssigned():
            new = Holding(event.holder, day, event.last_day, event.leading_body)
            return replace(responsibility, holdings=(*_without(responsibility, event.holder), new))
        case ResponsibilityRenewed():
            return replace(
                responsibility,
                holdings=tuple(
                    replace(one, last_day=event.last_day) if one.holder == event.holder else one
                    for one in responsibility.holdings
                ),
            )
        case ResponsibilityEnded():
            return replace(responsibility, holdings=_without(responsibility, event.holder))
        case ResponsibilityClosed():
            return replace(responsibility, closed_on=day, holdings=())
        case _:
            assert_never(event)


def _without(responsibility: Responsibility, holder: str) -> tuple[Holding, ...]:
    return tuple(one for one in responsibility.holdings if one.holder != holder)


def fold(events: Iterable[Event]) -> Responsibility:
    """The responsibility after a whole history."""
    responsibility = NEW_RESPONSIBILITY
    for event in events:
        responsibility = evolve(responsibility, event)
    return responsibility
