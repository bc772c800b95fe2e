"""What may be asked about a cooperation agreement."""

from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen, MinLen

from ..case.events import CooperationKind
from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from .events import AgreementEnding, RequestDirection, RequestOutcome

_REQUEST = "01970000-0000-7000-8000-0000000000d1"


@command(
    example={
        "title": "同心—榆林—平凉—鄂尔多斯禁毒区域协作机制",
        "area": "640324",
        "partner_regions": ["610802", "620802", "150602"],
        "signed_on": "2016-04-20",
        "lead_unit": "同心县公安局",
    }
)
class SignCooperationAgreement(Command):
    """Put an agreement with other regions on the books.

    `occurred_at` is the beginning of `signed_on`, if not given.
    """

    title: ShortText
    area: AreaCode
    partner_regions: Annotated[tuple[AreaCode, ...], MinLen(1), MaxLen(50)]
    signed_on: date
    lead_unit: ShortText
    valid_until: date | None = None


@command(
    example={
        "request_id": _REQUEST,
        "direction": "to_partner",
        "partner_region": "610802",
        "kind": "assisted_arrest",
        "asked_on": "2020-05-18",
        "case_number": "同公(禁)立字[2020]0016号",
        "occurred_at": "2020-05-18",
    }
)
class RecordCooperationRequest(Command):
    """Record that one side asked the other for help. `request_id`: yours, or given by the service."""

    request_id: UUID | None = None
    direction: RequestDirection
    partner_region: AreaCode
    kind: CooperationKind
    asked_on: date
    case_number: ShortText | None = None


@command(
    example={
        "request_id": _REQUEST,
        "outcome": "fulfilled",
        "answered_on": "2020-05-25",
        "occurred_at": "2020-05-25",
    }
)
class AnswerCooperationRequest(Command):
    """Record what came of a request."""

    request_id: UUID
    outcome: RequestOutcome
    answered_on: date


@command(example={"ground": "replaced", "ended_on": "2020-12-31", "occurred_at": "2020-12-31"})
class EndCooperationAgreement(Command):
    """Record that the agreement holds no longer. A request that was made before can still be answered."""

    ground: AgreementEnding
    ended_on: date


CooperationAgreementCommand = (
    SignCooperationAgreement | RecordCooperationRequest | AnswerCooperationRequest | EndCooperationAgreement
)
