"""Leave from the county, and the return from it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from domain.histories import REGISTERED
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import NEW_ID, given, on

from tongxin.domain.checks import ID_TAKEN, OUT_OF_ORDER
from tongxin.domain.contact import rules
from tongxin.domain.contact.commands import GrantLeave, RecordLeaveReturn
from tongxin.domain.contact.events import LeaveGranted, LeaveReturned
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA

ID = UUID("01970000-0000-7000-8000-0000000000b1")
OTHER_ID = UUID("01970000-0000-7000-8000-0000000000b2")
GRANT = GrantLeave(
    occurred_at=on("2020-07-30"),
    leave_id=ID,
    first_day=date(2020, 8, 1),
    last_day=date(2020, 8, 20),
    destination_area="640104",
    reason="务工",
)
GRANTED = LeaveGranted(
    occurred_at=on("2020-07-30"),
    leave_id=ID,
    first_day=date(2020, 8, 1),
    last_day=date(2020, 8, 20),
    destination_area="640104",
    reason="务工",
)
RETURN = RecordLeaveReturn(occurred_at=on("2020-08-10"), leave_id=ID)
RETURNED = LeaveReturned(occurred_at=on("2020-08-10"), leave_id=ID)
OVERLAPPING = replace(GRANT, leave_id=OTHER_ID, first_day=date(2020, 8, 20), last_day=date(2020, 9, 1))


def test_leave_is_granted() -> None:
    given(REGISTERED).when(GRANT).then(GRANTED)


def test_a_leave_without_an_identifier_gets_one() -> None:
    given(REGISTERED).when(replace(GRANT, leave_id=None)).then(replace(GRANTED, leave_id=NEW_ID))


def test_a_leave_of_one_day_is_a_leave() -> None:
    given(REGISTERED).when(replace(GRANT, last_day=GRANT.first_day)).then_recorded(LeaveGranted)


def test_a_leave_does_not_end_before_it_starts() -> None:
    backwards = replace(GRANT, last_day=date(2020, 7, 31))
    given(REGISTERED).when(backwards).then_refused(rules.LEAVE_ENDS_BEFORE_IT_STARTS, "last_day")


def test_a_leave_leads_to_an_area_that_exists() -> None:
    nowhere = replace(GRANT, destination_area="640399")
    given(REGISTERED).when(nowhere).then_refused(UNKNOWN_AREA, "destination_area")


def test_an_identifier_serves_one_leave() -> None:
    given(REGISTERED, GRANTED, RETURNED).when(GRANT).then_refused(ID_TAKEN, "leave_id")


def test_nobody_is_on_two_leaves_at_once() -> None:
    given(REGISTERED, GRANTED).when(OVERLAPPING).then_refused(rules.LEAVES_OVERLAP, "first_day")
    next_day = replace(OVERLAPPING, first_day=date(2020, 8, 21))
    given(REGISTERED, GRANTED).when(next_day).then_recorded(LeaveGranted)


def test_who_came_back_early_may_go_again() -> None:
    given(REGISTERED, GRANTED, RETURNED).when(OVERLAPPING).then_recorded(LeaveGranted)


def test_the_person_returns() -> None:
    given(REGISTERED, GRANTED).when(RETURN).then(RETURNED)


def test_nobody_returns_from_a_leave_that_was_not_granted() -> None:
    given(REGISTERED).when(RETURN).then_refused(rules.UNKNOWN_LEAVE, "leave_id")


def test_the_person_returns_from_a_leave_once() -> None:
    given(REGISTERED, GRANTED, RETURNED).when(RETURN).then_refused(rules.LEAVE_RETURNED, "leave_id")


def test_nobody_returns_before_the_first_day() -> None:
    early = replace(RETURN, occurred_at=on("2020-07-31"))
    given(REGISTERED, GRANTED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


@for_all(st.lists(st.tuples(st.integers(0, 60), st.integers(-3, 20)), max_size=8))
def test_leaves_not_returned_from_never_overlap(spans: list[tuple[int, int]]) -> None:
    events: list[Event] = [REGISTERED]
    for number, (start, length) in enumerate(spans):
        first = GRANT.first_day + timedelta(start)
        command = replace(
            GRANT, leave_id=UUID(int=number), first_day=first, last_day=first + timedelta(length)
        )
        outcome = given(*events).when(command).outcome
        events += outcome if isinstance(outcome, list) else []
    leaves = [event for event in events if isinstance(event, LeaveGranted)]
    assert all(a.last_day < b.first_day or b.last_day < a.first_day for a, b in combinations(leaves, 2))
