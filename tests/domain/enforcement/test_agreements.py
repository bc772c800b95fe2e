"""Cooperation with other regions: an agreement, requests under it, and what came of each."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from spec import NEW_ID, Scenario, on

from tongxin.domain.case.events import CooperationKind
from tongxin.domain.checks import ID_TAKEN
from tongxin.domain.cooperation_agreement import rules
from tongxin.domain.cooperation_agreement.commands import (
    AnswerCooperationRequest,
    EndCooperationAgreement,
    RecordCooperationRequest,
    SignCooperationAgreement,
)
from tongxin.domain.cooperation_agreement.decider import decide
from tongxin.domain.cooperation_agreement.events import (
    AgreementEnding,
    AgreementWithRegionsEnded,
    AgreementWithRegionsSigned,
    CooperationRequestAnswered,
    CooperationRequested,
    RequestDirection,
    RequestOutcome,
)
from tongxin.domain.cooperation_agreement.state import NEW_COOPERATION_AGREEMENT, evolve
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA

YULIN, PINGLIANG, DALI = "610802", "620802", "532901"
R1 = UUID("01970000-0000-7000-8000-0000000000d1")
SIGN = SignCooperationAgreement(
    occurred_at=on("2016-04-20"),
    title="禁毒区域协作机制",
    area="640324",
    partner_regions=(YULIN, PINGLIANG),
    signed_on=date(2016, 4, 20),
    lead_unit="同心县公安局",
)
SIGNED = AgreementWithRegionsSigned(
    occurred_at=on("2016-04-20"),
    title="禁毒区域协作机制",
    area="640324",
    partner_regions=(YULIN, PINGLIANG),
    signed_on=date(2016, 4, 20),
    lead_unit="同心县公安局",
)
ASK = RecordCooperationRequest(
    occurred_at=on("2020-05-18"),
    request_id=R1,
    direction=RequestDirection.TO_PARTNER,
    partner_region=YULIN,
    kind=CooperationKind.ASSISTED_ARREST,
    asked_on=date(2020, 5, 18),
)
ASKED = CooperationRequested(
    occurred_at=on("2020-05-18"),
    request_id=R1,
    direction=RequestDirection.TO_PARTNER,
    partner_region=YULIN,
    kind=CooperationKind.ASSISTED_ARREST,
    asked_on=date(2020, 5, 18),
)
ANSWER = AnswerCooperationRequest(
    occurred_at=on("2020-05-25"),
    request_id=R1,
    outcome=RequestOutcome.FULFILLED,
    answered_on=date(2020, 5, 25),
)
ANSWERED = CooperationRequestAnswered(
    occurred_at=on("2020-05-25"),
    request_id=R1,
    outcome=RequestOutcome.FULFILLED,
    answered_on=date(2020, 5, 25),
)
END = EndCooperationAgreement(
    occurred_at=on("2020-12-31"), ground=AgreementEnding.REPLACED, ended_on=date(2020, 12, 31)
)
ENDED = AgreementWithRegionsEnded(
    occurred_at=on("2020-12-31"), ground=AgreementEnding.REPLACED, ended_on=date(2020, 12, 31)
)


def fold(events):
    state = NEW_COOPERATION_AGREEMENT
    for event in events:
        state = evolve(state, event)
    return state


def given_agreement(*events: Event) -> Scenario:
    return Scenario(list(events), fold=fold, decide=decide)


def test_an_agreement_its_requests_and_its_end() -> None:
    given_agreement().when(SIGN).then(SIGNED)
    given_agreement(SIGNED).when(ASK).then(ASKED)
    given_agreement(SIGNED, ASKED).when(ANSWER).then(ANSWERED)
    given_agreement(SIGNED, ASKED).when(END).then(ENDED)
    assert (fold([SIGNED, ASKED]).open_requests, fold([SIGNED, ASKED, ANSWERED]).open_requests) == (1, 0)
    assert fold([SIGNED, ASKED, ANSWERED]).requests[0].outcome is RequestOutcome.FULFILLED


def test_a_request_gets_an_identifier_where_it_has_none() -> None:
    [asked] = given_agreement(SIGNED).when(replace(ASK, request_id=None)).then_recorded(CooperationRequested)
    assert isinstance(asked, CooperationRequested)
    assert asked.request_id == NEW_ID
    given_agreement(SIGNED, ASKED).when(ASK).then_refused(ID_TAKEN, "request_id")


def test_an_agreement_is_with_others_each_once() -> None:
    for partners, rule in (
        ((YULIN, "640324"), rules.PARTNER_IS_HERE),
        ((YULIN, YULIN), rules.PARTNER_NAMED_TWICE),
        ((YULIN, "649999"), UNKNOWN_AREA),
    ):
        given_agreement().when(replace(SIGN, partner_regions=partners)).then_refused(rule, "partner_regions")


def test_an_agreement_is_signed_once_and_not_after_it_is_recorded() -> None:
    given_agreement(SIGNED).when(SIGN).then_refused(rules.SIGNED_ALREADY)
    later = replace(SIGN, signed_on=date(2016, 4, 21))
    given_agreement().when(later).then_refused(rules.SIGNED_LATER, "signed_on")
    expired = replace(SIGN, valid_until=date(2016, 4, 19))
    given_agreement().when(expired).then_refused(rules.VALID_BEFORE_SIGNED, "valid_until")


def test_a_request_is_to_a_partner_while_the_agreement_holds() -> None:
    given_agreement().when(ASK).then_refused(rules.COOPERATION_AGREEMENT_UNKNOWN)
    elsewhere = replace(ASK, partner_region=DALI)
    given_agreement(SIGNED).when(elsewhere).then_refused(rules.NOT_A_PARTNER, "partner_region")
    for day in (date(2016, 4, 19), date(2020, 5, 19)):
        given_agreement(SIGNED).when(replace(ASK, asked_on=day)).then_refused(rules.ASKED_OUTSIDE, "asked_on")
    for command in (ASK, END):
        given_agreement(SIGNED, ENDED).when(command).then_refused(rules.AGREEMENT_HAS_ENDED)
    given_agreement(SIGNED, ASKED, ENDED).when(ANSWER).then(ANSWERED)


def test_a_request_is_answered_once_and_not_before_it_was_made() -> None:
    given_agreement(SIGNED).when(ANSWER).then_refused(rules.REQUEST_UNKNOWN, "request_id")
    given_agreement(SIGNED, ASKED, ANSWERED).when(ANSWER).then_refused(
        rules.REQUEST_ANSWERED_ALREADY, "request_id"
    )
    for day in (date(2020, 5, 17), date(2020, 5, 26)):
        given_agreement(SIGNED, ASKED).when(replace(ANSWER, answered_on=day)).then_refused(
            rules.ANSWERED_OUTSIDE, "answered_on"
        )
    for day in (date(2020, 5, 17), date(2021, 1, 1)):
        given_agreement(SIGNED, ASKED).when(replace(END, ended_on=day)).then_refused(
            rules.ENDED_OUTSIDE, "ended_on"
        )
