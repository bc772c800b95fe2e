"""What may be asked about handing a person over."""

from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from ..identity.commands import AreaCode

_ID = "01970000-0000-7000-8000-0000000000a1"


@command(
    example={
        "handover_id": _ID,
        "from_unit": "640324100",
        "to_area": "640324101",
        "level": "township",
        "reason": "居住地变更至河西镇",
        "occurred_at": "2020-04-01",
    }
)
class OfferHandover(Command):
    """Offer the responsibility for the person to another unit.

    `from_unit`: the actor's unit, if not given. `to_unit`: the office within `to_area` that is to take over;
    the area itself, if not given. `level`: a code of the county's own levels.
    """

    handover_id: UUID | None = None
    from_unit: ShortText | None = None
    to_unit: ShortText | None = None
    to_area: AreaCode
    level: ShortText | None = None
    reason: LongText


@command(example={"handover_id": _ID, "occurred_at": "2020-04-03"})
class AcceptHandover(Command):
    """Take over the responsibility that was offered."""

    handover_id: UUID


@command(example={"handover_id": _ID, "reason": "此人并未在本镇居住", "occurred_at": "2020-04-03"})
class RefuseHandover(Command):
    """Decline the responsibility that was offered, with the reason."""

    handover_id: UUID
    reason: LongText


@command(example={"handover_id": _ID, "reason": "此人已迁回原址", "occurred_at": "2020-04-02"})
class WithdrawHandover(Command):
    """Take an offer back that has not been answered."""

    handover_id: UUID
    reason: LongText | None = None


HandoverCommand = OfferHandover | AcceptHandover | RefuseHandover | WithdrawHandover
