"""What did officers decide about two records? One row for each other record that one was compared with."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.duplicates.events import DuplicateDismissed, PersonMerged, PersonUnmerged
from .items import item_projection

DISMISSED, MERGED, UNMERGED = "dismissed", "merged", "unmerged"
Decision = DuplicateDismissed | PersonMerged | PersonUnmerged
_OUTCOME: dict[type[Decision], str] = {
    DuplicateDismissed: DISMISSED,
    PersonMerged: MERGED,
    PersonUnmerged: UNMERGED,
}


@dataclass(slots=True)
class DuplicateDecision:
    """The latest decision about this record and `other`. `agreed`: in what the two agreed then."""

    stream: UUID
    other: UUID
    outcome: str = ""
    day: date = date.min
    decided_at: datetime | None = None
    decided_by: str = ""
    agreed: list[str] = field(default_factory=list)
    version: int = 0
    position: int = 0


def _decided(row: DuplicateDecision, event: Decision) -> None:
    row.outcome = _OUTCOME[type(event)]
    row.day, row.decided_at = law_date(event.occurred_at), event.occurred_at
    row.decided_by, row.agreed = event.decided_by, list(event.agreed)


DUPLICATE_DECISIONS = item_projection(
    "duplicate_decisions", 1, DuplicateDecision, "other", dict.fromkeys(_OUTCOME, _decided)
)
