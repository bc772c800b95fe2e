"""Screening events. Names and fields are stored for ever: add, never rename."""

from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class ScreeningOutcome(StrEnum):
    """What a screening (排查) came to."""

    NO_FINDING = "no_finding"
    SUSPECTED_USE = "suspected_use"
    CONFIRMED_ON_REGISTER = "confirmed_on_register"
    NOT_FOUND = "not_found"


@event("person.screened/1")
class PersonScreened(Event):
    """A person was looked up in a screening (排查), with an outcome. `campaign_id`: the campaign's stream."""

    outcome: ScreeningOutcome
    campaign: str | None = None
    campaign_id: UUID | None = None
    remarks: Sealed[str] = None


@event("person.suspicion_recorded/1")
class SuspicionRecorded(Event):
    """There is reason to suspect drug use, which is what allows a test (禁毒法 32)."""

    grounds: Sealed[str] = None


ScreeningEvent = PersonScreened | SuspicionRecorded
