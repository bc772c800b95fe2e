"""What may be asked about body-sample items."""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from ..commands import Command, LegalBasis, ShortText, command

ItemCode = Annotated[str, MinLen(1), MaxLen(60)]


@command(
    example={
        "item": "hair",
        "custody_reference": "TX-WZ-2026-0031",
        "approved_by": "zhang.wei",
        "occurred_at": "2026-04-12",
        "legal_basis": "治安管理处罚法 102",
    }
)
class RecordSampleCollection(Command):
    """Record that a body-sample item was collected; `legal_basis` is required.

    `repeat_basis`: the law that needs an item again that was collected before (治安管理处罚法 102).
    """

    item: ItemCode
    custody_reference: ShortText
    approved_by: ShortText | None = None
    repeat_basis: LegalBasis | None = None


SamplesCommand = RecordSampleCollection
