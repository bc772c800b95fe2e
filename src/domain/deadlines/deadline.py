"""When time limits run out and how they stand at a moment.

The day from which one runs is not counted (民法典 201); a month ends on the same day of the month, or the
month's last (民法典 202). Twenty-four hours from a day without a known hour end with the next day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from ..calendar import add_months, law_date
from ..envelope import Recorded
from ..events import Event
from ..policies.book import PolicyBook
from ..working_days import Reckoned, add_working_days, next_working_day
from .docket import Docket, Entry
from .fold import fold
from .terms import Nature, Term, Terms


class Status(StrEnum):
    """How a time limit stands."""

    OPEN = "open"
    MET = "met"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    """Nothing is to be done any more: it fell away, or a right is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time limit. `due_on`: its last day, `due_at` its last instant where it is one; None: "promptly".

    `is_late`: met after it, or overdue. `late_days`: how many days after `due_on` it was met, fell away, or
    is still open. `provisional`: public
    holidays of a year that is not known yet may move `due_on`.
    """

    rule: str
    term: Term
    subject_id: UUID
    basis: UUID
    to: str | None
    since: date
    since_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    provisional: bool
    status: Status
    is_late: bool
    late_days: int
    met_on: date | None
    met_by: UUID | None


def deadlines(
    history: Iterable[Recorded[Event]], policies: PolicyBook | Terms, now: datetime
) -> list[Deadline]:
    """Every time limit of a person, the first due first. `history`: the events that count."""
    terms = policies if isinstance(policies, Terms) else Terms(policies)
    found = list(of_docket(fold(history), terms, now))
    return sorted(found, key=lambda one: (one.due_on or date.max, one.since, one.rule, one.to or ""))


def of_docket(docket: Docket, terms: Terms, now: datetime) -> Iterator[Deadline]:
    """The time limits of a docket, under the terms of the day on which each began to run."""
    for entry in docket.entries:
        term = terms.term_of(entry)
        if term is not None:
            yield _deadline(entry, term, now)


def _deadline(entry: Entry, term: Term, now: datetime) -> Deadline:
    due_on, due_at, provisional = due_of(entry, term)
    status = _status(entry, term, due_on, due_at, now)
    return Deadline(
        rule=entry.rule,
        term=term,
        subject_id=entry.subject_id,
        basis=entry.basis,
        to=entry.to,
        since=entry.since,
        since_at=entry.since_at,
        due_on=due_on,
        due_at=due_at,
        provisional=provisional,
        status=status,
        is_late=_is_late(entry, due_on, due_at, status),
        late_days=_late_days(entry, due_on, now),
        met_on=entry.met_on,
        met_by=entry.met_by,
    )


Due = tuple[date | None, datetime | None, bool]
"""The last day, the last instant where it is one, and whether they are provisional."""


def due_of(entry: Entry, term: Term) -> Due:
    """When a time limit runs out."""
    if term.on_the_day or term.days_before is not None:
        back = timedelta(term.days_before or 0)
        return (None if entry.about is None else entry.about - back), None, False
    if term.hours is not None:
        if entry.since_at is not None:
            due_at = entry.since_at + timedelta(hours=term.hours)
            return law_date(due_at), due_at, False
        return entry.since + timedelta(-(-term.hours // 24)), None, False
    reckoned = _counted(entry, term)
    if reckoned is None:
        return None, None, False
    if term.rolls:
        rolled = next_working_day(reckoned.day)
        reckoned = Reckoned(rolled.day, rolled.provisional or reckoned.provisional)
    return reckoned.day, None, reckoned.provisional


def _counted(entry: Entry, term: Term) -> Reckoned | None:
    if term.days is not None:
        return Reckoned(entry.since + timedelta(term.days + entry.extensions * term.extension_days))
    if term.months is not None:
        return Reckoned(add_months(entry.since, term.months))
    if term.working_days is not None:
        return add_working_days(entry.since, term.working_days)
    return None


def _status(entry: Entry, term: Term, due_on: date | None, due_at: datetime | None, now: datetime) -> Status:
    if entry.met_on is not None:
        gone = term.nature is Nature.LIMITATION and due_on is not None and entry.met_on > due_on
        return Status.LAPSED if gone else Status.MET
    if entry.lapsed_on is not None:
        return Status.LAPSED
    is_over = due_on is not None and (now > due_at if due_at is not None else law_date(now) > due_on)
    if not is_over:
        return Status.OPEN
    return Status.OVERDUE if term.nature is Nature.DUTY else Status.LAPSED


def _is_late(entry: Entry, due_on: date | None, due_at: datetime | None, status: Status) -> bool:
    if entry.met_on is None or due_on is None:
        return status is Status.OVERDUE
    if entry.met_at is not None and due_at is not None:
        return entry.met_at > due_at
    return entry.met_on > due_on


def _late_days(entry: Entry, due_on: date | None, now: datetime) -> int:
    if due_on is None:
        return 0
    until = entry.met_on or entry.lapsed_on or law_date(now)
    return max(0, (until - due_on).days)
