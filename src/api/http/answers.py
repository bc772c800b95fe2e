"""What queries answer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class MomentAnswer(BaseModel):
    """For which moment it is answered, in UTC; an axis that was not given is null: now."""

    as_of: datetime | None
    known_at: datetime | None


class PersonalAnswer(BaseModel):
    """What identifies a person, from the sealed parts. Null: never given, or erased."""

    name: str | None
    identity_number: str | None
    address: str | None
    phone: str | None


class MeasureAnswer(BaseModel):
    """A measure. The three clocks: `decided_on`, `served_on` (receipt by the person), `reported_on`."""

    measure_id: UUID
    kind: str
    status: str = "ordered"
    decided_on: date
    served_on: date | None = None
    reported_on: date | None = None
    entered_on: date | None = None
    area: str | None = None
    breaches: int = 0
    ended_on: date | None = None
    ending: str | None = None


class PersonAnswer(BaseModel):
    """Where a person stands. Dates are Asia/Shanghai dates, times UTC.

    `merged`: other records of the person, merged into this one. `merged_into`: the record in which the person
    is gone on with.
    """

    id: UUID
    version: int
    position: int
    personal: PersonalAnswer
    birth_date: date | None
    sex: str | None
    domicile_area: str | None
    residence_area: str | None
    residence_area_name: str | None
    registered_on: date | None
    died_on: date | None
    emigrated_on: date | None
    addiction_level: str | None
    tier: str | None
    tier_assigned_on: date | None
    tier_assigned_by: str | None
    tier_proposed: str | None
    tier_objection_open: bool
    measures: list[MeasureAnswer]
    worker: str | None
    responsible_unit: str | None
    handover_to: str | None
    last_test_on: date | None
    last_test_result: str | None
    last_contact_on: date | None
    contact_lost_on: date | None
    abstinent_since: date | None
    abstinence_paused: bool
    three_years_confirmed_on: date | None
    control_ended_on: date | None
    merged_into: UUID | None = None
    merged: list[UUID] = []
    last_event_at: datetime
    last_recorded_at: datetime
    moment: MomentAnswer | None = None


class PersonsAnswer(BaseModel):
    """A page of persons. `next`: the cursor of the next page, null on the last."""

    persons: list[PersonAnswer]
    next: str | None
    moment: MomentAnswer | None = None


class CountAnswer(BaseModel):
    """How many persons have this value; null: none."""

    value: str | None
    persons: int


class CountsAnswer(BaseModel):
    """How many persons, in all and by value, the most first. Each count is that of the list so filtered."""

    persons: int
    by: dict[str, list[CountAnswer]]
    moment: MomentAnswer | None = None


class ActorAnswer(BaseModel):
    """Who acted."""

    user: str
    role: str
    unit: str


class ChangeAnswer(BaseModel):
    """A field of the person's status before and after. Of a measure: `measures.<id>.<field>`."""

    field: str
    before: Any
    after: Any


class HistoryEntryAnswer(BaseModel):
    """An event. `superseded_by`: the version that corrected or retracted it, where one did.

    `changes`: what it changed of the person's status when it was recorded, where that was asked for.
    """

    version: int
    position: int
    event_id: UUID
    type: str
    occurred_at: datetime
    recorded_at: datetime
    actor: ActorAnswer
    legal_basis: str | None
    correlation_id: str
    causation_id: str | None
    policy: dict[str, str] | None
    documents: list[dict[str, Any]]
    data: dict[str, Any]
    superseded_by: int | None = None
    superseded_how: str | None = None
    changes: list[ChangeAnswer] | None = None


class HistoryAnswer(BaseModel):
    """A page of a history, in the order of recording. `next`: give it as `after`, null on the last page."""

    id: UUID
    events: list[HistoryEntryAnswer]
    next: int | None
    moment: MomentAnswer | None = None


class ReadAnswer(BaseModel):
    """Somebody looked at the record."""

    at: datetime
    actor: ActorAnswer
    purpose: str
    what: str
    correlation_id: str


class ReadsAnswer(BaseModel):
    """Who has looked, the latest first."""

    id: UUID
    reads: list[ReadAnswer]
