"""What deciding needs to know of support."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from ..calendar import law_date
from .events import JobEnded, JobPlaced, SupportEnded, SupportEvent, SupportGranted, SupportKind


@dataclass(frozen=True, slots=True)
class Support:
    """`supports`, `jobs`: the day each began; None once it has ended. `kinds`: of each support."""

    supports: Mapping[UUID, date | None] = field(default_factory=dict)
    jobs: Mapping[UUID, date | None] = field(default_factory=dict)
    kinds: Mapping[UUID, SupportKind] = field(default_factory=dict)


def evolve(support: Support, event: SupportEvent) -> Support:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case SupportGranted():
            day = law_date(event.occurred_at)
            kinds = {**support.kinds, event.support_id: event.kind}
            return replace(support, supports={**support.supports, event.support_id: day}, kinds=kinds)
        case SupportEnded():
            return replace(support, supports={**support.supports, event.support_id: None})
        case JobPlaced():
            return replace(support, jobs={**support.jobs, event.job_id: law_date(event.occurred_at)})
        case JobEnded():
            return replace(support, jobs={**support.jobs, event.job_id: None})
        case _:
            assert_never(event)
