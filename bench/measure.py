"""Alternating measurement: every contender once a round, in changing order; medians of the rounds' ratios."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from rich.console import Console
from rich.progress import Progress

Measured = dict[str, list[float]]

PROGRESS = Console(stderr=True)


def alternate(
    contenders: Mapping[str, Callable[[], float]],
    rounds: int,
    title: str,
    *,
    before_each: Callable[[str], None] = lambda _name: None,
) -> Measured:
    """Figures of each contender, a round after the other. `before_each` is not measured."""
    figures: Measured = {name: [] for name in contenders}
    names = list(contenders)
    with Progress(console=PROGRESS, transient=True) as progress:
        task = progress.add_task(title, total=rounds * len(names))
        for number in range(rounds):
            turn = number % len(names)
            for name in names[turn:] + names[:turn]:
                before_each(name)
                figures[name].append(contenders[name]())
                progress.advance(task)
    return figures


def ratios(figures: Measured, ours: str, other: str) -> list[float]:
    """In each round, ours divided by the other."""
    return [a / b for a, b in zip(figures[ours], figures[other], strict=True)]


def summary(of_rounds: Mapping[str, Sequence[float]]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Of each ratio its median, and median, least and most over the rounds."""
    return (
        {name: round(median(values), 3) for name, values in of_rounds.items()},
        {name: spread(values, 3) for name, values in of_rounds.items()},
    )


def spread(values: Sequence[float], digits: int = 1) -> dict[str, float]:
    """Median, least and most."""
    return {
        "median": round(median(values), digits),
        "least": round(min(values), digits),
        "most": round(max(values), digits),
    }
