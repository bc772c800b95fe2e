"""Opening, closing and reopening a case; what is recorded in one."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import Scenario, given_case, on

from tongxin.domain.calendar import SHANGHAI
from tongxin.domain.case import rules
from tongxin.domain.case.commands import (
    AddSuspect,
    CaseCommand,
    CloseCase,
    JoinCampaign,
    OpenCase,
    RecordArrest,
    RecordCooperation,
    RecordSeizure,
    ReopenCase,
)
from tongxin.domain.case.events import (
    ArrestKind,
    CaseClosed,
    CaseJoinedCampaign,
    CaseKind,
    CaseOpened,
    CaseOutcome,
    CaseReopened,
    CooperationKind,
    CooperationRecorded,
    DrugsSeized,
    ReopeningGround,
    Substance,
)
from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE

OPEN = OpenCase(
    occurred_at=on("2020-05-14"),
    case_number="同公(禁)立字[2020]0016号",
    kind=CaseKind.TRAFFICKING,
    opened_on=date(2020, 5, 14),
    lead_region="640324",
    partner_regions=("532901",),
)
OPENED = CaseOpened(
    occurred_at=on("2020-05-14"),
    case_number="同公(禁)立字[2020]0016号",
    kind=CaseKind.TRAFFICKING,
    opened_on=date(2020, 5, 14),
    lead_region="640324",
    partner_regions=("532901",),
)
DAY = on("2020-05-20")
ADD = AddSuspect(occurred_at=DAY, suspect_id="2020-0016-S1")
ARREST = RecordArrest(occurred_at=DAY, suspect_id="2020-0016-S1", kind=ArrestKind.CAUGHT)
SEIZE = RecordSeizure(occurred_at=DAY, substance=Substance.HEROIN, mass_g=Decimal("1250.5"))
SEIZED = DrugsSeized(occurred_at=DAY, substance=Substance.HEROIN, mass_g=Decimal("1250.5"))
COOPERATE = RecordCooperation(
    occurred_at=DAY, partner_region="532901", kind=CooperationKind.JOINT_INVESTIGATION
)
CAMPAIGN = UUID("01970000-0000-7000-8000-0000000000c1")
OTHER_CAMPAIGN = UUID("01970000-0000-7000-8000-0000000000c2")
JOIN = JoinCampaign(occurred_at=DAY, campaign_id=CAMPAIGN)
JOINED = CaseJoinedCampaign(occurred_at=DAY, campaign_id=CAMPAIGN)
CLOSE = CloseCase(occurred_at=on("2020-09-30"), outcome=CaseOutcome.SOLVED)
CLOSED = CaseClosed(occurred_at=on("2020-09-30"), outcome=CaseOutcome.SOLVED)
REOPEN = ReopenCase(occurred_at=on("2020-11-02"), ground=ReopeningGround.NEW_SUSPECT)
REOPENED = CaseReopened(occurred_at=on("2020-11-02"), ground=ReopeningGround.NEW_SUSPECT)


def opened(*more: Event) -> Scenario:
    """A case on the books, and what followed."""
    return given_case(OPENED, *more)


def test_a_case_is_opened() -> None:
    given_case().when(OPEN).then(OPENED)


def test_a_case_without_a_moment_was_opened_when_its_day_began() -> None:
    midnight = datetime(2020, 5, 14, tzinfo=SHANGHAI)
    given_case().when(replace(OPEN, occurred_at=None)).then(replace(OPENED, occurred_at=midnight))


def test_a_case_solved_elsewhere_is_linked_to_the_county() -> None:
    elsewhere = replace(OPEN, lead_region="532901", partner_regions=(), external=True)
    given_case().when(elsewhere).then_recorded(CaseOpened)


def test_a_case_is_opened_once() -> None:
    opened().when(OPEN).then_refused(rules.CASE_OPENED_ALREADY)


def test_a_case_is_not_opened_in_the_future() -> None:
    given_case().when(replace(OPEN, occurred_at=on("2026-06-02"))).then_refused(IN_FUTURE, "occurred_at")
    tomorrow = replace(OPEN, occurred_at=None, opened_on=date(2026, 6, 2))
    given_case().when(tomorrow).then_refused(rules.CASE_OPENED_LATER, "opened_on")


def test_an_external_case_is_led_elsewhere() -> None:
    for here in ("640324", "640324100"):
        external = replace(OPEN, lead_region=here, external=True)
        given_case().when(external).then_refused(rules.EXTERNAL_LED_HERE, "lead_region")


def test_a_case_joins_a_campaign_once() -> None:
    opened().when(JOIN).then(JOINED)
    opened(JOINED).when(JOIN).then_refused(rules.CAMPAIGN_JOINED_ALREADY, "campaign_id")
    opened(JOINED).when(replace(JOIN, campaign_id=OTHER_CAMPAIGN)).then_recorded(CaseJoinedCampaign)


def test_the_regions_of_a_case_exist() -> None:
    given_case().when(replace(OPEN, lead_region="640399")).then_refused(UNKNOWN_AREA, "lead_region")
    given_case().when(replace(OPEN, partner_regions=("532901", "640399"))).then_refused(
        UNKNOWN_AREA, "partner_regions"
    )
    opened().when(replace(COOPERATE, partner_region="640399")).then_refused(UNKNOWN_AREA, "partner_region")


def test_the_region_that_leads_is_no_partner() -> None:
    given_case().when(replace(OPEN, partner_regions=("640324",))).then_refused(
        rules.PARTNER_LEADS, "partner_regions"
    )
    opened().when(replace(COOPERATE, partner_region="640324")).then_refused(
        rules.PARTNER_LEADS, "partner_region"
    )


@pytest.mark.parametrize("command", [ADD, ARREST, SEIZE, COOPERATE, JOIN, CLOSE, REOPEN])
def test_nothing_happens_in_a_case_that_is_not_on_the_books(command: CaseCommand) -> None:
    given_case().when(command).then_refused(rules.CASE_UNKNOWN)


def test_drugs_are_seized() -> None:
    opened().when(SEIZE).then(SEIZED)


def test_drugs_may_be_seized_before_the_case_is_opened() -> None:
    opened().when(replace(SEIZE, occurred_at=on("2020-05-13"))).then_recorded(DrugsSeized)


def test_regions_cooperate() -> None:
    opened().when(COOPERATE).then(
        CooperationRecorded(
            occurred_at=DAY, partner_region="532901", kind=CooperationKind.JOINT_INVESTIGATION
        )
    )


def test_a_case_is_closed_and_reopened_by_turns() -> None:
    opened().when(CLOSE).then(CLOSED)
    opened().when(REOPEN).then_refused(rules.CASE_NOT_CLOSED)
    opened(CLOSED).when(REOPEN).then(REOPENED)
    opened(CLOSED).when(CLOSE).then_refused(rules.CASE_IS_CLOSED)
    opened(CLOSED, REOPENED).when(replace(CLOSE, occurred_at=on("2020-12-01"))).then_recorded(CaseClosed)


@pytest.mark.parametrize("command", [ADD, ARREST, SEIZE, COOPERATE])
def test_nothing_is_added_to_a_closed_case(command: CaseCommand) -> None:
    opened(CLOSED).when(command).then_refused(rules.CASE_IS_CLOSED)


def test_a_case_is_not_closed_before_what_happened_in_it_nor_reopened_before_it_was_closed() -> None:
    opened().when(replace(CLOSE, occurred_at=on("2020-05-13"))).then_refused(OUT_OF_ORDER, "occurred_at")
    opened(SEIZED).when(replace(CLOSE, occurred_at=on("2020-05-19"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )
    opened(CLOSED).when(replace(REOPEN, occurred_at=on("2020-09-29"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )


@for_all(st.lists(st.sampled_from([ADD, ARREST, SEIZE, COOPERATE, JOIN, CLOSE, REOPEN]), max_size=20))
def test_whatever_comes_a_closed_case_takes_only_its_reopening(commands: list[CaseCommand]) -> None:
    events: list[Event] = [OPENED]
    for command in commands:
        outcome = given_case(*events).when(replace(command, occurred_at=on("2021-01-01"))).outcome
        events += outcome if isinstance(outcome, list) else []
    for before, after in pairwise(events):
        assert isinstance(after, CaseReopened) == isinstance(before, CaseClosed)
