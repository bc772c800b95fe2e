"""Whatever event is retracted, the rest can still be folded: what rested on it has no effect any more."""

from uuid import UUID

from domain.correction.test_correction import history
from spec import NOW, POLICIES

from tongxin.api.reference_data.county import county
from tongxin.domain.commands import Context
from tongxin.domain.correction.commands import CorrectEvent, RetractEvent
from tongxin.domain.correction.effective import effective
from tongxin.domain.correction.events import EventRetracted
from tongxin.domain.events import Event
from tongxin.domain.person import decider, state
from tongxin.projections.person_status import PERSON_STATUS, PersonStatus
from tongxin.projections.projection import Rows

LIVES = 25


def lives() -> list[list[Event]]:
    """Histories of synthetic persons, without their corrections."""
    told = []
    for story in list(county(7, 300).people())[:LIVES]:
        person = state.NEW_PERSON
        events: list[Event] = []
        for number, step in enumerate(story.steps):
            if isinstance(step.command, CorrectEvent | RetractEvent):
                continue
            assert step.command.occurred_at is not None
            context = Context(
                now=NOW,
                occurred_at=step.command.occurred_at,
                actor=step.actor,
                new_id=UUID(int=number + 1),
                policies=POLICIES,
            )
            for event in decider.decide(person, step.command, context):
                person = state.evolve(person, event)
                events.append(event)
        told.append(events)
    return told


def test_the_rest_can_still_be_folded() -> None:
    for events in lives():
        for target in range(2, len(events) + 1):
            retraction = EventRetracted(occurred_at=NOW, target=target)
            state.fold(recorded.event for recorded in effective(history(*events, retraction)))


def test_the_read_model_can_still_be_folded() -> None:
    for events in lives():
        for target in range(2, len(events) + 1):
            retraction = EventRetracted(occurred_at=NOW, target=target)
            rows: Rows[PersonStatus] = Rows(PERSON_STATUS.key_of)
            for recorded in effective(history(*events, retraction)):
                PERSON_STATUS.fold(rows, recorded)
            assert len(rows.touched) == 1
