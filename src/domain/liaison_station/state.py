"""A liaison station: what deciding needs of it, and what its register shows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, cast

from ..events import Event
from .events import LiaisonStationClosed, LiaisonStationEvent, LiaisonStationOpened, LiaisonYearConfirmed


@dataclass(frozen=True, slots=True)
class StaffedYear:
    """A year in which the station was staffed, by so many officers."""

    year: int
    officers: int


@dataclass(frozen=True, slots=True)
class LiaisonStation:
    """The state of one station. `years`: those confirmed, in their order.

    `consecutive_years`: how many of them follow one another without a gap up to the latest.
    """

    title: str = ""
    host_region: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    lead_unit: str = ""
    years: tuple[StaffedYear, ...] = ()
    consecutive_years: int = 0

    @property
    def area(self) -> str:
        """The region where it is."""
        return self.host_region

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
        """Its last day."""
        return self.closed_on

    def is_confirmed(self, year: int) -> bool:
        """Whether the station is known to have been staffed in a year."""
        return any(one.year == year for one in self.years)


NEW_LIAISON_STATION = LiaisonStation()


def evolve(station: LiaisonStation, event: Event) -> LiaisonStation:
    """The station after an event. Trusts history: never refuses."""
    known = cast(LiaisonStationEvent, event)
    match known:
        case LiaisonStationOpened():
            return LiaisonStation(
                title=known.title,
                host_region=known.host_region,
                opened_on=known.opened_on,
                lead_unit=known.lead_unit,
            )
        case LiaisonYearConfirmed():
            one = StaffedYear(known.year, known.officers)
            years = tuple(sorted((*station.years, one), key=lambda staffed: staffed.year))
            return replace(station, years=years, consecutive_years=_consecutive(years))
        case LiaisonStationClosed():
            return replace(station, closed_on=known.closed_on)
        case _:
            assert_never(known)


def _consecutive(years: tuple[StaffedYear, ...]) -> int:
    """How many years end with the latest one, none missing between."""
    confirmed = {one.year for one in years}
    count = 0
    while years[-1].year - count in confirmed:
        count += 1
    return count
