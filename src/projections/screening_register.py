"""Who was screened, when, in which campaign, with what outcome? One row a screening of a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.screening.events import PersonScreened
from .projection import Key, Projection, Rows


@dataclass(slots=True)
class RegisteredScreening:
    """A screening. `campaign_id`: the campaign that it names by identifier; `campaign`: by name."""

    stream: UUID
    version: int
    campaign_id: UUID | None
    campaign: str | None
    outcome: str
    day: date
    position: int
    event_id: UUID


def keys(recorded: Recorded[Event]) -> list[Key]:
    """Its own row, if it is a screening."""
    return [(recorded.stream, recorded.version)] if isinstance(recorded.event, PersonScreened) else []


def fold_screenings(rows: Rows[RegisteredScreening], recorded: Recorded[Event]) -> None:
    """Add a screening."""
    event = recorded.event
    if isinstance(event, PersonScreened):
        rows.put(
            RegisteredScreening(
                recorded.stream,
                recorded.version,
                event.campaign_id,
                event.campaign,
                event.outcome,
                law_date(event.occurred_at),
                recorded.position,
                recorded.event_id,
            )
        )


SCREENING_REGISTER = Projection(
    name="screening_register",
    version=1,
    row=RegisteredScreening,
    key=("stream", "version"),
    keys=keys,
    fold=fold_screenings,
    refolds=True,
    reads={PersonScreened: None},
    adds=True,
)
