"""Contact events. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class VisitPlace(StrEnum):
    """Where a visit (走访) went: a kind of place, never a position."""

    HOME = "home"
    WORKPLACE = "workplace"
    SCHOOL = "school"
    CENTRE = "centre"
    """社区戒毒社区康复工作站"""
    FACILITY = "facility"
    """强制隔离戒毒所、医院等场所"""
    OTHER = "other"


class TalkChannel(StrEnum):
    """How a talk (谈话) was held."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    OTHER = "other"


@event("visit.made/1")
class VisitMade(Event):
    """Someone called on the person (走访). `met`: whether the person was there."""

    place: VisitPlace
    met: bool = True
    remarks: Sealed[str] = None


@event("talk.held/1")
class TalkHeld(Event):
    """Someone talked with the person (谈话)."""

    channel: TalkChannel
    remarks: Sealed[str] = None


@event("contact.lost/1")
class ContactLost(Event):
    """The person is out of contact (失联). `last_contact_on`: the last day of contact, where known."""

    last_contact_on: date | None = None
    circumstances: Sealed[str] = None


@event("contact.restored/1")
class ContactRestored(Event):
    """The person who was out of contact has been reached."""

    remarks: Sealed[str] = None


@event("leave.granted/1")
class LeaveGranted(Event):
    """The person may be away from the first to the last day, both included (请假; 戒毒条例 19)."""

    leave_id: UUID
    first_day: date
    last_day: date
    destination_area: str
    reason: Sealed[str] = None


@event("leave.returned/1")
class LeaveReturned(Event):
    """The person is back from a leave, at `occurred_at` (销假)."""

    leave_id: UUID
    remarks: Sealed[str] = None


ContactEvent = VisitMade | TalkHeld | ContactLost | ContactRestored | LeaveGranted | LeaveReturned
