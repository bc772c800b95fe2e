"""What deciding needs to know of proposals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never
from uuid import UUID

from .events import Proposal, ProposalAnswered, ProposalEvent, ProposalReceived, ReleaseAnnounced


@dataclass(frozen=True, slots=True)
class Proposals:
    """`waiting`: since when a proposal on a measure waits for its answer. `made`: all, answered or not."""

    waiting: Mapping[tuple[UUID, Proposal], date] = field(default_factory=dict)
    made: frozenset[tuple[UUID, Proposal]] = frozenset()


def evolve(proposals: Proposals, event: ProposalEvent) -> Proposals:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case ProposalReceived():
            one = (event.measure_id, event.proposal)
            return Proposals({**proposals.waiting, one: event.received_on}, proposals.made | {one})
        case ProposalAnswered():
            answered = (event.measure_id, event.proposal)
            waiting = {key: day for key, day in proposals.waiting.items() if key != answered}
            return Proposals(waiting, proposals.made)
        case ReleaseAnnounced():
            return proposals
        case _:
            assert_never(event)
