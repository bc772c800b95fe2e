"""Reviews are decided by a named officer who did not decide before, for a reason, once."""

from uuid import UUID

import pytest
from domain.histories import REGISTERED
from projections.recorded import recorded
from spec import NEW_ID, NOW, OFFICER, WORKER, given, on

from tongxin.domain.commands import Actor, Context
from tongxin.domain.correction.commands import CorrectEvent, RetractEvent
from tongxin.domain.correction.decide import decide as decide_correction
from tongxin.domain.correction.effective import effective
from tongxin.domain.identity.events import PersonDied
from tongxin.domain.refusals import Refused
from tongxin.domain.reviews import rules
from tongxin.domain.reviews.commands import DecideReview
from tongxin.domain.reviews.events import ReviewDecided, ReviewOpened, ReviewResult

REVIEW = UUID("01970000-0000-5000-8000-0000000000e1")
OPENED = ReviewOpened(
    occurred_at=on("2026-01-02"),
    review_id=REVIEW,
    decision=3,
    decision_id=UUID(int=3),
    decision_type="tier.assigned/1",
    corrected=2,
    correction=4,
    rests_on=(2,),
    is_named=True,
    decided_by="ma.li",
)
DECIDED = ReviewDecided(
    occurred_at=NOW, review_id=REVIEW, result=ReviewResult.UPHELD, reviewed_by="wang.jun", reason="另有依据"
)
UPHOLD = DecideReview(review_id=REVIEW, result=ReviewResult.UPHELD, reason="另有依据")


@pytest.mark.parametrize("result", ReviewResult)
def test_another_officer_decides(result: ReviewResult) -> None:
    command = DecideReview(review_id=REVIEW, result=result, reason="另有依据")
    [event] = given(REGISTERED, OPENED).by(OFFICER).when(command).then_recorded(ReviewDecided)
    assert isinstance(event, ReviewDecided)
    assert (event.review_id, event.result, event.reviewed_by) == (REVIEW, result, "wang.jun")
    assert event.reason == "另有依据"


def test_whose_decision_it_is_does_not() -> None:
    given(REGISTERED, OPENED).by(WORKER).when(UPHOLD).then_refused(rules.REVIEW_BY_DECIDER)


def test_no_system_does() -> None:
    system = Actor(user="rules", role="system", unit="640324")
    given(REGISTERED, OPENED).by(system).when(UPHOLD).then_refused(rules.REVIEW_BY_SYSTEM)


def test_once() -> None:
    given(REGISTERED, OPENED, DECIDED).by(OFFICER).when(UPHOLD).then_refused(
        rules.REVIEW_DECIDED, "review_id"
    )


def test_only_what_was_opened() -> None:
    given(REGISTERED).by(OFFICER).when(UPHOLD).then_refused(rules.UNKNOWN_REVIEW, "review_id")


def test_also_after_the_person_has_died() -> None:
    died = PersonDied(occurred_at=on("2026-02-01"))
    given(REGISTERED, OPENED, died).by(OFFICER).when(UPHOLD).then(DECIDED)


@pytest.mark.parametrize(
    "command",
    [CorrectEvent(target=2, changes={"decided_by": "x"}, reason="."), RetractEvent(target=2, reason=".")],
)
def test_a_task_is_neither_corrected_nor_retracted(command: CorrectEvent | RetractEvent) -> None:
    context = Context(now=NOW, occurred_at=NOW, actor=OFFICER, new_id=NEW_ID)
    with pytest.raises(Refused) as refusal:
        decide_correction(recorded([REGISTERED, OPENED]), command, context)
    assert (refusal.value.rule, refusal.value.field) == (rules.REVIEW_STANDS, "target")


def test_a_decided_review_is_open_again_where_its_decision_is_retracted() -> None:
    context = Context(now=NOW, occurred_at=NOW, actor=OFFICER, new_id=NEW_ID)
    history = recorded([REGISTERED, OPENED, DECIDED])
    retraction = decide_correction(history, RetractEvent(target=3, reason="."), context)
    counting = effective(recorded([REGISTERED, OPENED, DECIDED, *retraction]))
    given(*(one.event for one in counting)).by(OFFICER).when(UPHOLD).then(DECIDED)
