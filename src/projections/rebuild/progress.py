"""How far a rebuild is, told while it runs."""

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any

_WINDOW = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """`phase`: folding, indexing, comparing or exchanging. `done` of `events`; the rate is that of late."""

    rebuild: int
    phase: str
    done: int
    events: int
    per_second: float | None
    seconds_left: float | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


Report = Callable[[Progress], None]


class Meter:
    """Makes progress out of counts. `done`: what an earlier start has done already."""

    def __init__(self, rebuild: int, events: int, done: int) -> None:
        self._rebuild, self._events = rebuild, events
        self._seen: deque[tuple[float, int]] = deque([(monotonic(), done)])
        self.done = done

    def at(self, phase: str, done: int | None = None) -> Progress:
        """The progress of this moment."""
        now = monotonic()
        if done is not None:
            self.done = done
            self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[0][0] < now - _WINDOW:
            self._seen.popleft()
        began, before = self._seen[0]
        rate = (self.done - before) / (now - began) if now > began and self.done > before else None
        left = max(0, self._events - self.done) / rate if rate and phase == "folding" else None
        return Progress(
            self._rebuild,
            phase,
            self.done,
            self._events,
            None if rate is None else round(rate, 1),
            None if left is None else round(left, 1),
        )
