"""What was asked of the service, when, and what it answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any


@dataclass(slots=True)
class Operation:
    """One command under one idempotency key, however often it was sent.

    `returned`: when it was first acknowledged. `given_up`: not sent again once an answer failed to come; what
    became of such a command is unknown.
    """

    key: str
    kind: str
    path: str
    body: bytes
    invoked: float
    twice: bool = False
    given_up: bool = False
    returned: float | None = None
    answers: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    replays: int = 0

    @property
    def acknowledged(self) -> bool:
        """Whether there was a 2xx."""
        return bool(self.answers)


@dataclass(slots=True)
class History:
    """Every operation by key, and how the service behaved meanwhile.

    `unforeseen`: answers that no client should ever get. `unanswered`: requests without an answer.
    """

    operations: dict[str, Operation] = field(default_factory=dict)
    acknowledged_at: list[float] = field(default_factory=list)
    unforeseen: list[str] = field(default_factory=list)
    unanswered: int = 0
    unavailable: int = 0
    longest_gap: float = 0.0

    def note_gap(self, began: float, ended: float) -> None:
        """Take the longest time without an acknowledgement between two moments into account."""
        moments = [began, *(at for at in self.acknowledged_at if began < at < ended), ended]
        self.longest_gap = max(self.longest_gap, *_differences(moments))


def _differences(moments: Sequence[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(moments)]
