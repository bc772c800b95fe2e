"""The numbers of enforcement beside cases: campaigns, agreements with other regions, stations elsewhere."""

from datetime import date

from msgspec import Struct


class EnforcementCampaign(Struct, frozen=True):
    """A campaign. `goals`: (result, number, unit). `cases`: whether the cases of its years join it."""

    title: str
    first_day: date
    last_day: date
    cases: bool
    goals: list[tuple[str, str, str]]


class RegionalAgreement(Struct, frozen=True):
    """An agreement. `requests`: how many a year, from the first year of the data set on."""

    title: str
    signed_on: date
    partners: list[str]
    requests: list[int]


class LiaisonStationNumbers(Struct, frozen=True):
    """A station elsewhere. `officers`: least and most a year. Every year since it opened is confirmed."""

    title: str
    host_region: str
    opened_on: date
    officers: tuple[int, int]


class Enforcement(Struct, frozen=True):
    """All of it. `answered`: which share of the requests, within `answered_after_days`."""

    lead_unit: str
    campaigns: list[EnforcementCampaign]
    agreements: list[RegionalAgreement]
    stations: list[LiaisonStationNumbers]
    answered: float
    answered_after_days: tuple[int, int]
    outcomes: list[tuple[str, float]]
