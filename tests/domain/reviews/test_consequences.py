"""What a correction asks to be looked at again: each decision that rested on what it corrects, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.correction.test_contradictions import ADDICTED
from domain.histories import REGISTERED
from domain.measures.measure_cases import FOUND
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projections.corrected_lives import corrected_lives, corrections
from projections.recorded import recorded
from spec import NOW, OFFICER, POLICIES, on

from domain.measures import law_cases as law
from tongxin.domain.addiction.events import AddictionFound, AddictionGround, AddictionLevel
from tongxin.domain.classification.events import FiredRule, Tier, TierAssigned, TierProposed
from tongxin.domain.commands import Actor, Context
from tongxin.domain.correction.commands import CorrectEvent, CorrectionCommand, RetractEvent
from tongxin.domain.correction.decide import decide
from tongxin.domain.correction.effective import effective, is_correction
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.reviews.consequences import base_of, opened
from tongxin.domain.reviews.events import ReviewDecided, ReviewOpened, ReviewResult
from tongxin.domain.reviews.rests_on import RESTS_ON
from tongxin.domain.testing.events import (
    DrugTestKind,
    DrugTestMethod,
    DrugTestResult,
    DrugTestTaken,
)

History = list[Recorded[Event]]
TEST_ID, PROPOSAL_ID, ASSIGNMENT_ID = (UUID(int=(n << 90) + 1) for n in (1, 2, 3))
TEST = DrugTestTaken(
    occurred_at=on("2020-01-10"),
    test_id=TEST_ID,
    method=DrugTestMethod.URINE,
    kind=DrugTestKind.ON_SITE,
    result=DrugTestResult.POSITIVE,
    testers=("wang.jun", "li.na"),
    sample_a="A1",
    sample_b="B1",
)
FINDING = AddictionFound(
    occurred_at=on("2020-01-20"),
    level=AddictionLevel.ADDICTED,
    grounds=(AddictionGround.POSITIVE_TEST,),
    test_id=TEST_ID,
    found_by=("wang.jun", "li.na"),
    document_number="1",
)
PROPOSED = TierProposed(
    occurred_at=on("2020-02-01"),
    proposal_id=PROPOSAL_ID,
    tier=Tier.T1,
    rule_set="default",
    rule_set_version="1",
    fired_rules=(FiredRule(rule="positive", rests_on=(UUID(int=2),)),),
)
ASSIGNED = TierAssigned(
    occurred_at=on("2020-02-02"),
    assignment_id=ASSIGNMENT_ID,
    tier=Tier.T1,
    assigned_by="li.na",
    proposal_id=PROPOSAL_ID,
)
BY_TEST = (REGISTERED, TEST, FINDING, PROPOSED, ASSIGNED)


def context(number: int = 1) -> Context:
    return Context(now=NOW, occurred_at=NOW, actor=OFFICER, new_id=UUID(int=number << 64), policies=POLICIES)


def after(history: History, command: CorrectionCommand) -> History:
    """The record once the command has been granted."""
    events = decide(history, command, context(len(history)))
    return grown(history, *events)


def grown(history: History, *events: Event) -> History:
    return recorded_on([*(one.event for one in history), *events], history)


def recorded_on(events: Sequence[Event], history: History) -> History:
    """The events recorded, those that were already as they were."""
    return [*history, *recorded(events)[len(history) :]]


def reviews(history: History) -> list[ReviewOpened]:
    return [one.event for one in history if isinstance(one.event, ReviewOpened)]


def open_reviews(history: History) -> list[tuple[int, int]]:
    """Which decisions are under review, since which event was corrected."""
    decided = {one.event.review_id for one in history if isinstance(one.event, ReviewDecided)}
    return [(one.decision, one.corrected) for one in reviews(history) if one.review_id not in decided]


def retract(target: int) -> RetractEvent:
    return RetractEvent(target=target, reason="录错")


def correct(target: int, **changes: Any) -> CorrectEvent:
    return CorrectEvent(target=target, changes=changes, reason="录错")


def test_every_later_decision_that_rested_on_it_is_reviewed_with_the_way_it_did() -> None:
    history = after(recorded(BY_TEST), correct(2, result=DrugTestResult.NEGATIVE))
    found = [(one.decision, one.decision_type, one.rests_on, one.is_named) for one in reviews(history)]
    assert found == [
        (3, "addiction.found/1", (2,), True),
        (4, "tier.proposed/1", (2,), True),
        (5, "tier.assigned/1", (4,), True),
    ]
    for one in reviews(history):
        assert (one.corrected, one.correction, one.occurred_at) == (2, 6, NOW)
        assert one.decision_id == history[one.decision - 1].event_id
        assert one.decided_by == "ma.li"
    assert len({one.review_id for one in reviews(history)}) == 3


def test_a_retraction_asks_the_same() -> None:
    assert open_reviews(after(recorded(BY_TEST), retract(2))) == [(3, 2), (4, 2), (5, 2)]


def test_what_came_before_or_rests_on_something_else_is_left_alone() -> None:
    other = replace(FINDING, test_id=UUID(int=9))
    history = recorded([REGISTERED, PROPOSED, TEST, other])
    assert open_reviews(after(history, retract(3))) == []


def test_by_way_of_the_type_where_nothing_is_named() -> None:
    unnamed = replace(FINDING, test_id=None)
    [review] = reviews(after(recorded([REGISTERED, TEST, unnamed]), retract(2)))
    assert (review.decision, review.rests_on, review.is_named) == (3, (2,), False)


def test_what_the_system_decided_is_nobodys() -> None:
    rules = Actor(user="rules", role="system", unit="640324")
    history = recorded(BY_TEST)
    history[3] = replace(history[3], actor=rules)
    assert [one.decided_by for one in reviews(after(history, retract(2)))] == ["ma.li", None, "ma.li"]


def test_what_would_be_refused_now_is_said() -> None:
    history = recorded([REGISTERED, *(e for e in law.DETOX_RUNS if e != REGISTERED)])
    finding = next(one.version for one in history if isinstance(one.event, AddictionFound))
    found = {one.decision_type: (one.rule, one.article) for one in reviews(after(history, retract(finding)))}
    assert found["measure.ordered/1"] == ("not-found-addicted", "禁毒法 33, 38")
    assert FOUND != ADDICTED


def test_a_decision_that_was_itself_retracted_is_not_reviewed() -> None:
    history = after(recorded(BY_TEST), retract(3))
    assert open_reviews(after(history, retract(2))) == [(4, 2), (5, 2)]


def test_a_correction_that_changes_nothing_that_counts_opens_nothing() -> None:
    history = after(recorded(BY_TEST), correct(2, result=DrugTestResult.NEGATIVE))
    first = len(BY_TEST) + 1
    later = after(history, correct(2, sample_a="A2"))
    count = len(reviews(later))
    assert len(reviews(after(later, retract(first)))) == count  # another correction holds


def test_a_birth_date_counts_and_a_name_does_not() -> None:
    history = recorded(law.ISOLATED)
    isolation = next(
        one.version for one in history if "compulsory_isolation" in str(getattr(one.event, "kind", ""))
    )
    assert (isolation, 1) not in open_reviews(after(history, correct(1, name="马建军")))
    younger = after(history, correct(1, birth_date=date(1988, 4, 1), identity_number=None))
    assert (isolation, 1) in open_reviews(younger)


def test_an_open_review_is_not_opened_once_more_and_a_decided_one_is() -> None:
    history = after(recorded(BY_TEST), correct(2, result=DrugTestResult.NEGATIVE))
    again = after(history, correct(2, sample_a="A2"))
    assert open_reviews(again) == open_reviews(history)
    first = reviews(history)[0]
    decided = ReviewDecided(
        occurred_at=NOW, review_id=first.review_id, result=ReviewResult.UPHELD, reviewed_by="x", reason="."
    )
    later = after(grown(again, decided), correct(2, sample_a="A3"))
    assert open_reviews(later)[-1] == (first.decision, 2)
    assert len(open_reviews(later)) == 3


def test_a_retracted_correction_loses_no_task() -> None:
    history = after(recorded(BY_TEST), correct(2, result=DrugTestResult.NEGATIVE))
    tasks = open_reviews(history)
    assert open_reviews(after(history, retract(len(BY_TEST) + 1))) == tasks


def named(decision: Recorded[Event], ground: Recorded[Event]) -> bool:
    """Whether a decision names an event, as the fields say it; apart from the table."""
    event, other = decision.event, ground.event
    if isinstance(event, TierProposed):
        return any(ground.event_id in fired.rests_on for fired in event.fired_rules)
    if isinstance(event, TierAssigned):
        return isinstance(other, TierProposed) and event.proposal_id == other.proposal_id
    if isinstance(event, AddictionFound):
        return (
            isinstance(other, DrugTestTaken) and event.test_id is not None and event.test_id == other.test_id
        )
    return False


@st.composite
def records(draw: st.DrawFn) -> History:
    """A life, with proposals that name any events before them, and assignments that answer these."""
    events = [one.event for one in draw(corrected_lives()) if not is_correction(one.event)]
    for number in range(draw(st.integers(1, 4))):
        upto = len(events)
        ids = draw(st.lists(st.integers(1, upto).map(lambda n: UUID(int=n)), min_size=1, max_size=3))
        proposal_id = UUID(int=(7 << 90) + number)
        fired = (FiredRule(rule="any", rests_on=tuple(ids)),)
        events.append(replace(PROPOSED, proposal_id=proposal_id, fired_rules=fired))
        if draw(st.booleans()):
            events.append(
                replace(ASSIGNED, proposal_id=proposal_id, assignment_id=UUID(int=(8 << 90) + number))
            )
    return recorded(events)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_corrected_each_decision_that_names_it_is_reviewed_once(data: st.DataObject) -> None:
    """And no task is lost by any later correction, retractions of corrections included."""
    history = data.draw(records())
    for number in range(data.draw(st.integers(1, 4))):
        correction = data.draw(corrections([one.event for one in history]))
        if correction is None or isinstance(history[correction.target - 1].event, ReviewOpened):  # type: ignore[attr-defined]
            continue
        assert isinstance(correction, EventCorrected | EventRetracted)
        before = open_reviews(history)
        corrected = base_of(history, correction.target)
        was = {one.version: one for one in effective(history)}
        new = opened(history, correction, context(number + 1))
        history = grown(history, correction, *new)
        now = {one.version: one for one in effective(history)}
        tasks = open_reviews(history)
        assert tasks[: len(before)] == before
        assert len(set(tasks)) == len(tasks)
        if corrected not in was or was[corrected] == now.get(corrected):
            assert new == []
            continue
        for version, decision in now.items():
            if version > corrected and named(decision, was[corrected]):
                assert tasks.count((version, corrected)) == 1, (version, corrected)
        for review in new:
            assert review.decision > review.corrected
            assert type(now[review.decision].event) in RESTS_ON
