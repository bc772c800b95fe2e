"""What a facility proposes and announces to the organ that decided on isolation."""

from datetime import date
from typing import Any

import pytest
from domain.deadlines.docket_histories import M, day, ordered
from domain.deadlines.limit_events import entered
from domain.histories import REGISTERED
from spec import OFFICER, given, on

from tongxin.domain.events import Event
from tongxin.domain.measures.kinds import MeasureKind
from tongxin.domain.measures.rules import DATES_OUT_OF_ORDER
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.proposals import rules
from tongxin.domain.proposals.commands import AnnounceRelease, AnswerProposal, ReceiveProposal
from tongxin.domain.proposals.events import Proposal, ProposalAnswered, ProposalReceived, ReleaseAnnounced

HELD: tuple[Event, ...] = (
    REGISTERED,
    ordered(MeasureKind.COMPULSORY_ISOLATION, "2024-03-02", term_months=24),
    entered("2024-03-05"),
)


def receive(on_: str, proposal: Proposal = Proposal.EARLY_RELEASE) -> ReceiveProposal:
    return ReceiveProposal(
        measure_id=M, proposal=proposal, received_on=day(on_), proposed_by="戒毒所", occurred_at=on(on_)
    )


def answer(on_: str) -> AnswerProposal:
    return AnswerProposal(
        measure_id=M,
        proposal=Proposal.EARLY_RELEASE,
        answered_on=day(on_),
        granted=True,
        decider="公安局",
        occurred_at=on(on_),
    )


def announce(on_: str, release_on: date | None = None) -> AnnounceRelease:
    return AnnounceRelease(
        measure_id=M,
        announced_on=day(on_),
        release_on=release_on,
        announced_to="公安局",
        occurred_at=on("2026-02-20"),
    )


RECEIVED: tuple[Event, ...] = (
    *HELD,
    ProposalReceived(
        occurred_at=on("2025-06-02"),
        measure_id=M,
        proposal=Proposal.EARLY_RELEASE,
        received_on=day("2025-06-02"),
        proposed_by="戒毒所",
    ),
)


def test_a_proposal_is_received_once_until_it_is_answered() -> None:
    given(*HELD).by(OFFICER).when(receive("2025-06-02")).then_recorded(ProposalReceived)
    given(*RECEIVED).when(receive("2025-06-03")).then_refused(rules.PROPOSAL_PENDING, "proposal")
    given(*RECEIVED).when(receive("2025-06-03", Proposal.EXTENSION)).then_recorded(ProposalReceived)
    [answered] = given(*RECEIVED).when(answer("2025-06-05")).then_recorded(ProposalAnswered)
    given(*RECEIVED, answered).when(receive("2025-07-03")).then_recorded(ProposalReceived)
    given(*RECEIVED, answered).when(answer("2025-07-03")).then_refused(rules.NO_PROPOSAL, "proposal")


def test_an_answer_follows_its_proposal() -> None:
    given(*HELD).when(answer("2025-06-05")).then_refused(rules.NO_PROPOSAL, "proposal")
    given(*RECEIVED).when(answer("2025-06-01")).then_refused(DATES_OUT_OF_ORDER, "answered_on")
    given(*HELD).when(receive("2024-03-04")).then_refused(DATES_OUT_OF_ORDER, "received_on")


def test_a_release_to_come_is_announced() -> None:
    given(*HELD).when(announce("2026-02-20", day("2026-12-02"))).then_recorded(ReleaseAnnounced)
    given(*HELD).when(announce("2026-02-20", day("2026-02-19"))).then_refused(
        DATES_OUT_OF_ORDER, "release_on"
    )
    given(*HELD).when(announce("2026-06-02")).then_refused(IN_FUTURE, "announced_on")


@pytest.mark.parametrize("command", [receive("2026-03-04"), announce("2026-03-04")])
def test_only_in_isolation(command: Any) -> None:
    other = (REGISTERED, ordered(MeasureKind.COMMUNITY_DETOX, "2024-03-02"))
    given(*other).when(command).then_refused(rules.NOT_ISOLATION, "measure_id")
