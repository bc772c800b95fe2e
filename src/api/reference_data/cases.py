"""Cases: the county's own, and those elsewhere that are closely linked to natives of the county.

The numbers a year are the calibration's; every case ends in the year in which it began. Suspects go by
pseudonyms; some are persons on the register who went to prison that year.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

from ...domain.areas import COUNTY
from ...domain.case.commands import (
    AddSuspect,
    CloseCase,
    JoinCampaign,
    OpenCase,
    RecordArrest,
    RecordCooperation,
    RecordSeizure,
    ReopenCase,
)
from ...domain.case.events import (
    ArrestKind,
    CaseKind,
    CaseOutcome,
    CooperationKind,
    ReopeningGround,
    Substance,
)
from .chance import day_between, days, portions, weighted
from .enforcement import campaigns_of_cases
from .histories import Setting, history
from .lives import Life
from .steps import Story, Timeline

_KINDS = [(CaseKind.TRAFFICKING, 0.9), (CaseKind.TRANSPORT, 0.07), (CaseKind.SHELTERING_DRUG_USE, 0.03)]
_GRAMS = 100
"""A kilogram in units of ten grams, in which the year's mass is split."""


def case_stories(setting: Setting, lives: Sequence[Life]) -> Iterator[Story]:
    """All cases, year by year."""
    rng = Random(f"{setting.group} cases")
    for number, year in enumerate(setting.calibration.data_set.years):
        yield from _own(setting, rng, number, year, lives)
        yield from _external(setting, rng, number, year)


def _own(setting: Setting, rng: Random, number: int, year: int, lives: Sequence[Life]) -> Iterator[Story]:
    numbers = setting.calibration.cases
    count = numbers.own[number]
    weights = [rng.uniform(0.5, 2) for _ in range(count)]
    suspects = [1 + more for more in portions(numbers.suspects[number] - count, weights)]
    earlier = portions(numbers.warrants_of_earlier_cases[number], [rng.uniform(0.2, 2) for _ in range(count)])
    warrants = iter(_warranted(rng, numbers.suspects[number], numbers.warrants[number] - sum(earlier)))
    units = portions(
        int(Decimal(numbers.seized_kg[number]) * _GRAMS), [rng.uniform(0.3, 6) for _ in range(count)]
    )
    campaigns = campaigns_of_cases(setting, year)
    imprisoned = [life for life in lives for first, _ in life.prison if first.year == year]
    for n in range(count):
        case = _Case(setting, rng, f"c{year}-{n + 1:03d}", year)
        case.open(is_external=False, is_last_year=year == setting.calibration.data_set.last_year)
        for suspect in range(suspects[n]):
            known = imprisoned.pop() if imprisoned and suspect == 0 else None
            case.suspect(suspect + 1, has_warrant=next(warrants), known=known)
        for more in range(earlier[n]):
            case.earlier_suspect(more + 1)
        case.seize(units[n])
        case.join(campaigns)
        yield case.close()


def _warranted(rng: Random, suspects: int, warrants: int) -> list[bool]:
    """Which of the year's suspects are arrested under a warrant."""
    marks = [n < warrants for n in range(suspects)]
    rng.shuffle(marks)
    return marks


def _external(setting: Setting, rng: Random, number: int, year: int) -> Iterator[Story]:
    for n in range(setting.calibration.cases.external[number]):
        case = _Case(setting, rng, f"x{year}-{n + 1:03d}", year)
        case.open(is_external=True)
        for suspect in range(rng.randint(1, 2)):
            case.suspect(suspect + 1, has_warrant=False)
        yield case.close()


