"""Alternating measurement: every contender once a round, in changing order; ratios of medians."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from rich.progress import Progress

Measured = dict[str, list[float]]


def alternate(contenders: Mapping[str, Callable[[], float]], rounds: int, title: str) -> Measured:
    """Figures of each contender, a round after the other."""
    figures: Measured = {name: [] for name in contenders}
    names = list(contenders)
    with Progress(transient=True) as progress:
        task = progress.add_task(title, total=rounds * len(names))
        for number in range(rounds):
            turn = number % len(names)
            for name in names[turn:] + names[:turn]:
                figures[name].append(contenders[name]())
                progress.advance(task)
    return figures


def ratio(figures: Measured, ours: str, other: str) -> float:
    """Median over the rounds of ours divided by the other of the same round."""
    pairs = zip(figures[ours], figures[other], strict=True)
    return round(median(a / b for a, b in pairs), 3)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and most."""
    return {"median": round(median(values), 1), "least": round(min(values), 1), "most": round(max(values), 1)}
