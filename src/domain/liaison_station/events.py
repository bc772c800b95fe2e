"""Events of liaison stations elsewhere (驻外工作站). Names and fields stay for ever: add, never rename."""

from datetime import date

from ..events import Event, event


@event("liaison_station.opened/1")
class LiaisonStationOpened(Event):
    """The county opened a station of its own in another region. `lead_unit`: which office staffs it."""

    title: str
    host_region: str
    opened_on: date
    lead_unit: str


@event("liaison_station.year_confirmed/1")
class LiaisonYearConfirmed(Event):
    """The station was staffed in a year, by so many officers."""

    year: int
    officers: int


@event("liaison_station.closed/1")
class LiaisonStationClosed(Event):
    """The station was given up. `closed_on`: its last day."""

    closed_on: date


LiaisonStationEvent = LiaisonStationOpened | LiaisonYearConfirmed | LiaisonStationClosed
