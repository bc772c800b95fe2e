"""`python -m bench [NAME …] [--json] [--quick]`."""

import json
import signal
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tongxin.api.runtime import logs

from . import (
    commands,
    growth,
    history,
    live,
    rebuild,
    rebuild_memory,
    rebuild_under_load,
    recorder,
    snapshots,
)

BENCHMARKS: dict[str, Callable[..., dict[str, Any]]] = {
    "commands": commands.run,
    "recorder": recorder.run,
    "growth": growth.run,
    "history": history.run,
    "live": live.run,
    "rebuild": rebuild.run,
    "rebuild_memory": rebuild_memory.run,
    "rebuild_under_load": rebuild_under_load.run,
    "snapshots": snapshots.run,
}
_CONSOLE = Console()


def main(
    names: Annotated[list[str] | None, typer.Argument(help=", ".join(BENCHMARKS))] = None,
    as_json: Annotated[bool, typer.Option("--json", help="End with one JSON object.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Only to see that it runs.")] = False,
) -> None:
    """Run benchmarks, alternately against the rivals, and print ratios."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ended so, it still stops its servers
    logs.set_up()
    ratios: dict[str, float] = {}
    raw: dict[str, Any] = {}
    for name in names or list(BENCHMARKS):
        if name not in BENCHMARKS:
            raise typer.BadParameter(f"{name}: there are {', '.join(BENCHMARKS)}")
        came = BENCHMARKS[name](quick=quick)
        ratios |= came["ratios"]
        raw[name] = came["raw"]
        if not as_json:
            _show(name, came)
    if as_json:
        print(json.dumps({"ratios": ratios, "raw": raw}))


def _show(name: str, came: dict[str, Any]) -> None:
    table = Table("ratio", "value", title=name)
    for key, value in came["ratios"].items():
        table.add_row(key, f"{value:.2f}")
    _CONSOLE.print(table)
    _CONSOLE.print_json(data=came["raw"])


if __name__ == "__main__":
    typer.run(main)
