"""Whether an offered handover has waited too long for its answer: nobody feels responsible meanwhile."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import Ge, Le

from ..policies.book import Policy
from .state import Handover

KIND, NAME = "handover-answers", "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnswers:
    """What a policy of this kind says. `days`: how long an offer may wait for its answer."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    days: Annotated[int, Ge(0), Le(3660)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An offer that waits. `due_on`: the last day for an answer; None where no policy sets one."""

    from_unit: str
    to_unit: str
    offered_on: date
    waiting_days: int
    due_on: date | None
    overdue_days: int


def waiting(handover: Handover, policy: Policy | None, day: date) -> Waiting | None:
    """The open offer on a day, if there is one. An offer is overdue when older than the policy's `days`."""
    offer = handover.open
    if offer is None or offer.offered_on > day:
        return None
    age = (day - offer.offered_on).days
    allowed = None if policy is None else policy.content.get("days")
    if not isinstance(allowed, int) or isinstance(allowed, bool) or not 0 <= allowed <= 3660:
        return Waiting(offer.from_unit, offer.to_unit, offer.offered_on, age, None, 0)
    due_on = date.fromordinal(offer.offered_on.toordinal() + allowed)
    return Waiting(offer.from_unit, offer.to_unit, offer.offered_on, age, due_on, max(0, age - allowed))
