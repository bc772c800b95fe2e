"""Suspected duplicates: looked for over the whole register."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .explaining import ERR
from .runtime.duplicate_sweep import Swept, sweep
from .runtime.runtime import Runtime
from .telling import AsJson, print_json, told, with_runtime

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def _group() -> None:
    """Suspected duplicates: looked for over the whole register."""


@app.command("sweep")
def sweep_(as_json: AsJson = False) -> None:
    """Compare all records that share a feature, and keep who may be the same. Can be repeated at any time."""

    async def work(runtime: Runtime) -> Swept:
        with _progress(shown=not as_json) as report:
            return await sweep(runtime, report)

    with told():
        swept = with_runtime(work)
    if as_json:
        print_json({"persons": swept.persons, "compared": swept.compared, "suspected": swept.suspected})
    else:
        ERR.print(
            f"{swept.persons:,} persons, {swept.compared:,} pairs compared, {swept.suspected:,} suspected."
        )


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    columns = TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=ERR, disable=not shown, transient=True) as bars:
        task = bars.add_task("begins", total=None)

        def report(phase: str, done: int, total: int) -> None:
            bars.update(task, description=phase, completed=done, total=total)

        yield report
