"""What a command is answered with."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel

from ..runtime.asked import Outcome


class RecordedEvent(BaseModel):
    """An event that was recorded. Of a review that a correction opened, which one, and of which version."""

    event_id: UUID
    type: str
    version: int
    review_id: UUID | None = None
    decision: int | None = None


class SuspicionAnswer(BaseModel):
    """Another record that may be of the same person: how likely, and in what the two agree; not who it is."""

    id: UUID
    score: int
    features: list[str]


class CommandAnswer(BaseModel):
    """What a command came to. `position`: give it to a query as `at_least` to see the command's effect.

    `duplicates`: only where a command says who the person is, and other records may be of the same one.
    """

    stream: UUID
    version: int
    position: int
    events: list[RecordedEvent]
    duplicates: list[SuspicionAnswer] | None = None


def answer_of(outcome: Outcome) -> dict[str, Any]:
    """The answer as it is sent."""
    answer: dict[str, Any] = {
        "stream": outcome.stream,
        "version": outcome.version,
        "position": outcome.position,
        "events": [event.told() for event in outcome.events],
    }
    if outcome.suspected:
        answer["duplicates"] = [
            {"id": one.other, "score": one.score, "features": one.features} for one in outcome.suspected
        ]
    return answer
