"""Events of cooperation agreements with other regions (禁毒区域协作机制).

Names and fields are stored for ever: add, never rename.
A request says what was asked for and what came of it, never what was told: no intelligence is kept here.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..case.events import CooperationKind
from ..events import Event, event


class RequestDirection(StrEnum):
    """Who asks whom."""

    TO_PARTNER = "to_partner"
    FROM_PARTNER = "from_partner"


class RequestOutcome(StrEnum):
    """What came of a request."""

    FULFILLED = "fulfilled"
    """已办结"""
    PARTLY_FULFILLED = "partly_fulfilled"
    """部分办结"""
    REFUSED = "refused"
    """不予协助"""


class AgreementEnding(StrEnum):
    """Why an agreement holds no longer."""

    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


@event("cooperation_agreement.signed/1")
class AgreementWithRegionsSigned(Event):
    """The county agreed with other regions to work together. `area`: who signed here; `lead_unit`: for whom.

    `valid_until`: its last day, where it has one.
    """

    title: str
    area: str
    partner_regions: tuple[str, ...]
    signed_on: date
    lead_unit: str
    valid_until: date | None = None


@event("cooperation_agreement.request_recorded/1")
class CooperationRequested(Event):
    """One side asked the other for help. `case_number`: of the case for which it did."""

    request_id: UUID
    direction: RequestDirection
    partner_region: str
    kind: CooperationKind
    asked_on: date
    case_number: str | None = None


@event("cooperation_agreement.request_answered/1")
class CooperationRequestAnswered(Event):
    """A request was answered, with this outcome."""

    request_id: UUID
    outcome: RequestOutcome
    answered_on: date


@event("cooperation_agreement.ended/1")
class AgreementWithRegionsEnded(Event):
    """The agreement holds no longer. `ended_on`: its last day."""

    ground: AgreementEnding
    ended_on: date


CooperationAgreementEvent = (
    AgreementWithRegionsSigned | CooperationRequested | CooperationRequestAnswered | AgreementWithRegionsEnded
)
