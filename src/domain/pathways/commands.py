"""What may be asked about a person's plans."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen

from ..commands import Command, LongText, ShortText, command

_ID = "01970000-0000-7000-8000-0000000000d7"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """A date from which a component of the template counts, such as the day of release."""

    name: ShortText
    day: date


@command(
    example={
        "plan_id": _ID,
        "pathway": "23444",
        "dates": [{"name": "release", "day": "2021-03-01"}],
        "occurred_at": "2021-03-04",
    }
)
class StartPlan(Command):
    """Start a plan of a care pathway on the day of `occurred_at`, as its template says.

    `version`: of the template; the one in force on that day, if not given. `dates`: those that its
    components are due from, beside the start. Every component with a due date becomes an aftercare milestone.
    """

    plan_id: UUID | None = None
    pathway: ShortText
    version: ShortText | None = None
    dates: Annotated[tuple[NamedDate, ...], MaxLen(20)] = ()


@command(example={"plan_id": _ID, "reason": "本人迁往外省", "occurred_at": "2021-09-01"})
class EndPlan(Command):
    """End a plan, with the reason. What was not decided by then is no longer overdue."""

    plan_id: UUID
    reason: LongText


PathwayCommand = StartPlan | EndPlan
