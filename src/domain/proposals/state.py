"""What deciding needs to know of proposals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never
from uuid import UUID

from .events import Proposal, ProposalAnswered, ProposalEvent, ProposalReceived, ReleaseAnnounced


@dataclass(frozen=True, slots=True)
class Proposals:
    """Since when a proposal on a measure waits for its answer."""

    waiting: Mapping[tuple[UUID, Proposal], date] = field(default_factory=dict)


def evolve(proposals: Proposals, event: ProposalEvent) -> Proposals:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case ProposalReceived():
            return Proposals({**proposals.waiting, (event.measure_id, event.proposal): event.received_on})
        case ProposalAnswered():
            answered = (event.measure_id, event.proposal)
            return Proposals({key: day for key, day in proposals.waiting.items() if key != answered})
        case ReleaseAnnounced():
            return proposals
        case _:
            assert_never(event)
