"""What deciding needs to know of appeals."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from .events import (
    AppealDecided,
    AppealEvent,
    AppealFiled,
    AppealOutcome,
    AppealRoute,
    AppealSubject,
    AppealWithdrawn,
)


@dataclass(frozen=True, slots=True)
class Appeal:
    """`decided_on`, `withdrawn_on`: None until then; never both set."""

    subject: AppealSubject
    subject_id: UUID
    route: AppealRoute
    filed_on: date
    decided_on: date | None = None
    outcome: AppealOutcome | None = None
    withdrawn_on: date | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it is neither decided nor withdrawn."""
        return self.decided_on is None and self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class Appeals:
    """Every appeal of the person by identifier."""

    by_id: Mapping[UUID, Appeal] = field(default_factory=dict)


def evolve(appeals: Appeals, event: AppealEvent) -> Appeals:
    """The state after an event. Trusts history; what rests on a retracted event has no effect."""
    before = appeals.by_id.get(event.appeal_id)
    if isinstance(event, AppealFiled):
        after = Appeal(event.subject, event.subject_id, event.route, event.filed_on)
    elif before is None:
        return appeals
    else:
        match event:
            case AppealDecided():
                after = replace(before, decided_on=event.decided_on, outcome=event.outcome)
            case AppealWithdrawn():
                after = replace(before, withdrawn_on=event.withdrawn_on)
            case _:
                assert_never(event)
    return Appeals({**appeals.by_id, event.appeal_id: after})
