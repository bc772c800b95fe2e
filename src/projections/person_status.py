"""Where does each person stand now? One row a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ..domain.addiction import events as addiction
from ..domain.assignment import events as assignment
from ..domain.calendar import law_date
from ..domain.classification import events as classification
from ..domain.correction.events import EventCorrected, EventRetracted
from ..domain.duplicates import events as duplicates
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.handover import events as handover
from ..domain.identity import events as identity
from .care_changes import CARE_CHANGES
from .measure_lines import MEASURE_CHANGES, MEASURE_FIELDS, MeasureLine
from .projection import Projection, Rows


@dataclass(slots=True)
class PersonStatus:
    """The present of one person. Dates are Asia/Shanghai dates; `version` and `position` of the latest event.

    `measure_kind`, `measure_status`: of the latest measure that has not ended. `responsible_unit`: who
    answers for the person since the last handover. `handover_to`: to whom an open handover is offered.
    `worker`: of the `case_workers` the one assigned last. `merged`: the records of the same person that were
    merged into this one; of such a record itself, `merged_into` is this one, and no list or count has it.
    """

    stream: UUID
    version: int
    position: int
    last_event_at: datetime
    last_recorded_at: datetime
    registered_on: date | None = None
    birth_date: date | None = None
    sex: str | None = None
    domicile_area: str | None = None
    residence_area: str | None = None
    died_on: date | None = None
    emigrated_on: date | None = None
    addiction_level: str | None = None
    tier: str | None = None
    tier_assigned_on: date | None = None
    tier_assigned_by: str | None = None
    tier_proposed: str | None = None
    tier_objection_open: bool = False
    measure_kind: str | None = None
    measure_status: str | None = None
    measures: list[MeasureLine] = field(default_factory=list)
    worker: str | None = None
    case_workers: list[str] = field(default_factory=list)
    responsible_unit: str | None = None
    handover_to: str | None = None
    last_test_id: UUID | None = None
    last_test_on: date | None = None
    last_test_result: str | None = None
    last_contact_on: date | None = None
    contact_lost_on: date | None = None
    abstinent_since: date | None = None
    abstinence_paused: bool = False
    three_years_confirmed_on: date | None = None
    control_ended_on: date | None = None
    merged_into: UUID | None = None
    merged: list[UUID] = field(default_factory=list)


def fold_person_status(rows: Rows[PersonStatus], recorded: Recorded[Event]) -> None:
    """Bring a person's row forward by one event. Events of other kinds of stream concern nobody here."""
    event = recorded.event
    row = rows.take((recorded.stream,))
    if row is None:
        if event.TYPE != identity.PersonRegistered.TYPE:
            return
        row = PersonStatus(recorded.stream, 0, 0, event.occurred_at, recorded.recorded_at)
        rows.put(row)
    change = _CHANGES_BY_TYPE.get(event.TYPE)
    if change is not None:
        change(row, event)
    row.version = recorded.version
    row.position = recorded.position
    row.last_recorded_at = recorded.recorded_at
    if event.occurred_at > row.last_event_at and event.TYPE not in _CORRECTIONS:
        row.last_event_at = event.occurred_at


def _registered(row: PersonStatus, event: identity.PersonRegistered) -> None:
    row.registered_on = law_date(event.occurred_at)
    row.birth_date = event.birth_date
    row.sex = event.sex
    row.domicile_area = event.domicile_area
    row.residence_area = event.residence_area


def _identity_corrected(row: PersonStatus, event: identity.IdentityCorrected) -> None:
    row.birth_date = event.birth_date or row.birth_date
    row.sex = event.sex or row.sex


def _residence_changed(row: PersonStatus, event: identity.ResidenceChanged) -> None:
    row.residence_area = event.residence_area


def _died(row: PersonStatus, event: identity.PersonDied) -> None:
    row.died_on = law_date(event.occurred_at)


def _emigrated(row: PersonStatus, event: identity.PersonEmigrated) -> None:
    row.emigrated_on = law_date(event.occurred_at)


def _returned(row: PersonStatus, _event: identity.PersonReturned) -> None:
    row.emigrated_on = None


def _addiction_found(row: PersonStatus, event: addiction.AddictionFound) -> None:
    row.addiction_level = event.level


