"""What other families ask about appeals."""

from uuid import UUID

from ..person.state import Person
from .events import AppealOutcome, AppealSubject

_SET_ASIDE = frozenset({AppealOutcome.REVOKED, AppealOutcome.CHANGED})


def has_set_aside(person: Person, appeal_id: UUID, subject: AppealSubject, subject_id: UUID) -> bool:
    """Whether this appeal has revoked or changed the decision on this very subject."""
    appeal = person.appeals.by_id.get(appeal_id)
    return (
        appeal is not None
        and (appeal.subject, appeal.subject_id) == (subject, subject_id)
        and appeal.outcome in _SET_ASIDE
    )
