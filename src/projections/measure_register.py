"""Which measures were taken, where does each stand, until when does it last? One row a measure.

What is counted is asked of the domain: breaches of its counters, the end of its terms.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import get_args
from uuid import UUID

from ..domain.correction.effective import is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.identity.events import PersonRegistered
from ..domain.measures.counters import counters
from ..domain.measures.events import MeasureEvent, MeasureOrdered
from ..domain.measures.legal_terms import terms_of_kind
from ..domain.measures.measure import Measure
from ..domain.measures.state import Measures, evolve
from ..domain.measures.terms import term_of
from .projection import Key, Part, Projection, Rows
from .shipped_terms import EVER, shipped_policies


@dataclass(slots=True)
class PersonMeasures:
    """The measures of a person as deciding sees them, and by whom each was decided."""

    stream: UUID
    measures: dict[UUID, Measure] = field(default_factory=dict)
    deciders: dict[UUID, str] = field(default_factory=dict)


@dataclass(slots=True)
class RegisteredMeasure:
    """A measure. The three clocks: `day` (decision), `served_on` (receipt), `reported_on`.

    `expires_on`: the first day after the term; None while it does not run or has none. `law`: the version of
    the terms by which it was counted. `tests`, `departures`, `days_away`: the counters of 戒毒条例 20.
    """

    stream: UUID
    measure_id: UUID
    kind: str
    status: str
    day: date
    decider: str | None
    area: str | None
    served_on: date | None
    reported_on: date | None
    refused_on: date | None
    signed_on: date | None
    entered_on: date | None
    paused_on: date | None
    term_months: int | None
    term_days: int | None
    begins_on: date | None
    expires_on: date | None
    law: str | None
    tests: int
    departures: int
    days_away: int
    serious_breach_on: date | None
    reported_to_police_on: date | None
    follows: UUID | None
    ending: str | None
    ended_on: date | None
    cancelled_on: date | None


_EVENTS = get_args(MeasureEvent)


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The row that an event concerns, if it concerns one."""
    event = recorded.event
    is_ours = isinstance(event, (*_EVENTS, PersonRegistered)) or is_correction(event)
    return [(recorded.stream,)] if is_ours else []


def fold_measures(rows: Rows[PersonMeasures], recorded: Recorded[Event]) -> None:
    """Bring the measures of a person forward by one event."""
    event = recorded.event
    if isinstance(event, PersonRegistered):
        rows.put(PersonMeasures(recorded.stream))
    elif isinstance(event, _EVENTS) and (row := rows.take((recorded.stream,))) is not None:
        row.measures = dict(evolve(Measures(row.measures), event).by_id)
        if isinstance(event, MeasureOrdered):
            row.deciders[event.measure_id] = event.decider


def registered_measures(row: PersonMeasures) -> Iterator[RegisteredMeasure]:
    """The measures of a person, one row each."""
    for measure_id, measure in row.measures.items():
        law = terms_of_kind(shipped_policies(), measure.kind, measure.decided_on)
        before = row.measures.get(measure.follows) if measure.follows else None
        term = term_of(measure, law, measure.paused_on or measure.escaped_on or measure.latest_on, before)
        stopped = measure.paused_on is not None or measure.escaped_on is not None
        now = counters(measure, EVER)
        yield RegisteredMeasure(
            stream=row.stream,
            measure_id=measure_id,
            kind=measure.kind,
            status=measure.status,
            day=measure.decided_on,
            decider=row.deciders.get(measure_id),
            area=measure.area,
            served_on=measure.served_on,
            reported_on=measure.reported_on,
            refused_on=measure.refused_on,
            signed_on=measure.signed_on,
            entered_on=measure.entered_on,
            paused_on=measure.paused_on,
            term_months=measure.term_months,
            term_days=measure.term_days,
            begins_on=term.begins_on,
            expires_on=None if stopped else term.expires_on,
            law=None if law is None else law.version,
            tests=now.tests,
            departures=now.departures,
            days_away=now.days,
            serious_breach_on=measure.serious_breach_on,
            reported_to_police_on=max((report.sent_on for report in measure.reports), default=None),
            follows=measure.follows,
            ending=measure.ending,
            ended_on=measure.ended_on,
            cancelled_on=measure.cancelled_on,
        )


PERSON_MEASURES = Projection(
    name="person_measures",
    version=1,
    row=PersonMeasures,
    key=("stream",),
    keys=keys,
    fold=fold_measures,
    refolds=True,
    reads=dict.fromkeys((PersonRegistered, *_EVENTS)),
    part=Part(
        name="measure_register",
        row=RegisteredMeasure,
        key=("stream", "measure_id"),
        owner=("stream",),
        of=registered_measures,
    ),
)
