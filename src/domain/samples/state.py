"""What deciding needs to know of body-sample items."""

from dataclasses import dataclass
from typing import assert_never

from .events import SampleCollected, SamplesEvent


@dataclass(frozen=True, slots=True)
class Samples:
    """`collected`: the codes of the items that were collected."""

    collected: tuple[str, ...] = ()


def evolve(samples: Samples, event: SamplesEvent) -> Samples:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case SampleCollected():
            if event.item in samples.collected:
                return samples
            return Samples((*samples.collected, event.item))
        case _:
            assert_never(event)
