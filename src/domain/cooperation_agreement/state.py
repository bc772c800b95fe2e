"""A cooperation agreement: what deciding needs of it, and what its register shows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never, cast
from uuid import UUID

from ..case.events import CooperationKind
from ..events import Event
from .events import (
    AgreementEnding,
    AgreementWithRegionsEnded,
    AgreementWithRegionsSigned,
    CooperationAgreementEvent,
    CooperationRequestAnswered,
    CooperationRequested,
    RequestDirection,
    RequestOutcome,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request under the agreement. `answered_on`, `outcome`: None while it is open."""

    request_id: UUID
    direction: RequestDirection
    partner_region: str
    kind: CooperationKind
    asked_on: date
    case_number: str | None = None
    answered_on: date | None = None
    outcome: RequestOutcome | None = None


@dataclass(frozen=True, slots=True)
class CooperationAgreement:
    """The state of one agreement. `signed_on` is None until it is on the books; `open_requests`: how many."""

    title: str = ""
    area: str | None = None
    partner_regions: tuple[str, ...] = ()
    signed_on: date | None = None
    valid_until: date | None = None
    ended_on: date | None = None
    ending: AgreementEnding | None = None
    lead_unit: str = ""
    requests: tuple[Request, ...] = ()
    open_requests: int = 0

    @property
    def status(self) -> str:
        """`in_force` or `ended`."""
        return "in_force" if self.ended_on is None else "ended"

    @property
    def since(self) -> date | None:
        """When it was signed."""
        return self.signed_on

    @property
    def until(self) -> date | None:
        """Its last day."""
        return self.ended_on

    def request(self, request_id: UUID) -> Request | None:
        """A request by its identifier."""
        return next((one for one in self.requests if one.request_id == request_id), None)


NEW_COOPERATION_AGREEMENT = CooperationAgreement()


def evolve(agreement: CooperationAgreement, event: Event) -> CooperationAgreement:
    """The agreement after an event. Trusts history: never refuses."""
    known = cast(CooperationAgreementEvent, event)
    match known:
        case AgreementWithRegionsSigned():
            return CooperationAgreement(
                title=known.title,
                area=known.area,
                partner_regions=known.partner_regions,
                signed_on=known.signed_on,
                valid_until=known.valid_until,
                lead_unit=known.lead_unit,
            )
        case CooperationRequested():
            return _with_requests(agreement, (*agreement.requests, _request(known)))
        case CooperationRequestAnswered():
            answered = (_answered(one, known) for one in agreement.requests)
            return _with_requests(agreement, tuple(answered))
        case AgreementWithRegionsEnded():
            return replace(agreement, ended_on=known.ended_on, ending=known.ground)
        case _:
            assert_never(known)


def _request(event: CooperationRequested) -> Request:
    return Request(
        event.request_id, event.direction, event.partner_region, event.kind, event.asked_on, event.case_number
    )


def _answered(request: Request, event: CooperationRequestAnswered) -> Request:
    if request.request_id != event.request_id:
        return request
    return replace(request, answered_on=event.answered_on, outcome=event.outcome)


def _with_requests(agreement: CooperationAgreement, requests: tuple[Request, ...]) -> CooperationAgreement:
    open_ones = sum(request.answered_on is None for request in requests)
    return replace(agreement, requests=requests, open_requests=open_ones)
