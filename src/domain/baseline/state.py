"""What deciding needs to know of a person's basic information."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from .events import BaselineEvent, BaselineItemRecorded


@dataclass(frozen=True, slots=True)
class Baseline:
    """`references`: under which reference each item was recorded last."""

    references: Mapping[str, str] = field(default_factory=dict)


def evolve(baseline: Baseline, event: BaselineEvent) -> Baseline:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case BaselineItemRecorded():
            return Baseline({**baseline.references, event.item: event.custody_reference})
        case _:
            assert_never(event)
