"""Playing a story through the pure deciders, as the command service would, but in memory."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from tongxin.api.reference_data.steps import Story
from tongxin.api.runtime.changes import typed_changes
from tongxin.api.runtime.policy_files import shipped
from tongxin.domain.commands import Context
from tongxin.domain.correction.commands import CorrectEvent, RetractEvent
from tongxin.domain.correction.decide import decide as decide_correction
from tongxin.domain.correction.effective import effective, is_correction
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.kinds import COUNTY_BY_NAME, PERSON
from tongxin.domain.refusals import Refused
from tongxin.domain.screening_campaign.commands import CloseScreeningCampaign

NOW = datetime(2021, 2, 2, 10, 3, tzinfo=UTC)
POLICIES = shipped()


@dataclass
class Refusal(Exception):
    """A step that the domain refuses."""

    step: str
    command: object
    why: Refused

    def __str__(self) -> str:
        return f"{self.step}: {self.why.rule.code} at {self.why.field} ({self.why}) — {self.command}"


def play(story: Story) -> list[Recorded[Event]]:
    """The history that the story becomes; `Refusal` where a step is not granted."""
    kind = COUNTY_BY_NAME.get(story.kind, PERSON)
    state, history = kind.initial, list[Recorded[Event]]()
    for step in story.steps:
        command = step.command
        assert command.occurred_at is not None
        at, new_id = command.occurred_at.astimezone(UTC), UUID(int=len(history) + 1)
        context = Context(now=NOW, occurred_at=at, actor=step.actor, new_id=new_id, policies=POLICIES)
        try:
            if isinstance(command, CorrectEvent | RetractEvent):
                if isinstance(command, CorrectEvent):
                    command = replace(command, changes=typed_changes(history, command))
                events = decide_correction(history, command, context)
            else:
                events = kind.decide(_informed(state, command), command, context)
        except Refused as why:
            raise Refusal(step.key, command, why) from why
        assert events, step.key
        for event in events:
            history.append(_recorded(story, len(history) + 1, event, step.actor, command.legal_basis))
            if not is_correction(event):
                state = kind.evolve(state, event)
        if any(is_correction(event) for event in events):
            state = kind.initial
            for recorded in effective(history):
                state = kind.evolve(state, recorded.event)
    return history


def _informed(state, command):
    """As the service would put it: who is not left open was screened, as the person's own stream tells."""
    if not isinstance(command, CloseScreeningCampaign):
        return state
    left = {one.person_id for one in command.left_open}
    return replace(state, screened_elsewhere=frozenset(state.targets) - left)


def _recorded(story, version, event, actor, legal_basis) -> Recorded[Event]:
    return Recorded(
        stream=story.stream if version == 1 else UUID(int=0),
        version=version,
        position=version,
        event=event,
        event_id=UUID(int=version),
        recorded_at=NOW,
        actor=actor,
        correlation_id=story.name,
        idempotency_key=str(version),
        legal_basis=legal_basis,
    )
