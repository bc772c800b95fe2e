"""An offered handover waits for its answer, but not for ever."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from spec import NOW, POLICIES

from tongxin.domain.handover.overdue import Waiting, waiting
from tongxin.domain.handover.state import Handover, Offer
from tongxin.domain.policies.book import Policy

OFFER = Offer(UUID(int=1), "640324100", "640324101", date(2021, 1, 25))
POLICY = POLICIES.in_force("handover-answers", "answers", NOW.date())


def days(day: date, policy: Policy | None = POLICY) -> tuple[int, date | None, int]:
    found = waiting(Handover(open=OFFER), policy, day)
    assert isinstance(found, Waiting)
    assert (found.from_unit, found.to_unit, found.offered_on) == ("640324100", "640324101", OFFER.offered_on)
    return found.waiting_days, found.due_on, found.overdue_days


def test_an_offer_is_overdue_when_older_than_the_policy_says() -> None:
    assert POLICY.status == "default"
    assert days(date(2021, 2, 4)) == (10, date(2021, 2, 4), 0)
    assert days(date(2021, 2, 5)) == (11, date(2021, 2, 4), 1)


def test_without_a_usable_policy_nothing_is_overdue() -> None:
    assert days(date(2021, 12, 1), None) == (310, None, 0)
    assert days(date(2021, 12, 1), replace(POLICY, content={"days": "ten"})) == (310, None, 0)


def test_what_is_settled_or_not_yet_offered_does_not_wait() -> None:
    assert waiting(Handover(), POLICY, date(2021, 2, 5)) is None
    assert waiting(Handover(open=OFFER), POLICY, date(2021, 1, 24)) is None
