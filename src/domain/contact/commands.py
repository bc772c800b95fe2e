"""What may be asked about keeping in touch with a person."""

from datetime import date
from uuid import UUID

from ..commands import Command, LongText, command
from ..identity.commands import AreaCode
from .events import TalkChannel, VisitPlace

_LEAVE_ID = "01970000-0000-7000-8000-0000000000b1"


@command(
    example={"place": "home", "met": True, "remarks": "情绪稳定,家人在场", "occurred_at": "2020-05-08T10:30"}
)
class RecordVisit(Command):
    """Record a visit to the person (走访), made or attempted."""

    place: VisitPlace
    met: bool = True
    remarks: LongText | None = None


@command(
    example={"channel": "in_person", "remarks": "谈就业意愿", "occurred_at": "2020-05-08T15:00"},
)
class RecordTalk(Command):
    """Record a talk with the person (谈话)."""

    channel: TalkChannel
    remarks: LongText | None = None


@command(
    example={
        "last_contact_on": "2020-06-01",
        "circumstances": "电话停机,家中无人",
        "occurred_at": "2020-06-20",
    }
)
class RecordContactLost(Command):
    """Record that the person is out of contact (失联)."""

    last_contact_on: date | None = None
    circumstances: LongText | None = None


@command(example={"remarks": "本人来电", "occurred_at": "2020-07-02"})
class RecordContactRestored(Command):
    """Record that the person who was out of contact has been reached."""

    remarks: LongText | None = None


@command(
    example={
        "leave_id": _LEAVE_ID,
        "first_day": "2020-08-01",
        "last_day": "2020-08-20",
        "destination_area": "640104",
        "reason": "赴银川务工",
        "occurred_at": "2020-07-30",
        "legal_basis": "戒毒条例 19",
    }
)
class GrantLeave(Command):
    """Let the person be away from the first to the last day, both included (请假).

    Who leaves the county for three days or more reports in writing before (戒毒条例 19).
    """

    leave_id: UUID | None = None
    first_day: date
    last_day: date
    destination_area: AreaCode
    reason: LongText


@command(example={"leave_id": _LEAVE_ID, "occurred_at": "2020-08-19"})
class RecordLeaveReturn(Command):
    """Record that the person is back from a leave (销假)."""

    leave_id: UUID
    remarks: LongText | None = None


ContactCommand = (
    RecordVisit | RecordTalk | RecordContactLost | RecordContactRestored | GrantLeave | RecordLeaveReturn
)
