"""Until when an objection to a tier is due, and its answer: a policy. No law sets such a time.

The first is told to the person and refuses nothing: who objects later is heard as well.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import Ge, Le

from ..calendar import law_date
from ..policies.book import NoPolicy, Policy, PolicyBook
from ..working_days import Reckoned, add_working_days
from .state import Objection, TierAssignment

KIND, NAME = "tier-objections", "default"

_Days = Annotated[int, Ge(1), Le(250)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionWindows:
    """In working days, the first day not counted: for the objection, and for the answer to one."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    object_within_working_days: _Days
    answer_within_working_days: _Days

    def object_until(self, assignment: TierAssignment) -> Reckoned:
        """The last day for objecting to a tier."""
        return add_working_days(law_date(assignment.assigned_at), self.object_within_working_days)

    def answer_by(self, objection: Objection) -> Reckoned:
        """The last day for answering an objection."""
        return add_working_days(law_date(objection.objected_at), self.answer_within_working_days)


def windows_in_force(book: PolicyBook, day: date) -> tuple[Policy, ObjectionWindows] | None:
    """The windows of a day with their policy; None where none is in force."""
    try:
        policy = book.in_force(KIND, NAME, day)
    except NoPolicy:
        return None
    return policy, ObjectionWindows(
        object_within_working_days=policy.content["object_within_working_days"],
        answer_within_working_days=policy.content["answer_within_working_days"],
    )
