"""What may be asked about a venue. What was invested by mistake of recording is corrected or retracted."""

from ..commands import Command, ShortText, command
from ..fund.commands import Spent
from ..identity.commands import AreaCode
from .events import VenueClosingReason, VenueKind


@command(
    example={
        "kind": "education_base",
        "name": "示例毒品警示教育基地",
        "area": "640324100",
        "occurred_at": "2018-06-26",
    }
)
class OpenVenue(Command):
    """Put a display screen, a notice board or an education base on record. `name`: without an address."""

    kind: VenueKind
    name: ShortText
    area: AreaCode


@command(example={"amount_cny": "1250000.00", "voucher": "示例凭证2018-0112", "occurred_at": "2018-05-10"})
class InvestInVenue(Command):
    """Record what was put into the venue, before or after it opened.

    `amount_cny`: CNY, to the fen. `voucher`: the number of the accounting document.
    """

    amount_cny: Spent
    voucher: ShortText | None = None


@command(example={"reason": "replaced", "occurred_at": "2020-11-02"})
class CloseVenue(Command):
    """Record that the venue is used no longer."""

    reason: VenueClosingReason


VenueCommand = OpenVenue | InvestInVenue | CloseVenue
