"""Handing a person over from one unit to another."""

from dataclasses import replace
from uuid import UUID

from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NEW_ID, OFFICER, WORKER, given, on

from tongxin.domain.checks import ID_TAKEN, OUT_OF_ORDER
from tongxin.domain.commands import Actor
from tongxin.domain.events import Event
from tongxin.domain.handover import rules
from tongxin.domain.handover.commands import (
    AcceptHandover,
    HandoverCommand,
    OfferHandover,
    RefuseHandover,
    WithdrawHandover,
)
from tongxin.domain.handover.events import (
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
    HandoverWithdrawn,
)
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.state import fold

ID = UUID("01970000-0000-7000-8000-0000000000a1")
OTHER_ID = UUID("01970000-0000-7000-8000-0000000000a2")
RECEIVER = Actor(user="zhang.min", role="case_worker", unit="640324101")
OFFER = OfferHandover(occurred_at=on("2020-04-01"), handover_id=ID, to_area="640324101", reason="迁居")
OFFERED = HandoverOffered(
    occurred_at=on("2020-04-01"),
    handover_id=ID,
    from_unit="640324100",
    to_unit="640324101",
    to_area="640324101",
    reason="迁居",
)
ACCEPT = AcceptHandover(occurred_at=on("2020-04-03"), handover_id=ID)
ACCEPTED = HandoverAccepted(occurred_at=on("2020-04-03"), handover_id=ID)
REFUSE = RefuseHandover(occurred_at=on("2020-04-03"), handover_id=ID, reason="未在本镇居住")
REFUSED = HandoverRefused(occurred_at=on("2020-04-03"), handover_id=ID, reason="未在本镇居住")
WITHDRAW = WithdrawHandover(occurred_at=on("2020-04-02"), handover_id=ID)
WITHDRAWN = HandoverWithdrawn(occurred_at=on("2020-04-02"), handover_id=ID)


def test_a_handover_is_offered_by_the_unit_of_the_actor() -> None:
    given(REGISTERED).by(WORKER).when(OFFER).then(OFFERED)


def test_an_offer_without_an_identifier_gets_one_and_may_name_its_office_and_level() -> None:
    command = replace(OFFER, handover_id=None, to_unit="hexi-centre", level="village")
    expected = replace(OFFERED, handover_id=NEW_ID, to_unit="hexi-centre", level="village")
    given(REGISTERED).when(command).then(expected)


def test_one_handover_is_open_at_a_time() -> None:
    given(REGISTERED, OFFERED).when(replace(OFFER, handover_id=OTHER_ID)).then_refused(rules.HANDOVER_OPEN)


def test_an_identifier_serves_one_handover() -> None:
    given(REGISTERED, OFFERED, WITHDRAWN).when(OFFER).then_refused(ID_TAKEN, "handover_id")


def test_the_receiving_area_must_exist() -> None:
    given(REGISTERED).when(replace(OFFER, to_area="640324999")).then_refused(UNKNOWN_AREA, "to_area")


def test_a_unit_does_not_hand_over_to_itself() -> None:
    given(REGISTERED).when(replace(OFFER, to_area="640324100")).then_refused(
        rules.HANDOVER_TO_ITSELF, "to_unit"
    )


def test_the_receiver_accepts() -> None:
    given(REGISTERED, OFFERED).by(RECEIVER).when(ACCEPT).then(ACCEPTED)


def test_the_receiver_refuses() -> None:
    given(REGISTERED, OFFERED).by(RECEIVER).when(REFUSE).then(REFUSED)


def test_an_offer_is_withdrawn() -> None:
    given(REGISTERED, OFFERED).when(WITHDRAW).then(WITHDRAWN)


def test_the_sender_does_not_answer_its_own_offer() -> None:
    given(REGISTERED, OFFERED).by(WORKER).when(ACCEPT).then_refused(rules.OWN_HANDOVER)
    given(REGISTERED, OFFERED).by(WORKER).when(REFUSE).then_refused(rules.OWN_HANDOVER)


def test_a_handover_that_was_never_offered_is_not_answered() -> None:
    for command in (ACCEPT, REFUSE, WITHDRAW):
        given(REGISTERED).by(RECEIVER).when(command).then_refused(rules.UNKNOWN_HANDOVER, "handover_id")
    given(REGISTERED, OFFERED).by(RECEIVER).when(replace(ACCEPT, handover_id=OTHER_ID)).then_refused(
        rules.UNKNOWN_HANDOVER, "handover_id"
    )


def test_a_handover_is_answered_once() -> None:
    for answer in (ACCEPTED, REFUSED, WITHDRAWN):
        for command in (ACCEPT, REFUSE, WITHDRAW):
            given(REGISTERED, OFFERED, answer).by(RECEIVER).when(command).then_refused(
                rules.HANDOVER_SETTLED, "handover_id"
            )


def test_an_answer_does_not_come_before_the_offer() -> None:
    early = replace(ACCEPT, occurred_at=on("2020-03-31"))
    given(REGISTERED, OFFERED).by(RECEIVER).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


def test_only_who_is_responsible_hands_over() -> None:
    onward = replace(OFFER, handover_id=OTHER_ID, to_area="640324102", occurred_at=on("2021-01-01"))
    history = given(REGISTERED, OFFERED, ACCEPTED)
    history.by(WORKER).when(onward).then_refused(rules.NOT_RESPONSIBLE, "from_unit")
    history.by(RECEIVER).when(onward).then_recorded(HandoverOffered)
    history.by(OFFICER).when(replace(onward, from_unit="640324101")).then_recorded(HandoverOffered)


UNITS = ["640324100", "640324101", "640324102"]
IDS = [UUID(int=number) for number in range(4)]
COMMANDS: st.SearchStrategy[HandoverCommand] = st.one_of(
    st.builds(
        OfferHandover,
        occurred_at=st.none(),
        handover_id=st.sampled_from(IDS),
        from_unit=st.none(),
        to_unit=st.none(),
        to_area=st.sampled_from(UNITS),
        level=st.none(),
        reason=st.just("迁居"),
    ),
    st.builds(AcceptHandover, occurred_at=st.none(), handover_id=st.sampled_from(IDS)),
    st.builds(RefuseHandover, occurred_at=st.none(), handover_id=st.sampled_from(IDS), reason=st.just("?")),
    st.builds(WithdrawHandover, occurred_at=st.none(), handover_id=st.sampled_from(IDS)),
)


@for_all(st.lists(st.tuples(COMMANDS, st.sampled_from(UNITS)), max_size=25))
def test_responsibility_moves_only_when_another_accepts(
    steps: list[tuple[HandoverCommand, str]],
) -> None:
    events: list[Event] = [REGISTERED]
    for command, unit in steps:
        before = fold(events).handover
        outcome = given(*events).by(replace(WORKER, unit=unit)).when(command).outcome
        events += outcome if isinstance(outcome, list) else []
        after = fold(events).handover
        if after.responsible_unit != before.responsible_unit:
            assert isinstance(events[-1], HandoverAccepted)
            assert before.open is not None
            assert before.open.from_unit != unit
            assert after.responsible_unit == before.open.to_unit