def _tier_proposed(row: PersonStatus, event: classification.TierProposed) -> None:
    row.tier_proposed = event.tier


def _tier_assigned(row: PersonStatus, event: classification.TierAssigned) -> None:
    row.tier = event.tier
    row.tier_assigned_on = law_date(event.occurred_at)
    row.tier_assigned_by = event.assigned_by
    row.tier_proposed = None


def _tier_objected(row: PersonStatus, _event: classification.TierObjected) -> None:
    row.tier_objection_open = True


def _tier_reviewed(row: PersonStatus, _event: classification.TierObjectionReviewed) -> None:
    row.tier_objection_open = False


def _worker_assigned(row: PersonStatus, event: assignment.WorkerAssigned) -> None:
    if event.role is assignment.WorkerRole.CASE_WORKER:
        row.case_workers = [*(one for one in row.case_workers if one != event.worker), event.worker]
        row.worker = event.worker


def _worker_ended(row: PersonStatus, event: assignment.WorkerAssignmentEnded) -> None:
    if event.role is assignment.WorkerRole.CASE_WORKER:
        row.case_workers = [one for one in row.case_workers if one != event.worker]
        row.worker = row.case_workers[-1] if row.case_workers else None


def _handover_offered(row: PersonStatus, event: handover.HandoverOffered) -> None:
    row.responsible_unit = event.from_unit
    row.handover_to = event.to_unit


def _handover_accepted(row: PersonStatus, _event: handover.HandoverAccepted) -> None:
    row.responsible_unit = row.handover_to or row.responsible_unit  # none, where the offer was retracted
    row.handover_to = None


def _handover_closed(row: PersonStatus, _event: Event) -> None:
    row.handover_to = None


def _merged(row: PersonStatus, event: duplicates.PersonMerged) -> None:
    row.merged = [*row.merged, event.other]


def _unmerged(row: PersonStatus, event: duplicates.PersonUnmerged) -> None:
    row.merged = [one for one in row.merged if one != event.other]


def _merged_into(row: PersonStatus, event: duplicates.PersonMergedInto) -> None:
    row.merged_into = event.kept


def _unmerged_from(row: PersonStatus, _event: duplicates.PersonUnmergedFrom) -> None:
    row.merged_into = None


_CHANGES: dict[type[Event], Callable[[PersonStatus, Any], None]] = {
    identity.PersonRegistered: _registered,
    identity.IdentityCorrected: _identity_corrected,
    identity.ResidenceChanged: _residence_changed,
    identity.PersonDied: _died,
    identity.PersonEmigrated: _emigrated,
    identity.PersonReturned: _returned,
    addiction.AddictionFound: _addiction_found,
    classification.TierProposed: _tier_proposed,
    classification.TierAssigned: _tier_assigned,
    classification.TierObjected: _tier_objected,
    classification.TierObjectionReviewed: _tier_reviewed,
    assignment.WorkerAssigned: _worker_assigned,
    assignment.WorkerAssignmentEnded: _worker_ended,
    handover.HandoverOffered: _handover_offered,
    handover.HandoverAccepted: _handover_accepted,
    handover.HandoverRefused: _handover_closed,
    handover.HandoverWithdrawn: _handover_closed,
    duplicates.PersonMerged: _merged,
    duplicates.PersonUnmerged: _unmerged,
    duplicates.PersonMergedInto: _merged_into,
    duplicates.PersonUnmergedFrom: _unmerged_from,
    **CARE_CHANGES,
    **MEASURE_CHANGES,
}

_CHANGES_BY_TYPE = {event.TYPE: change for event, change in _CHANGES.items()}
_CORRECTIONS = {EventCorrected.TYPE, EventRetracted.TYPE}
_LOOKED_AT = MEASURE_FIELDS | {
    "assigned_by",
    "birth_date",
    "domicile_area",
    "from_unit",
    "kept",
    "level",
    "met",
    "other",
    "residence_area",
    "result",
    "role",
    "sex",
    "test_id",
    "tier",
    "to_unit",
    "worker",
}

PERSON_STATUS = Projection(
    name="person_status",
    version=3,
    row=PersonStatus,
    key=("stream",),
    keys=lambda recorded: [(recorded.stream,)],
    fold=fold_person_status,
    refolds=True,
    reads=dict.fromkeys(_CHANGES, _LOOKED_AT),
)
