"""What must hold of tiers whatever the history: the order of recording is nothing, and less is never more."""

from datetime import date, timedelta

from domain.histories import REGISTERED
from domain.tiering.people import IN_FORCE, RULES, TODAY, recorded
from domain.tiering.test_default_rules import CASES
from hypothesis import given, settings
from hypothesis import strategies as st
from spec import POLICIES
from spec import given as given_person

from tongxin.domain.classification.commands import ProposeTier
from tongxin.domain.classification.events import TierProposed
from tongxin.domain.commands import Actor
from tongxin.domain.events import Event
from tongxin.domain.tiering.engine import Fact
from tongxin.domain.tiering.facts import FACTS, facts_of
from tongxin.domain.tiering.propose import propose

some_events = st.lists(st.sampled_from([event for case in CASES for event in case.events]), max_size=9)
days = st.integers(0, 900).map(lambda back: TODAY - timedelta(back))


@settings(max_examples=200, deadline=None)
@given(events=some_events, day=days, data=st.data())
def test_the_order_of_recording_changes_nothing(events: list[Event], day: date, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(events))
    one, other = facts_of(recorded(events), day, POLICIES), facts_of(recorded(shuffled), day, POLICIES)
    assert {n: (f.value, f.alternatives) for n, f in one.items()} == {
        n: (f.value, f.alternatives) for n, f in other.items()
    }
    assert RULES.apply(one).tier == RULES.apply(other).tier


@settings(max_examples=100, deadline=None)
@given(events=some_events, day=days)
def test_the_same_history_gives_the_same_answer(events: list[Event], day: date) -> None:
    history = recorded(events)
    assert facts_of(history, day, POLICIES) == facts_of(list(history), day, POLICIES)
    assert propose(history, IN_FORCE, day) == propose(history, IN_FORCE, day)


@settings(max_examples=150, deadline=None)
@given(events=some_events, lost=st.sets(st.sampled_from([fact.name for fact in FACTS])))
def test_less_knowledge_is_never_more_intrusive(events: list[Event], lost: set[str]) -> None:
    facts = facts_of(recorded(events), TODAY, POLICIES)
    whole = RULES.apply(facts)
    part = RULES.apply({name: Fact(None) if name in lost else fact for name, fact in facts.items()})
    assert not RULES.is_more_intrusive(part.tier, whole.tier)
    assert set(part.possible) >= {whole.tier}


def test_every_fact_that_is_given_is_declared_and_the_other_way() -> None:
    assert set(facts_of([], TODAY, POLICIES)) == {fact.name for fact in FACTS}


@settings(max_examples=60, deadline=None)
@given(events=some_events)
def test_a_proposal_is_granted_and_is_not_made_twice(events: list[Event]) -> None:
    history = recorded([REGISTERED, *events])
    proposal = propose(history, IN_FORCE, TODAY)
    if proposal is None:
        return
    assert isinstance(proposal, ProposeTier)
    system = Actor(user="rules", role="system", unit="640324")
    (made,) = given_person(REGISTERED).by(system).when(proposal).then_recorded(TierProposed)
    again = [*history, *recorded([REGISTERED, *events, made])[-1:]]
    assert propose(again, IN_FORCE, TODAY) is None
