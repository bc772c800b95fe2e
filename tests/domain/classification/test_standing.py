"""What the policies ask of a tier: the first day is not counted; where no policy was, nothing is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from domain.policy_register.documents import publication, published
from spec import POLICIES, on

from tongxin.domain.classification.events import (
    ReviewOutcome,
    Tier,
    TierAssigned,
    TierObjected,
    TierObjectionReviewed,
)
from tongxin.domain.classification.standing import TierStanding, standing
from tongxin.domain.classification.state import Classification, evolve
from tongxin.domain.contact.events import VisitMade, VisitPlace
from tongxin.domain.events import Event
from tongxin.domain.policies.book import PolicyBook
from tongxin.domain.policy_register.state import fold

ASSIGNMENT, OBJECTION = UUID(int=2), UUID(int=3)


def assigned(tier: Tier = Tier.T2, day: str = "2026-03-02") -> TierAssigned:
    return TierAssigned(
        occurred_at=on(day), assignment_id=ASSIGNMENT, tier=tier, assigned_by="li.na", reason="理由"
    )


def visited(day: str, *, met: bool = True) -> VisitMade:
    return VisitMade(occurred_at=on(day), place=VisitPlace.HOME, met=met)


OBJECTED = TierObjected(occurred_at=on("2026-03-10"), objection_id=OBJECTION, assignment_id=ASSIGNMENT)
REVIEWED = TierObjectionReviewed(
    occurred_at=on("2026-03-12"), objection_id=OBJECTION, assignment_id=ASSIGNMENT,
    outcome=ReviewOutcome.TIER_UPHELD, reviewed_by="wang.jun",
)  # fmt: skip


def stands(events: Sequence[Any], day: str, book: PolicyBook = POLICIES) -> TierStanding:
    state = Classification()
    for event in events:
        if not isinstance(event, VisitMade):
            state = evolve(state, event)
    everything: list[Event] = [REGISTERED, *events]
    return standing(state, everything, book, date.fromisoformat(day))


def test_ten_working_days_to_object_and_twenty_to_answer() -> None:
    found = stands([assigned(), OBJECTED], "2026-04-10")
    assert found.object_until is not None
    assert found.object_until.due.day == date(2026, 3, 16)  # Monday to the Monday two weeks on
    assert (found.object_until.policy.status, found.object_until.overdue_days) == ("default", 25)
    (open_,) = found.objections
    assert open_.answer is not None
    # 20 working days after Tuesday the 10th of March; Monday the 6th of April is a holiday (清明).
    assert (open_.answer.due.day, open_.answer.overdue_days) == (date(2026, 4, 8), 2)
    assert stands([assigned(), OBJECTED, REVIEWED], "2026-04-10").objections == ()


@pytest.mark.parametrize(
    ("tier", "visit_by"),
    [(Tier.T1, "2026-04-02"), (Tier.T2, "2026-05-02"), (Tier.T3, "2026-06-02"), (Tier.T4, None)],
)
def test_a_visit_within_the_months_of_the_tier(tier: Tier, visit_by: str | None) -> None:
    visit = stands([assigned(tier)], "2026-03-03").visit
    assert (None if visit is None else visit.due.day.isoformat()) == visit_by


@pytest.mark.parametrize(
    ("visits", "last", "visit_by", "overdue"),
    [
        (
            [visited("2026-02-01")],
            "2026-02-01",
            "2026-05-02",
            0,
        ),  # before the tier: it counts from the tier on
        ([visited("2026-03-31")], "2026-03-31", "2026-05-31", 0),
        ([visited("2026-03-31", met=False)], None, "2026-05-02", 13),
        ([visited("2026-05-10"), visited("2026-03-05")], "2026-05-10", "2026-07-10", 0),
    ],
)
def test_it_counts_from_the_last_time_the_person_was_met(
    visits: list[VisitMade], last: str | None, visit_by: str, overdue: int
) -> None:
    day = "2026-05-15" if overdue else "2026-05-01"
    found = stands([assigned(), *visits], day)
    assert found.visit is not None
    assert (None if found.last_visit_on is None else str(found.last_visit_on)) == last
    assert (str(found.visit.due.day), found.visit.overdue_days) == (visit_by, overdue)


def test_nothing_is_asked_where_no_policy_was_in_force_or_no_tier_is_assigned() -> None:
    found = stands(
        [assigned(day="2025-12-30"), replace(OBJECTED, occurred_at=on("2025-12-31"))], "2026-06-01"
    )
    assert found.object_until is None
    assert [one.answer for one in found.objections] == [None]
    assert found.visit is not None  # of today, under today's policy
    none = stands([], "2026-06-01")
    assert (none.object_until, none.visit) == (None, None)


def test_the_county_asks_for_less_from_a_day_on_and_what_ran_before_runs_on() -> None:
    windows = POLICIES.version("tier-objections", "default", "1")
    longer = {"object_within_working_days": 30, "answer_within_working_days": 5}
    event = published(publication(windows, content=longer, effective_from=date(2026, 6, 1)))
    book = fold([event]).over(POLICIES)
    before = stands([assigned(), replace(OBJECTED, occurred_at=on("2026-06-01"))], "2026-06-02", book)
    assert before.object_until is not None
    assert (before.object_until.policy.version, before.object_until.due.day) == ("1", date(2026, 3, 16))
    (open_,) = before.objections
    assert open_.answer is not None
    assert (open_.answer.policy.version, open_.answer.due.day) == ("2", date(2026, 6, 8))
