"""A progress bar for a load: persons done, events a second, time left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from .loader import Progress


@contextmanager
def shown(console: Console | None = None) -> Iterator[Callable[[Progress], None]]:
    """Show a bar while the block runs; what it gives is the `report` of `load`."""
    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
        console=console,
    )
    with bars:
        task = bars.add_task("persons", total=None, rate="", left="")

        def report(progress: Progress) -> None:
            left = progress.seconds_left
            bars.update(
                task,
                completed=progress.persons_done,
                total=progress.persons,
                rate=f"{progress.commands:,} commands · {progress.per_second:,.0f}/s",
                left="" if left is None else f"{left:.0f} s left",
            )

        yield report
