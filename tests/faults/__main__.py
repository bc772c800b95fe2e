"""`python -m tests.faults [--seed N] [--rounds N] [--kills N] [--json]`: the long form."""

import asyncio
import json
from collections.abc import Callable
from random import SystemRandom
from typing import Annotated, Any

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

from .campaign import KILLS_A_ROUND, campaign
from .projecting import kill_runners
from .rebuilding import kill_rebuilds_of_lives

_ERRORS = Console(stderr=True)


def main(
    seed: Annotated[int | None, typer.Option(help="Repeat the choices of another run.")] = None,
    rounds: Annotated[int, typer.Option(min=0, help="Of three kills and one check each.")] = 30,
    kills: Annotated[
        int, typer.Option(min=0, help="Of runners and their database, and as many of rebuilds.")
    ] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print only the JSON object.")] = False,
) -> None:
    """Kill server, runner and database under 200 clients, and check that no acknowledged command is lost.

    Then kill runners of the read models, and compare these with a fold of all events.
    """
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
        task = bar.add_task("starting", total=rounds * KILLS_A_ROUND + 2 * kills)
        told, sound = _run(
            chosen, rounds, kills, lambda what, done: bar.update(task, description=what, completed=done)
        )
    if not as_json:
        _show(chosen, told)
    print(json.dumps(told, ensure_ascii=False))
    raise typer.Exit(0 if sound else 1)


def _run(seed: int, rounds: int, kills: int, tell: Callable[[str, int], None]) -> tuple[dict[str, Any], bool]:
    """What was counted, and whether all is as it must be."""
    told: dict[str, Any] = {"seed": seed}
    sound = True
    if rounds:
        tally = asyncio.run(campaign(seed, rounds, tell))
        told, sound = tally.as_json(), tally.sound
    if kills:
        before = rounds * KILLS_A_ROUND
        came = kill_runners(kills, f"{seed} runners", lambda what, done: tell(what, before + done))
        told["runners"] = came.told()
        sound = sound and not came.different
        before += kills
        killed = kill_rebuilds_of_lives(
            kills, f"{seed} rebuilds", lambda what, done: tell(what, before + done)
        )
        told["rebuilds"] = killed.told()
        sound = sound and not killed.different
    return told, sound


def _show(seed: int, told: dict[str, Any]) -> None:
    table = Table("counted", "", title=f"faults, seed {seed}")
    for name, value in told.items():
        if name not in ("seed", "examples"):
            table.add_row(name.replace("_", " "), str(value))
    _ERRORS.print(table)


if __name__ == "__main__":
    typer.run(main)
