"""The numbers of the reference data set, read from `calibration.toml`, where each has its source."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from .enforcement_numbers import Enforcement
from .governance_numbers import Governance
from .prevention_numbers import Prevention
from .service_numbers import Campaigns, Support

Span = tuple[int, int]
"""Least and most, both included."""


class DataSet(Struct, frozen=True):
    """Which data set this is, and the time it covers."""

    name: str
    version: int
    seed: int
    first_year: int
    last_year: int
    earliest_record: date
    regulation_in_force: date
    finding_rules_in_force: date
    testing_rules_in_force: date
    assessment_rules_in_force: date
    biometric_rules_in_force: date
    tiers_since: date
    persons: int

    @property
    def years(self) -> range:
        """The years that are calibrated."""
        return range(self.first_year, self.last_year + 1)

    @property
    def last_day(self) -> date:
        """Nothing happens later."""
        return date(self.last_year, 12, 31)


class Stock(Struct, frozen=True):
    """How many there are, by year where a list."""

    existing_before: int
    abstinent_growth: list[int]
    deaths: list[int]
    emigrated_share: float


class New(Struct, frozen=True):
    """Who is found for the first time, and what then."""

    share: list[float]
    not_addicted: float
    detox: float
    isolation: float


class Found(Struct, frozen=True):
    """Who is found using (查获)."""

    again_share: list[float]
    last_year: int
    isolation_last_year: int
    isolation_share: list[float]
    soon_after: float
    not_addicted_again: float
    after_abstinence: float
    by_scheduled_test: float
    refused_test: float
    objected: float
    pregnant: float


class Detention(Struct, frozen=True):
    """Penalties for using."""

    days: Span
    light_days: Span
    light_share: float
    fine_cny: Span
    fine_instead: float
    revoked: float
    oldest: int
    youngest: int


class Community(Struct, frozen=True):
    """Measures in the community. `*_tests`: (until month, every … months)."""

    detox_months: int
    report_within_days: int
    detox_tests: list[tuple[int, float]]
    rehab_tests: list[tuple[int, float]]
    missed_test: float
    visit_months: list[int]
    talk_months: list[int]
    leave: float
    absence_without_leave: float
    false_positive: float
    isolated_after_breach: float
    free_tests_months: list[int]


class Isolation(Struct, frozen=True):
    """Compulsory isolation, and the rehabilitation after it."""

    months: int
    early: float
    early_after_months: Span
    extended: float
    extension_months: Span
    police_months: Span
    medical_leave: float
    changed: float
    changed_after_months: Span
    rehab: float
    rehab_months: list[tuple[int, float]]
    appealed: float


class Initial(Struct, frozen=True):
    """Those of the time before the first year."""

    not_addicted: float
    detox: float
    isolation: float
    society_years: list[tuple[int, float]]
    isolation_years: list[tuple[int, float]]
    abstinent_detox: float
    abstinent_isolation: float


class Prison(Struct, frozen=True):
    """Who of them goes to prison, for other things."""

    a_year: list[int]
    months: Span


class WorthLookingAt(Struct, frozen=True):
    """The course of the one person with something of nearly everything."""

    born: date
    area: str
    first_found: date
    found_again: date
    found_in_detox: date
    detained_days: int
    isolation_months: int
    rehab_months: int
    reported_after_days: int


class People(Struct, frozen=True):
    """What they are like. `ages`: (from, to, share)."""

    female: float
    ages: list[tuple[int, int, float]]
    substances: list[tuple[str, float]]
    phone_changed: float
    moved: float
    identity_corrected: float


class Records(Struct, frozen=True):
    """How often other things are on record."""

    note: float
    event_corrected: float
    event_retracted: float
    tier_objection: float
    tier_revised: float
    tier_overridden: float
    contact_lost: float
    voluntary: float
    maintenance: float
    aftercare: float
    handover_refused: float


class Staff(Struct, frozen=True):
    """Who works for the county; `officers` has the other two kinds in it."""

    workers: int
    officers: int
    county_officers: int
    auxiliaries: int


class Cases(Struct, frozen=True):
    """Cases by year, and what they are like."""

    external: list[int]
    own: list[int]
    suspects: list[int]
    warrants: list[int]
    warrants_of_earlier_cases: list[int]
    seized_kg: list[str]
    substances: list[tuple[str, float]]
    partners: list[str]
    leads_of_external: list[str]
    cooperation: float
    reopened: float


class Calibration(Struct, frozen=True):
    """All of `calibration.toml`."""

    data_set: DataSet
    stock: Stock
    new: New
    found: Found
    detention: Detention
    community: Community
    isolation: Isolation
    initial: Initial
    prison: Prison
    worth_looking_at: WorthLookingAt
    people: People
    support: Support
    records: Records
    campaigns: Campaigns
    staff: Staff
    townships: dict[str, float]
    cases: Cases
    governance: Governance
    prevention: Prevention
    enforcement: Enforcement


@cache
def calibration() -> Calibration:
    """The numbers. Raises `msgspec.ValidationError` where the file does not have the shape above."""
    text = (files(__package__) / "calibration.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Calibration, strict=True)
