"""Whole lives recorded in another order come to the same facts and the same tier, on any day."""

from datetime import date, timedelta
from random import Random

from api.reference_data.stories import play
from domain.tiering.people import RULES, recorded
from hypothesis import given, settings
from hypothesis import strategies as st
from spec import POLICIES

from tongxin.api.reference_data.county import county
from tongxin.domain.correction.effective import is_correction
from tongxin.domain.events import Event
from tongxin.domain.tiering.facts import facts_of


def _lives() -> list[list[Event]]:
    """Of the synthetic county, those without a correction: one counts for what was recorded before it."""
    histories = [[one.event for one in play(story)] for story in list(county(7, 300).people())[:60]]
    return [events for events in histories if not any(is_correction(event) for event in events)]


LIVES = _lives()


@settings(max_examples=40, deadline=None)
@given(
    events=st.sampled_from(LIVES),
    seed=st.integers(0, 10_000),
    day=st.integers(0, 4000).map(lambda after: date(2012, 1, 1) + timedelta(after)),
)
def test_another_order_of_recording_gives_the_same_tier(events: list[Event], seed: int, day: date) -> None:
    shuffled = Random(seed).sample(events, len(events))
    one, other = facts_of(recorded(events), day, POLICIES), facts_of(recorded(shuffled), day, POLICIES)
    assert {name: (fact.value, fact.alternatives) for name, fact in one.items()} == {
        name: (fact.value, fact.alternatives) for name, fact in other.items()
    }
    assert RULES.apply(one).tier == RULES.apply(other).tier
