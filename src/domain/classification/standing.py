"""What the county's policies ask of a person's tier on a day: visits, time to object, time to answer.

Times run under the policy of the day on which they began. Where no policy was in force, none is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..calendar import law_date
from ..contact.events import VisitMade
from ..contact.intervals import intervals_in_force
from ..events import Event
from ..policies.book import Policy, PolicyBook
from ..working_days import Reckoned
from .state import Classification, Objection
from .windows import windows_in_force


@dataclass(frozen=True, slots=True)
class Asked:
    """A day by which something is due, under which policy. `overdue_days`: since then, on the day asked."""

    due: Reckoned
    policy: Policy
    overdue_days: int


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that waits for its answer by another officer."""

    objection_id: UUID
    objected_on: date
    answer: Asked | None


@dataclass(frozen=True, slots=True)
class TierStanding:
    """`object_until`: the time told to the person; who objects later is heard as well.

    `last_visit_on`: the person was met on that day. `visit`: None where the tier asks for no visit.
    """

    object_until: Asked | None
    objections: tuple[OpenObjection, ...]
    last_visit_on: date | None
    visit: Asked | None


def standing(
    classification: Classification, events: Iterable[Event], book: PolicyBook, day: date
) -> TierStanding:
    """What is asked on a day. `events`: those that count, up to that day."""
    visits = (law_date(one.occurred_at) for one in events if isinstance(one, VisitMade) and one.met)
    last_visit_on = max(visits, default=None)
    open_ = [(key, one) for key, one in classification.objections.items() if one.is_open]
    return TierStanding(
        _object_until(classification, book, day),
        tuple(_open(key, one, book, day) for key, one in open_),
        last_visit_on,
        _visit(classification, last_visit_on, book, day),
    )


def _object_until(classification: Classification, book: PolicyBook, day: date) -> Asked | None:
    assignment = classification.assignment
    found = None if assignment is None else windows_in_force(book, law_date(assignment.assigned_at))
    if assignment is None or found is None:
        return None
    return _asked(found[1].object_until(assignment), found[0], day)


def _open(objection_id: UUID, objection: Objection, book: PolicyBook, day: date) -> OpenObjection:
    objected_on = law_date(objection.objected_at)
    found = windows_in_force(book, objected_on)
    answer = None if found is None else _asked(found[1].answer_by(objection), found[0], day)
    return OpenObjection(objection_id, objected_on, answer)


def _visit(
    classification: Classification, last_visit_on: date | None, book: PolicyBook, day: date
) -> Asked | None:
    assignment, found = classification.assignment, intervals_in_force(book, day)
    if assignment is None or found is None:
        return None
    since = max(last_visit_on or date.min, law_date(assignment.assigned_at))
    due = found[1].visit_by(assignment.tier, since)
    return None if due is None else _asked(Reckoned(due), found[0], day)


def _asked(due: Reckoned, policy: Policy, day: date) -> Asked:
    return Asked(due, policy, max(0, (day - due.day).days))
