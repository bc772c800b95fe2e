"""What deciding needs to know of safety."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from .events import CustodyUnfitnessFound, SafetyConcernLifted, SafetyConcernRecorded, SafetyEvent


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern, in force from the day it was found to the day before it expires."""

    found_on: date
    expires_on: date
    is_lifted: bool = False


@dataclass(frozen=True, slots=True)
class Safety:
    """The concerns by their id, expired ones too."""

    concerns: Mapping[UUID, Concern] = field(default_factory=dict)


def evolve(safety: Safety, event: SafetyEvent) -> Safety:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case SafetyConcernRecorded():
            concern = Concern(law_date(event.occurred_at), event.expires_on)
            return Safety({**safety.concerns, event.concern_id: concern})
        case SafetyConcernLifted():
            if (concern_before := safety.concerns.get(event.concern_id)) is None:
                return safety
            return Safety({**safety.concerns, event.concern_id: replace(concern_before, is_lifted=True)})
        case CustodyUnfitnessFound():
            return safety
        case _:
            assert_never(event)
