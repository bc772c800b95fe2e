"""What changed in how a person stands, event by event: from it follow the periods of `person_periods`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args
from uuid import UUID

from ..domain.aftercare import events as aftercare
from ..domain.assignment import events as assignment
from ..domain.calendar import law_date
from ..domain.classification.events import TierAssigned
from ..domain.contact import events as contact
from ..domain.correction.effective import is_correction
from ..domain.duplicates.events import PersonMergedInto, PersonUnmergedFrom
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.identity import events as identity
from ..domain.measures.events import MeasureEvent
from ..domain.measures.measure import Measure
from ..domain.measures.state import Measures
from ..domain.measures.state import evolve as evolve_measures
from ..domain.support import events as support
from .measure_standing import pruned
from .projection import Key, Rows

PRESENT, ABROAD, DEAD, MERGED = "present", "abroad", "dead", "merged"
_STANDING: dict[type[Event], str] = {
    identity.PersonDied: DEAD,
    identity.PersonEmigrated: ABROAD,
    identity.PersonReturned: PRESENT,
    PersonMergedInto: MERGED,
}
JOB, SUPPORT = "job", "support"


@dataclass(slots=True)
class ChangeOfPeriod:
    """What became another on a day; what did not is None. `assigned`, `dismissed`: a case worker."""

    day: date
    area: str | None = None
    tier: str | None = None
    standing: str | None = None
    lost: bool | None = None
    abstinent: bool | None = None
    assigned: str | None = None
    dismissed: str | None = None


@dataclass(slots=True)
class Span:
    """Work or help, from `since` to before `until` (None: still)."""

    kind: str
    since: date
    until: date | None = None


@dataclass(slots=True)
class PersonChanges:
    """The changes of a person, in the order of recording."""

    stream: UUID
    born: date | None = None
    changes: list[ChangeOfPeriod] = field(default_factory=list)
    spans: dict[UUID, Span] = field(default_factory=dict)
    measures: dict[UUID, Measure] = field(default_factory=dict)


def _identity_corrected(row: PersonChanges, event: identity.IdentityCorrected, _day: date) -> None:
    row.born = event.birth_date or row.born


def _moved(row: PersonChanges, event: identity.ResidenceChanged, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, area=event.residence_area))


def _tier(row: PersonChanges, event: TierAssigned, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, tier=event.tier))


def _standing(row: PersonChanges, event: Event, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, standing=_STANDING[type(event)]))


def _unmerged(row: PersonChanges, _event: Event, day: date) -> None:
    """As it was before the merging."""
    before = [one.standing for one in row.changes if one.standing not in (None, MERGED)]
    row.changes.append(ChangeOfPeriod(day, standing=before[-1]))


def _lost(row: PersonChanges, _event: Event, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, lost=True))


def _restored(row: PersonChanges, _event: Event, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, lost=False))


def _three_years(row: PersonChanges, _event: Event, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, abstinent=True))


def _reset(row: PersonChanges, _event: Event, day: date) -> None:
    row.changes.append(ChangeOfPeriod(day, abstinent=False))


def _assigned(row: PersonChanges, event: assignment.WorkerAssigned, day: date) -> None:
    if event.role is assignment.WorkerRole.CASE_WORKER:
        row.changes.append(ChangeOfPeriod(day, assigned=event.worker))


def _dismissed(row: PersonChanges, event: assignment.WorkerAssignmentEnded, day: date) -> None:
    if event.role is assignment.WorkerRole.CASE_WORKER:
        row.changes.append(ChangeOfPeriod(day, dismissed=event.worker))


def _placed(row: PersonChanges, event: support.JobPlaced, day: date) -> None:
    row.spans[event.job_id] = Span(JOB, day)


def _granted(row: PersonChanges, event: support.SupportGranted, day: date) -> None:
    row.spans[event.support_id] = Span(SUPPORT, day)


def _ended(row: PersonChanges, event: support.JobEnded | support.SupportEnded, day: date) -> None:
    item = event.job_id if isinstance(event, support.JobEnded) else event.support_id
    if (span := row.spans.get(item)) is not None:
        span.until = day


def _measure(row: PersonChanges, event: MeasureEvent, _day: date) -> None:
    after = evolve_measures(Measures(row.measures), event).by_id
    row.measures = dict(after)
    if event.measure_id in after:
        row.measures[event.measure_id] = pruned(after[event.measure_id])


_CHANGES: dict[type[Event], Callable[[PersonChanges, Any, date], None]] = {
    identity.IdentityCorrected: _identity_corrected,
    identity.ResidenceChanged: _moved,
    TierAssigned: _tier,
    **dict.fromkeys(_STANDING, _standing),
    PersonUnmergedFrom: _unmerged,
    contact.ContactLost: _lost,
    contact.ContactRestored: _restored,
    aftercare.ThreeYearAbstinenceConfirmed: _three_years,
    aftercare.AbstinenceReset: _reset,
    assignment.WorkerAssigned: _assigned,
    assignment.WorkerAssignmentEnded: _dismissed,
    support.JobPlaced: _placed,
    support.JobEnded: _ended,
    support.SupportGranted: _granted,
    support.SupportEnded: _ended,
    **dict.fromkeys(get_args(MeasureEvent), _measure),
}


CHANGING: tuple[type[Event], ...] = (identity.PersonRegistered, *_CHANGES)
"""The events that change something."""


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The row that an event concerns, if it concerns one."""
    event = recorded.event
    return [(recorded.stream,)] if isinstance(event, CHANGING) or is_correction(event) else []


def fold_changes(rows: Rows[PersonChanges], recorded: Recorded[Event]) -> None:
    """Note what an event changed of how a person stands."""
    event = recorded.event
    if isinstance(event, identity.PersonRegistered):
        change = ChangeOfPeriod(law_date(event.occurred_at), area=event.residence_area, standing=PRESENT)
        rows.put(PersonChanges(recorded.stream, event.birth_date, [change]))
        return
    change_of = _CHANGES.get(type(event))
    if change_of is not None and (row := rows.take((recorded.stream,))) is not None:
        change_of(row, event, law_date(event.occurred_at))
