"""What may be asked about addiction findings."""

from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen

from ..commands import Command, LongText, ShortText, command
from .events import AddictionGround, AddictionLevel


@command(
    example={
        "level": "addicted",
        "grounds": ["evidence_of_use", "history_of_use"],
        "found_by": ["wang.jun", "li.na"],
        "document_number": "示例成瘾认字[2026]0031号",
        "occurred_at": "2026-04-13",
        "legal_basis": "吸毒成瘾认定办法 6",
    }
)
class RecordAddictionFinding(Command):
    """Record a finding of addiction; its form (成瘾认定书) goes to `documents`."""

    level: AddictionLevel
    grounds: Annotated[tuple[AddictionGround, ...], MaxLen(20)] = ()
    test_id: UUID | None = None
    found_by: Annotated[tuple[ShortText, ...], MaxLen(10)]
    document_number: ShortText
    institution: ShortText | None = None
    remarks: LongText | None = None


AddictionCommand = RecordAddictionFinding
