"""What holds of measures, penalties and appeals whatever commands come in."""

from itertools import pairwise
from typing import Any

import pytest
from domain.histories import REGISTERED
from domain.measures.any_commands import KINDS, histories
from domain.playing import play
from hypothesis import given as for_all
from hypothesis import settings
from pydantic import TypeAdapter

from tongxin.domain.commands import Command
from tongxin.domain.measures.measure import Status
from tongxin.domain.person.state import NEW_PERSON, Person, evolve


def persons_after(commands: list[Command]) -> list[Person]:
    """The person after each event that was recorded."""
    persons = [evolve(NEW_PERSON, REGISTERED)]
    for event in play(commands):
        persons.append(evolve(persons[-1], event))
    return persons


@settings(max_examples=40, deadline=None)
@for_all(histories())
def test_what_was_granted_can_be_folded_and_what_has_ended_stays_so(commands: list[Command]) -> None:
    persons = persons_after(commands)
    for before, after in pairwise(persons):
        for measure_id, measure in before.measures.by_id.items():
            if measure.status is Status.ENDED:
                now = after.measures.by_id[measure_id]
                assert (now.ended_on, now.ending, now.status) == (
                    measure.ended_on,
                    measure.ending,
                    Status.ENDED,
                )
        for penalty_id, penalty in before.sanctions.by_id.items():
            if penalty.ended_on is not None:
                assert after.sanctions.by_id[penalty_id].ended_on == penalty.ended_on
        for appeal_id, appeal in before.appeals.by_id.items():
            assert appeal.is_pending or after.appeals.by_id[appeal_id] == appeal


@settings(max_examples=25, deadline=None)
@for_all(histories())
def test_the_dates_of_a_measure_are_in_order(commands: list[Command]) -> None:
    for measure in persons_after(commands)[-1].measures.by_id.values():
        assert measure.latest_on >= measure.decided_on
        assert measure.served_on is None or measure.served_on >= measure.decided_on
        assert measure.reported_on is None or measure.reported_on >= measure.decided_on
        assert measure.ended_on is None or measure.ended_on >= measure.decided_on
        assert all(start <= end for start, end in (*measure.pauses, *measure.escapes))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_example_is_a_command(kind: type[Command]) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    assert isinstance(adapter.validate_python(kind.EXAMPLE), kind)
