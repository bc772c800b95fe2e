"""What may be asked about a person's basic information."""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from ..commands import Command, ShortText, command


@command(example={"item": "photo", "custody_reference": "TX-JD-2020-0117", "occurred_at": "2020-05-18"})
class RecordBaselineItem(Command):
    """Record that a class of basic information is on file, and under which reference its keeper has it.

    Body samples are recorded by their collection, which counts here by itself.
    """

    item: Annotated[str, MinLen(1), MaxLen(60)]
    custody_reference: ShortText


BaselineCommand = RecordBaselineItem
