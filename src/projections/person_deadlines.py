"""Which time limits run in the county, and until when? One row a limit that is neither met nor lapsed.

Whether one is overdue is no column: it is a comparison with the moment of the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..domain.correction.effective import is_correction
from ..domain.deadlines.deadline import due_of
from ..domain.deadlines.docket import Docket
from ..domain.deadlines.fold import CHANGES, apply, concerns
from ..domain.deadlines.terms import Terms
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.identity.events import PersonRegistered
from .projection import Key, Part, Projection, Rows
from .shipped_terms import shipped_terms


@dataclass(slots=True)
class PersonDocket:
    """What a person's history says of the time limits that run."""

    stream: UUID
    docket: Docket = field(default_factory=Docket)


@dataclass(slots=True)
class OpenDeadline:
    """A time limit that runs. `number`: which one of the person's it is."""

    stream: UUID
    number: int
    rule: str
    article: str
    nature: str
    bearer: str
    subject_id: UUID
    basis: UUID
    to_whom: str | None
    since: date
    due_on: date
    due_at: datetime | None
    provisional: bool
    policy: str
    policy_version: str


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The row that an event concerns, if it concerns one."""
    event = recorded.event
    is_ours = concerns(event) or isinstance(event, PersonRegistered) or is_correction(event)
    return [(recorded.stream,)] if is_ours else []


def fold_person_dockets(rows: Rows[PersonDocket], recorded: Recorded[Event]) -> None:
    """Bring a person's docket forward by one event."""
    if isinstance(recorded.event, PersonRegistered):
        rows.put(PersonDocket(recorded.stream))
    elif concerns(recorded.event) and (row := rows.take((recorded.stream,))) is not None:
        apply(row.docket, recorded.event, recorded.event_id)
        row.docket.forget_settled()


def open_deadlines(row: PersonDocket, terms: Terms | None = None) -> Iterator[OpenDeadline]:
    """The limits of a person that run and have a last day."""
    terms = terms or shipped_terms()
    for entry in row.docket.entries:
        term = terms.term_of(entry) if entry.is_open else None
        due_on, due_at, provisional = due_of(entry, term) if term else (None, None, False)
        if term is None or due_on is None:
            continue
        yield OpenDeadline(
            stream=row.stream,
            number=entry.number,
            rule=entry.rule,
            article=term.article,
            nature=term.nature,
            bearer=term.bearer,
            subject_id=entry.subject_id,
            basis=entry.basis,
            to_whom=entry.to,
            since=entry.since,
            due_on=due_on,
            due_at=due_at,
            provisional=provisional,
            policy=term.policy.name,
            policy_version=term.policy.version,
        )


PERSON_DEADLINES = Projection(
    name="person_dockets",
    version=2,
    row=PersonDocket,
    key=("stream",),
    keys=keys,
    fold=fold_person_dockets,
    refolds=True,
    reads=dict.fromkeys((PersonRegistered, *CHANGES)),
    part=Part(
        name="person_deadlines",
        row=OpenDeadline,
        key=("stream", "number"),
        owner=("stream",),
        of=open_deadlines,
    ),
)
