"""What happens when a command on a cooperation agreement comes in."""

from datetime import date, datetime, time
from typing import assert_never, cast

from ..calendar import SHANGHAI, law_date
from ..checks import check_area, check_new
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import (
    AnswerCooperationRequest,
    CooperationAgreementCommand,
    EndCooperationAgreement,
    RecordCooperationRequest,
    SignCooperationAgreement,
)
from .events import (
    AgreementWithRegionsEnded,
    AgreementWithRegionsSigned,
    CooperationRequestAnswered,
    CooperationRequested,
)
from .state import CooperationAgreement


def decide(agreement: CooperationAgreement, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    asked = cast(CooperationAgreementCommand, command)
    if isinstance(asked, SignCooperationAgreement):
        return _sign(agreement, asked, context)
    if agreement.signed_on is None:
        raise rules.COOPERATION_AGREEMENT_UNKNOWN.refuse()
    if isinstance(asked, AnswerCooperationRequest):
        return _answer(agreement, asked, context)
    if agreement.ended_on is not None:
        raise rules.AGREEMENT_HAS_ENDED.refuse()
    match asked:
        case RecordCooperationRequest():
            return _ask(agreement, agreement.signed_on, asked, context)
        case EndCooperationAgreement():
            latest = max([agreement.signed_on, *(request.asked_on for request in agreement.requests)])
            if not latest <= asked.ended_on <= law_date(context.occurred_at):
                raise rules.ENDED_OUTSIDE.refuse("ended_on", day=asked.ended_on)
            return [AgreementWithRegionsEnded.of(asked, context)]
        case _:
            assert_never(asked)


def _sign(
    agreement: CooperationAgreement, command: SignCooperationAgreement, context: Context
) -> list[Event]:
    if agreement.signed_on is not None:
        raise rules.SIGNED_ALREADY.refuse()
    if command.signed_on > law_date(context.occurred_at):
        raise rules.SIGNED_LATER.refuse("signed_on")
    if command.valid_until is not None and command.valid_until < command.signed_on:
        raise rules.VALID_BEFORE_SIGNED.refuse("valid_until", valid_until=command.valid_until)
    check_area(command.area, "area")
    _check_partners(command)
    occurred_at = command.occurred_at or datetime.combine(command.signed_on, time(), SHANGHAI)
    return [AgreementWithRegionsSigned.of(command, context, occurred_at=occurred_at)]


def _check_partners(command: SignCooperationAgreement) -> None:
    for number, code in enumerate(command.partner_regions):
        check_area(code, "partner_regions")
        if code == command.area:
            raise rules.PARTNER_IS_HERE.refuse("partner_regions", code=code)
        if code in command.partner_regions[:number]:
            raise rules.PARTNER_NAMED_TWICE.refuse("partner_regions", code=code)


def _ask(
    agreement: CooperationAgreement, signed_on: date, command: RecordCooperationRequest, context: Context
) -> list[Event]:
    request_id = command.request_id or context.new_id
    check_new(request_id, {request.request_id for request in agreement.requests}, "request_id")
    if command.partner_region not in agreement.partner_regions:
        raise rules.NOT_A_PARTNER.refuse("partner_region", code=command.partner_region)
    if not signed_on <= command.asked_on <= law_date(context.occurred_at):
        raise rules.ASKED_OUTSIDE.refuse("asked_on", day=command.asked_on)
    return [CooperationRequested.of(command, context, request_id=request_id)]


def _answer(
    agreement: CooperationAgreement, command: AnswerCooperationRequest, context: Context
) -> list[Event]:
    request = agreement.request(command.request_id)
    if request is None:
        raise rules.REQUEST_UNKNOWN.refuse("request_id", id=command.request_id)
    if request.answered_on is not None:
        raise rules.REQUEST_ANSWERED_ALREADY.refuse("request_id")
    if not request.asked_on <= command.answered_on <= law_date(context.occurred_at):
        raise rules.ANSWERED_OUTSIDE.refuse("answered_on", day=command.answered_on)
    return [CooperationRequestAnswered.of(command, context)]
