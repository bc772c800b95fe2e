"""What becomes of a person, in outline: when found, with what consequence, when abstinent for three years.

An outline fixes every date on which the county's figures rest; `histories` tells it in commands.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from random import Random

from ...domain.calendar import age_on
from ...domain.identity.events import Sex
from ...domain.measures.kinds import SeriousBreachGround
from .calibration import Calibration
from .chance import add_months, between, days, weighted

_CLOCK_MONTHS = 36
"""Three years without relapse end dynamic control (戒毒条例 7)."""


class Disposition(Enum):
    """What follows a finding (查获) of drug use."""

    PENALTY = "penalty"
    DETOX = "detox"
    ISOLATION = "isolation"


class Leaving(Enum):
    """How isolation ended."""

    AT_EXPIRY = "at_expiry"
    EARLY = "early"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Isolated:
    """One compulsory isolation, and the months of the community measure that follows it (0: none)."""

    decided_on: date
    left_on: date
    leaving: Leaving
    extended_by: int = 0
    months_after: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody was found using, and what followed.

    `detained_days`: 0 for a fine. `refused`: did not report; `breach`: broke the agreement; both end in
    isolation (禁毒法 38). `reported_after`: days from receipt, of the community measure.
    """

    day: date
    disposition: Disposition
    detained_days: int
    reported_after: int
    detox_months: int
    isolated: Isolated | None = None
    refused: bool = False
    breach: SeriousBreachGround | None = None
    is_pregnant: bool = False

    @property
    def served_on(self) -> date:
        """When the person is free after the penalty, and receives the decision on a measure."""
        return self.day + days(self.detained_days)

    @property
    def clear_from(self) -> date:
        """From when abstinence in society counts: the release from isolation, else from detention."""
        return self.isolated.left_on if self.isolated else self.served_on

    @property
    def measure_ends_on(self) -> date | None:
        """When the last community measure has run its course, if there is one."""
        if self.isolated:
            months, begun = self.isolated.months_after, self.isolated.left_on
        else:
            months = self.detox_months if self.disposition is Disposition.DETOX else 0
            begun = self.served_on
        return add_months(begun + days(self.reported_after), months) if months else None


@dataclass(slots=True)
class Life:
    """The outline of one person. `confirm_due`: when three years will be confirmed, unless something happens.

    `free_from`: since when nothing keeps the person from society. `prison`: from, to.
    """

    number: int
    sex: Sex
    born: date
    sequence: int
    area: str
    findings: list[Finding] = field(default_factory=list)
    prison: list[tuple[date, date]] = field(default_factory=list)
    confirmed: list[date] = field(default_factory=list)
    died_on: date | None = None
    confirm_due: date = date.max
    free_from: date = date.min
    is_rich: bool = False

    @property
    def had_measure(self) -> bool:
        """Whether a next use is one after community detox or isolation (禁毒法 38(1))."""
        return any(finding.disposition is not Disposition.PENALTY for finding in self.findings)

    def is_settled(self, day: date) -> bool:
        """Whether on this day the person is registered, alive, in society, and nothing else is going on."""
        if day <= self.findings[0].day or (self.died_on is not None and day >= self.died_on):
            return False
        margin = days(25)
        spans = [(one.day, one.clear_from + days(one.reported_after)) for one in self.findings]
        return not any(first - margin <= day <= last + margin for first, last in (*spans, *self.prison))

    def found(self, finding: Finding, lag: int) -> None:
        """Add a finding; abstinence counts anew. `lag`: days from three years to their confirmation."""
        self.findings.append(finding)
        self.free_from = finding.clear_from + days(finding.reported_after)
        due = add_months(finding.clear_from, _CLOCK_MONTHS)
        self.confirm_due = max(due, finding.measure_ends_on or due) + days(lag)

    def imprison(self, first: date, last: date) -> None:
        """Add a time in prison, which does not count as abstinence in society."""
        self.prison.append((first, last))
        self.free_from = last
        self.confirm_due += last - first


def make_finding(
    calibration: Calibration, rng: Random, life: Life, day: date, disposition: Disposition
) -> Finding:
    """What follows when this person is found using on a day."""
    is_pregnant = _is_exempt(calibration, rng, life, day) and disposition is Disposition.ISOLATION
    if is_pregnant:
        disposition = Disposition.DETOX
    detained = 1 if is_pregnant else _detained_days(calibration, rng, life, day)
    served_on = day + days(detained)
    breach: SeriousBreachGround | None = None
    refused, isolated = False, None
    if disposition is Disposition.ISOLATION:
        isolated = _isolated(calibration, rng, served_on)
    elif disposition is Disposition.DETOX and not is_pregnant:
        refused, breach, isolated = _after_breach(calibration, rng, served_on)
    return Finding(
        day=day,
        disposition=disposition,
        detained_days=detained,
        reported_after=rng.randint(1, calibration.community.report_within_days - 3),
        detox_months=calibration.community.detox_months,
        isolated=isolated,
        refused=refused,
        breach=breach,
        is_pregnant=is_pregnant,
    )


def _is_exempt(calibration: Calibration, rng: Random, life: Life, day: date) -> bool:
    """Whether she is pregnant: then isolation is out of the question (禁毒法 39)."""
    if life.sex is not Sex.FEMALE or age_on(life.born, day) > 42:
        return False
    return rng.random() < calibration.found.pregnant


def is_detainable(calibration: Calibration, life: Life, day: date) -> bool:
    """Whether a detention would be carried out at this age (治安管理处罚法 (2005) 21)."""
    return calibration.detention.youngest <= age_on(life.born, day) < calibration.detention.oldest


def _detained_days(calibration: Calibration, rng: Random, life: Life, day: date) -> int:
    """Days of detention; a single day stands for a fine and its service."""
    numbers = calibration.detention
    is_first = not life.findings
    if not is_detainable(calibration, life, day) or (is_first and rng.random() < numbers.fine_instead):
        return 1
    return between(rng, numbers.light_days if rng.random() < numbers.light_share else numbers.days)


def _isolated(calibration: Calibration, rng: Random, decided_on: date, may_be_early: bool = True) -> Isolated:
    numbers = calibration.isolation
    if rng.random() < numbers.changed:
        served = between(rng, numbers.changed_after_months)
        left = calibration.community.detox_months - served  # what was served counts (戒毒条例 31)
        return Isolated(decided_on, add_months(decided_on, served), Leaving.CHANGED, months_after=left)
    extended, months, leaving = 0, numbers.months, Leaving.AT_EXPIRY
    if may_be_early and rng.random() < numbers.early:
        months, leaving = between(rng, numbers.early_after_months), Leaving.EARLY
    elif rng.random() < numbers.extended:
        extended = between(rng, numbers.extension_months)
    after = weighted(rng, numbers.rehab_months) if rng.random() < numbers.rehab else 0
    left_on = add_months(decided_on, months + extended)
    return Isolated(decided_on, left_on, leaving, extended, after)


def _after_breach(
    calibration: Calibration, rng: Random, served_on: date
) -> tuple[bool, SeriousBreachGround | None, Isolated | None]:
    """Refusing community detox, or breaking its agreement seriously, leads to isolation (禁毒法 38(1))."""
    if rng.random() >= calibration.community.isolated_after_breach:
        return False, None, None
    refused = rng.random() < 0.4
    wait = rng.randint(18, 40) if refused else rng.randint(200, 360)
    decided_on = served_on + days(wait)
    if decided_on.year >= calibration.data_set.last_year:
        return False, None, None
    breach = None if refused else rng.choice(list(SeriousBreachGround))
    return refused, breach, _isolated(calibration, rng, decided_on)
