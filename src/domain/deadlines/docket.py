"""What a person's history says of time limits, kept up to date event by event: policies and clock apart."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..calendar import SHANGHAI, law_date

REPORT = ("report-after-detox-order", "report-after-move", "report-after-rehab-order")
SIGN = ("sign-detox-agreement", "sign-new-agreement", "sign-rehab-agreement")
_OVER = (
    *REPORT,
    *SIGN,
    *("serve-isolation-before-execution", "transfer-to-justice", "leave-police-facility", "announce-release"),
    *("decide-early-release", "decide-extension", "decide-change"),
)

Moment = date | datetime
"""An instant where one is known, else the Asia/Shanghai date."""


@dataclass(slots=True)
class Entry:
    """A time limit that began to run. `subject_id`: the measure, test, penalty or case that it is about.

    `number`: which one of the person's it is, from 0. `since`: the day from which it runs, `since_at` the
    instant where one is known. `about`: the day that it is about, where it is counted back from one.
    `basis`: the event that set it running. `to`: whom to tell.
    """

    rule: str
    subject_id: UUID
    basis: UUID
    since: date
    since_at: datetime | None = None
    about: date | None = None
    to: str | None = None
    number: int = 0
    days: int = 0
    extensions: int = 0
    met_on: date | None = None
    met_at: datetime | None = None
    met_by: UUID | None = None
    lapsed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Neither met nor lapsed."""
        return self.met_on is None and self.lapsed_on is None


@dataclass(slots=True)
class Course:
    """The facts of a measure that time limits need."""

    kind: str
    decided_on: date
    basis: UUID
    term_months: int | None = None
    term_days: int | None = None
    more_months: int = 0
    more_days: int = 0
    days_escaped: int = 0
    escaped_on: date | None = None
    entered_on: date | None = None
    reported_on: date | None = None
    is_early: bool = False
    ended_on: date | None = None


@dataclass(slots=True)
class Docket:
    """Every time limit of a person, met ones too. Changed in place while events are folded.

    `opened_so_far`: how many began to run. `tests`: which result of a test is the latest, on site, of a
    laboratory or of the re-test. `sought`: the tests on which an addiction was to be found or not.
    """

    entries: list[Entry] = field(default_factory=list)
    opened_so_far: int = 0
    courses: dict[UUID, Course] = field(default_factory=dict)
    tests: dict[UUID, str] = field(default_factory=dict)
    sought: set[UUID] = field(default_factory=set)
    leaves: list[tuple[date, date]] = field(default_factory=list)
    addiction_found: bool = False

    def opened(self, rule: str, subject_id: UUID, basis: UUID, since: Moment, to: str | None = None) -> Entry:
        """A time limit begins to run."""
        at = since if isinstance(since, datetime) else None
        day = law_date(at) if at else since
        entry = Entry(rule, subject_id, basis, day, at, to=to, number=self.opened_so_far)
        self.entries.append(entry)
        self.opened_so_far += 1
        return entry

    def open_ones(self, rule: str, subject_id: UUID, to: str | None = None) -> list[Entry]:
        """Those of a rule on a subject that are neither met nor lapsed, in order."""
        wanted = (rule, subject_id, to)
        return [e for e in self.entries if e.is_open and (e.rule, e.subject_id, e.to) == wanted]

    def forget_settled(self) -> None:
        """Keep what still runs: nothing that happens later changes what is met or has lapsed."""
        self.entries = [entry for entry in self.entries if entry.is_open]

    def meet(self, rule: str, subject_id: UUID, by: UUID, when: Moment, to: str | None = None) -> None:
        """What was to be done was done."""
        for entry in self.open_ones(rule, subject_id, to):
            entry.met_at = when if isinstance(when, datetime) else None
            entry.met_on = law_date(when) if isinstance(when, datetime) else when
            entry.met_by = by

    def lapse(self, subject_id: UUID, day: date, *rules: str) -> None:
        """What was to be done needs to be done no more."""
        for entry in self.entries:
            if entry.is_open and entry.subject_id == subject_id and (not rules or entry.rule in rules):
                entry.lapsed_on = day


def moment(occurred_at: datetime) -> Moment:
    """The instant, or its date where the time is midnight: so a date without time is kept."""
    local = occurred_at.astimezone(SHANGHAI)
    is_date = (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return local.date() if is_date else occurred_at


def end(docket: Docket, measure_id: UUID, day: date) -> None:
    """What is over with a measure; whom to tell of it, and what can be appealed, is not."""
    docket.lapse(measure_id, day, *_OVER)
