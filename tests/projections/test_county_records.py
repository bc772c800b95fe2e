"""The row of a register holds the whole state: nothing is lost on the way to the database and back."""

import json

import pytest
from api.reference_data.stories import play

from tongxin.api.reference_data.county import county
from tongxin.domain.correction.effective import is_correction
from tongxin.domain.kind import Kind
from tongxin.domain.kinds import COUNTY_BY_NAME, COUNTY_KINDS
from tongxin.projections.county_records import record_of, state_of


def test_every_state_of_every_register_comes_back_from_its_row() -> None:
    seen = set()
    for story in county(seed=7, persons=60).records():
        kind = COUNTY_BY_NAME[story.kind]
        history = play(story)
        state, evolve = kind.shown
        for recorded in history:
            if is_correction(recorded.event):
                break
            state = evolve(state, recorded.event)
            row = record_of(kind, recorded.stream, recorded.version, recorded.position, state)
            assert state_of(kind, json.loads(json.dumps(row.record))) == state
            assert row.since is not None
            assert row.title
        seen.add(kind.name)
    assert seen == COUNTY_BY_NAME.keys()


@pytest.mark.parametrize("kind", COUNTY_KINDS, ids=lambda kind: kind.name)
def test_the_events_of_a_kind_begin_with_its_name(kind: Kind) -> None:
    assert kind.begins_with in kind.events
    assert state_of(kind, {}) == kind.shown[0]
