"""`python -m tests.faults [--seed N] [--rounds N] [--json]`: the long form."""

import asyncio
import json
from random import SystemRandom
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from tongxin.api.runtime import logs

from .campaign import KILLS_A_ROUND, Tally, campaign

_ERRORS = Console(stderr=True)


def main(
    seed: Annotated[int | None, typer.Option(help="Repeat the choices of another run.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Of three kills and one check each.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print only the JSON object.")] = False,
) -> None:
    """Kill server, runner and database under 200 clients, and check that no acknowledged command is lost."""
    logs.set_up()
    chosen = SystemRandom().randrange(1 << 32) if seed is None else seed
    _ERRORS.print(f"seed {chosen}", highlight=False)
    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        TextColumn("kills"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=_ERRORS,
        disable=as_json,
    ) as bar:
        task = bar.add_task("starting", total=rounds * KILLS_A_ROUND)
        tally = asyncio.run(
            campaign(chosen, rounds, lambda what, done: bar.update(task, description=what, completed=done))
        )
    if not as_json:
        _show(tally)
    print(json.dumps(tally.as_json(), ensure_ascii=False))
    raise typer.Exit(0 if tally.sound else 1)


def _show(tally: Tally) -> None:
    table = Table("counted", "", title=f"faults, seed {tally.seed}")
    for name, value in tally.as_json().items():
        if name not in ("seed", "examples"):
            table.add_row(name.replace("_", " "), str(value))
    _ERRORS.print(table)


if __name__ == "__main__":
    typer.run(main)
