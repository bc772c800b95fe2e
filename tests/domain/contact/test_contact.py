"""Visits, talks, contact lost and restored."""

from dataclasses import replace
from datetime import date

from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import given, on

from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.contact import rules
from tongxin.domain.contact.commands import (
    RecordContactLost,
    RecordContactRestored,
    RecordTalk,
    RecordVisit,
)
from tongxin.domain.contact.events import (
    ContactLost,
    ContactRestored,
    TalkChannel,
    TalkHeld,
    VisitMade,
    VisitPlace,
)
from tongxin.domain.contact.state import Contact, evolve

DAY = on("2020-05-08")
LOST = ContactLost(occurred_at=on("2020-06-20"), last_contact_on=date(2020, 6, 1))
LOSE = RecordContactLost(occurred_at=on("2020-06-20"), last_contact_on=date(2020, 6, 1))
RESTORED = ContactRestored(occurred_at=on("2020-07-02"))
RESTORE = RecordContactRestored(occurred_at=on("2020-07-02"))


def test_a_visit_is_made() -> None:
    given(REGISTERED).when(RecordVisit(occurred_at=DAY, place=VisitPlace.HOME, remarks="情绪稳定")).then(
        VisitMade(occurred_at=DAY, place=VisitPlace.HOME, remarks="情绪稳定")
    )


def test_a_visit_may_find_nobody() -> None:
    given(REGISTERED).when(RecordVisit(occurred_at=DAY, place=VisitPlace.HOME, met=False)).then(
        VisitMade(occurred_at=DAY, place=VisitPlace.HOME, met=False)
    )


def test_a_talk_is_held() -> None:
    given(REGISTERED).when(RecordTalk(occurred_at=DAY, channel=TalkChannel.PHONE, remarks="就业")).then(
        TalkHeld(occurred_at=DAY, channel=TalkChannel.PHONE, remarks="就业")
    )


def test_contact_is_lost_and_restored_by_turns() -> None:
    given(REGISTERED).when(LOSE).then(LOST)
    given(REGISTERED, LOST).when(LOSE).then_refused(rules.CONTACT_LOST_ALREADY)
    given(REGISTERED, LOST).when(RESTORE).then(RESTORED)
    given(REGISTERED).when(RESTORE).then_refused(rules.CONTACT_NOT_LOST)
    given(REGISTERED, LOST, RESTORED).when(RESTORE).then_refused(rules.CONTACT_NOT_LOST)


def test_contact_is_not_restored_before_it_was_lost_nor_lost_before_it_was_restored() -> None:
    given(REGISTERED, LOST).when(replace(RESTORE, occurred_at=on("2020-06-19"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )
    given(REGISTERED, LOST, RESTORED).when(LOSE).then_refused(OUT_OF_ORDER, "occurred_at")


def test_the_last_contact_was_before_contact_was_lost() -> None:
    command = replace(LOSE, last_contact_on=date(2020, 6, 21))
    given(REGISTERED).when(command).then_refused(rules.LAST_CONTACT_LATER, "last_contact_on")


@for_all(st.lists(st.tuples(st.sampled_from(VisitPlace), st.booleans())))
def test_visits_do_not_make_the_state_grow(visits: list[tuple[VisitPlace, bool]]) -> None:
    before = after = Contact()
    for place, met in visits:
        after = evolve(after, VisitMade(occurred_at=DAY, place=place, met=met))
    assert after is before
