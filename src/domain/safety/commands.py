"""What may be asked about safety."""

from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen, MinLen

from ..commands import Command, LongText, ShortText, command
from .events import SafetyConcernKind

_CONCERN_ID = "01965b3c-0a00-7000-8000-000000000061"


@command(
    example={
        "concern_id": _CONCERN_ID,
        "kind": "self_harm",
        "found_by": ["ma.li"],
        "remarks": "本人称不想活了,已通知家属和精神卫生中心",
        "occurred_at": "2026-05-06",
    }
)
class RecordSafetyConcern(Command):
    """Record a concern for the person's safety. `expires_on`: 90 days later, if not given."""

    concern_id: UUID | None = None
    kind: SafetyConcernKind
    found_by: Annotated[tuple[ShortText, ...], MinLen(1), MaxLen(10)]
    expires_on: date | None = None
    renews: UUID | None = None
    remarks: LongText | None = None


@command(example={"concern_id": _CONCERN_ID, "remarks": "经评估已稳定", "occurred_at": "2026-05-20"})
class LiftSafetyConcern(Command):
    """Record that a concern is over before it expires."""

    concern_id: UUID
    remarks: LongText | None = None


@command(
    example={
        "institution": "同心县人民医院",
        "document_number": "示例诊断[2026]007号",
        "occurred_at": "2026-05-07",
    }
)
class RecordCustodyUnfitness(Command):
    """Record the medical finding that the person cannot be taken into custody or treatment."""

    institution: ShortText
    document_number: ShortText | None = None
    expires_on: date | None = None
    remarks: LongText | None = None


SafetyCommand = RecordSafetyConcern | LiftSafetyConcern | RecordCustodyUnfitness
