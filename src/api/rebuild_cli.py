"""Rebuilding read models from the command line: begin or go on, look, cancel, drop what was replaced."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Annotated, Any

import orjson
import psycopg
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from ..projections.rebuild.catalogue import (
    Rebuild,
    RebuildRefused,
    ask_to_cancel,
    chosen,
    drop_replaced,
    rebuild_of,
    rebuilds,
)
from ..projections.rebuild.progress import Progress, Report
from ..projections.rebuild.rebuild import RebuildCancelled, RebuildFailed
from ..projections.rebuild.rebuild import rebuild as run_rebuild
from ..projections.registry import PROJECTIONS
from .runtime import logs
from .runtime.databases import database
from .runtime.giving_way import behind
from .runtime.rebuilding import reading
from .runtime.settings import Settings

FORESEEN = (RebuildRefused, RebuildCancelled, RebuildFailed)
_CONSOLE = Console(stderr=True)

Names = Annotated[list[str] | None, typer.Argument(help="Read models, such as person_status.")]
All = Annotated[bool, typer.Option("--all", help="All read models.")]
Jobs = Annotated[
    int | None, typer.Option(min=1, max=64, help="Processes that fold; as many as cores by default.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON objects, one a line, and no progress bar.")]
ShowList = Annotated[bool, typer.Option("--list", help="Show all rebuilds.")]
Cancel = Annotated[int | None, typer.Option(help="Give up an unfinished rebuild; the live rows stay.")]
Drop = Annotated[int | None, typer.Option(help="Drop the old tables that a rebuild has replaced.")]


def rebuild(
    names: Names = None,
    every: All = False,
    jobs: Jobs = None,
    as_json: AsJson = False,
    show_list: ShowList = False,
    cancel: Cancel = None,
    drop: Drop = None,
) -> None:
    """Build read models again from the events, beside the live ones, and put them in their place.

    Commands and queries go on meanwhile. Interrupted or killed, the same command goes on where it was.
    """
    settings = Settings()
    logs.set_up(settings.log_file)
    asked = bool(names) + every + show_list + (cancel is not None) + (drop is not None)
    if asked != 1:
        raise RebuildRefused("Say what to do: names of read models, --all, --list, --cancel N or --drop N.")
    with database(settings) as conninfo:
        if names or every:
            _rebuild(conninfo, names or [], jobs or os.cpu_count() or 1, as_json)
            return
        with psycopg.connect(conninfo, autocommit=True) as connection:
            if cancel is not None:
                ask_to_cancel(connection, cancel)
                _show([rebuild_of(connection, cancel)], as_json)
            elif drop is not None:
                drop_replaced(connection, drop)
                _show([rebuild_of(connection, drop)], as_json)
            else:
                _show(rebuilds(connection), as_json)


def _rebuild(conninfo: str, names: list[str], jobs: int, as_json: bool) -> None:
    projections = chosen(PROJECTIONS, names)
    with (
        behind(conninfo, "tongxin rebuild"),  # the service comes first
        reading(conninfo) as way,
        _reporting(as_json) as report,
    ):
        done = run_rebuild(conninfo, projections, way, jobs=jobs, report=report)
    if as_json:
        _print(_told(done))
        return
    _CONSOLE.print(
        f"Rebuild {done.id}: {', '.join(done.projections)} from {done.events:,} events, live at once."
        f" The old tables are kept; `tongxin rebuild --drop {done.id}` drops them."
    )
    if done.matches is not None:
        same = "The rows are the same as before."
        _CONSOLE.print(same if done.matches else "[bold yellow]The rows are not the same as before.")


@contextmanager
def _reporting(as_json: bool) -> Iterator[Report]:
    if as_json:
        yield _every_half_second()
        return
    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Bars(*columns, console=_CONSOLE) as bars:
        task = bars.add_task("begins", total=None, rate="", left="")

        def report(progress: Progress) -> None:
            bars.update(
                task,
                description=progress.phase,
                completed=progress.done,
                total=progress.events,
                rate="" if progress.per_second is None else f"{progress.per_second:,.0f} events/s",
                left="" if progress.seconds_left is None else f"{progress.seconds_left:.0f} s left",
            )

        yield report


def _every_half_second() -> Report:
    last: list[Any] = [None, 0.0]

    def report(progress: Progress) -> None:
        if progress.phase != last[0] or monotonic() - last[1] > 0.5:
            last[:] = progress.phase, monotonic()
            _print(progress.as_dict())

    return report


def _show(found: list[Rebuild], as_json: bool) -> None:
    if as_json:
        for one in found:
            _print(_told(one))
        return
    table = Table("rebuild", "of", "state", "phase", "events", "done", "same rows", "error")
    for one in found:
        same = {None: "", True: "yes", False: "no"}[one.matches]
        row = (
            one.id,
            ", ".join(one.projections),
            one.state,
            one.phase,
            one.events,
            one.done,
            same,
            one.error or "",
        )
        table.add_row(*map(str, row))
    _CONSOLE.print(table)


def _told(one: Rebuild) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _print(told: dict[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(told).decode() + "\n")
    sys.stdout.flush()