class _Case:
    """One case while it is told."""

    def __init__(self, setting: Setting, rng: Random, name: str, year: int) -> None:
        self._setting = setting
        self._rng = rng
        self._name = name
        self._line = Timeline(setting.calibration.data_set.last_day)
        self._actor = rng.choice(setting.staff.brigade.officers)
        self._opened_on = day_between(rng, date(year, 1, 6), date(year, 9, 20))
        self._closed_on = self._opened_on + days(rng.randint(45, 80))
        self._number = f"示例禁立字[{year}]{name}号"
        self._year = year
        self._is_external = False

    def open(self, *, is_external: bool, is_last_year: bool = False) -> None:
        """Put the case on the books; the county's cases of the last year are all of trafficking [S]."""
        numbers, rng = self._setting.calibration.cases, self._rng
        self._is_external = is_external
        partner = rng.choice(numbers.partners) if rng.random() < numbers.cooperation else None
        lead = rng.choice(numbers.leads_of_external) if is_external else COUNTY
        partners = (COUNTY,) if is_external else (partner,) if partner else ()
        self._line.add(
            self._opened_on, OpenCase, self._actor, case_number=self._number,
            kind=CaseKind.TRAFFICKING if is_last_year or is_external else weighted(rng, _KINDS),
            opened_on=self._opened_on, lead_region=lead, partner_regions=partners, external=is_external,
        )  # fmt: skip
        if partners:
            self._line.add(
                self._opened_on + days(3), RecordCooperation, self._actor, partner_region=partners[0],
                kind=rng.choice(list(CooperationKind)[:3]),
            )  # fmt: skip

    def suspect(self, number: int, *, has_warrant: bool, known: Life | None = None) -> None:
        """A suspect, caught; arrested under a warrant within a month, where there is one."""
        suspect_id = f"{self._name}-S{number}"
        day = self._opened_on + days(self._rng.randint(1, 8))
        person_id = None if known is None else history(self._setting, known).stream
        self._line.add(
            day, AddSuspect, self._actor, suspect_id=suspect_id, person_id=person_id,
            county_native=self._is_external or self._rng.random() < 0.8,
        )  # fmt: skip
        self._line.add(day, RecordArrest, self._actor, suspect_id=suspect_id, kind=ArrestKind.CAUGHT)
        if has_warrant:
            self._warrant(suspect_id, None)

    def earlier_suspect(self, number: int) -> None:
        """A warrant for a suspect of a case of the year before."""
        earlier = f"c{self._year - 1}-{self._rng.randint(1, 9):03d}"
        self._warrant(f"{earlier}-E{number}-{self._name}", f"示例禁立字[{self._year - 1}]{earlier}号")

    def _warrant(self, suspect_id: str, earlier_case: str | None) -> None:
        self._line.add(
            self._opened_on + days(self._rng.randint(20, 37)), RecordArrest, self._actor,
            suspect_id=suspect_id, kind=ArrestKind.ARREST_WARRANT,
            earlier_case=earlier_case, legal_basis="刑事诉讼法 80",
        )  # fmt: skip

    def join(self, campaigns: Sequence[UUID]) -> None:
        """Counted in the campaigns that run."""
        for campaign_id in campaigns:
            self._line.add(self._opened_on + days(1), JoinCampaign, self._actor, campaign_id=campaign_id)

    def seize(self, units: int) -> None:
        """Drugs of so many times ten grams, of one kind or two."""
        substances = self._setting.calibration.cases.substances
        first = units if self._rng.random() < 0.7 else units * 3 // 4
        for part in (first, units - first):
            if part:
                self._line.add(
                    self._opened_on + days(2), RecordSeizure, self._actor,
                    substance=Substance(weighted(self._rng, substances)), mass_g=Decimal(part) * 10,
                )  # fmt: skip

    def close(self) -> Story:
        """Solved, and told. A few of earlier years are reopened within the year, and closed again."""
        self._line.add(self._closed_on, CloseCase, self._actor, outcome=CaseOutcome.SOLVED)
        is_last_year = self._year == self._setting.calibration.data_set.last_year
        if not is_last_year and self._rng.random() < self._setting.calibration.cases.reopened:
            self._line.add(
                self._closed_on + days(5), ReopenCase, self._actor, ground=ReopeningGround.RECORD_INCOMPLETE
            )
            self._line.add(self._closed_on + days(15), CloseCase, self._actor, outcome=CaseOutcome.SOLVED)
        return Story("case", self._name, self._setting.group, self._line.steps(self._name))
