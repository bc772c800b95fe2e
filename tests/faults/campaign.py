"""The long form: many rounds of random kills over several lives of the service, and the control."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .harness import NEMESES, Life, control, life

KILLS_A_ROUND = 3
_ROUNDS_A_LIFE = 5


@dataclass(slots=True)
class Tally:
    """What a campaign came to."""

    seed: int
    rounds: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    longest_gap: float = 0.0
    control: tuple[int, int] = (0, 0)

    @property
    def sound(self) -> bool:
        """Nothing is wrong, and the control shows that it would have been seen."""
        return not self.faults and self.control[0] > 0

    def as_json(self) -> dict[str, Any]:
        """The figures, to publish."""
        names = ("acknowledged", "unknown_present", "unknown_absent", "replayed", "events", "read", "rows")
        return {
            "seed": self.seed,
            "rounds": self.rounds,
            "kills": dict(self.kills),
            **{name: self.counts[name] for name in names},
            **{name: self.counts[name] for name in ("unanswered", "unavailable")},
            "lost": self.faults["lost"],
            "doubled": self.faults["doubled"],
            "faults": {kind: count for kind, count in self.faults.items() if count},
            "examples": self.examples,
            "longest_gap_seconds": round(self.longest_gap, 2),
            "control": {"lost": self.control[0], "acknowledged": self.control[1]},
            "sound": self.sound,
        }


async def campaign(seed: int, rounds: int, progress: Callable[[str, int], None]) -> Tally:
    """Run so many rounds, then the control. `progress`: told what happened and how many kills are done."""
    tally = Tally(seed)
    chance = Random(f"{seed} campaign")
    while tally.rounds < rounds and not tally.faults:
        async with life(f"{seed} {tally.rounds}") as tested:
            await _live(tested, min(_ROUNDS_A_LIFE, rounds - tally.rounds), chance, tally, progress)
    progress("control", sum(tally.kills.values()))
    tally.control = await control(f"{seed} control")
    return tally


async def _live(
    tested: Life, rounds: int, chance: Random, tally: Tally, progress: Callable[[str, int], None]
) -> None:
    before = sum(tally.kills.values())
    for _ in range(rounds):
        nemeses = chance.choices(NEMESES, k=KILLS_A_ROUND)
        findings = await tested.round(
            nemeses, lambda nemesis: progress(nemesis, before + sum(tested.kills.values()))
        )
        tally.rounds += 1
        if findings.faults:
            tally.faults = findings.faults
            tally.examples = dict(findings.examples)
            break
    for name in ("acknowledged", "unknown_present", "unknown_absent", "replayed", "events", "read", "rows"):
        tally.counts[name] += getattr(findings, name)
    tally.counts["unanswered"] += tested.history.unanswered
    tally.counts["unavailable"] += tested.history.unavailable
    tally.kills.update(tested.kills)
    tally.longest_gap = max(tally.longest_gap, tested.history.longest_gap)
