"""Read models: how they stand, what they could not take, trying that again."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any

import psycopg
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from ..projections.projection import Projection
from ..projections.registry import PROJECTIONS
from ..projections.retrying import NothingSetAside
from ..projections.standing import asides, standing
from .runtime import logs
from .runtime.databases import database
from .runtime.retries import retried
from .runtime.settings import Settings
from .telling import OUT, print_json, told

app = typer.Typer(no_args_is_help=True, help=__doc__)
_CONSOLE = Console(stderr=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON objects, one a line.")]
Name = Annotated[str | None, typer.Argument(help="A read model, such as person_status; all by default.")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Where each read model is, how far behind, and how many events it could not take."""
    with _connected() as (connection, _):
        found = standing(connection)
    names = ("name", "version", "position", "behind", "set_aside")
    _show([{name: getattr(one, name) for name in names} for one in found], names, as_json)


@app.command("set-aside")
def set_aside(name: Name = None, as_json: AsJson = False) -> None:
    """The events that a read model could not take, with the reasons."""
    with _connected() as (connection, _):
        found = [one for chosen in _chosen(name) for one in asides(connection, chosen.tracking_name)]
    names = ("projection", "position", "type", "stream", "version", "error", "at")
    _show([{name: getattr(one, name) for name in names} for one in found], names, as_json)


@app.command()
def retry(name: Name = None, as_json: AsJson = False) -> None:
    """Fold anew what was set aside. Exit code 1 where something still cannot be taken."""
    left = []
    with _connected() as (connection, conninfo):
        wanted = [
            (chosen, stream)
            for chosen in _chosen(name)
            for stream in {one.stream for one in asides(connection, chosen.tracking_name)}
        ]
        for chosen, stream in track(wanted, "retrying", console=_CONSOLE, disable=as_json, transient=True):
            with suppress(NothingSetAside):  # somebody else was first
                left += retried(conninfo, chosen, stream)
    names = ("projection", "position", "type", "stream", "version", "error")
    _show([{name: getattr(one, name) for name in names} for one in left], names, as_json)
    if not as_json:
        _CONSOLE.print(f"{len(wanted):,} retried, {len(left):,} events are still set aside.")
    if left:
        raise typer.Exit(1)


@contextmanager
def _connected() -> Iterator[tuple[psycopg.Connection, str]]:
    settings = Settings()
    logs.set_up(settings.log_file)
    with (
        told(),
        database(settings) as conninfo,
        psycopg.connect(conninfo, autocommit=True) as connection,
    ):
        yield connection, conninfo


def _chosen(name: str | None) -> list[Projection[Any]]:
    found = [one for one in PROJECTIONS if name in (None, one.name)]
    if not found:
        there = ", ".join(one.name for one in PROJECTIONS)
        raise typer.BadParameter(f"there is no read model {name}; there are {there}")
    return found


def _show(rows: list[dict[str, Any]], names: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        for row in rows:
            print_json(row)
        return
    table = Table(*(name.replace("_", " ") for name in names))
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    OUT.print(table)
