"""The command line of Tongxin 同心."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from functools import wraps
from pathlib import Path
from threading import Event
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer
from pydantic import ValidationError

from ..projections.registry import PROJECTIONS
from ..projections.runner import Runner
from ..store.library import notification_log
from ..store.migrations import shipped
from .deliver_cli import deliver
from .demo import OtherRecords, load_demo
from .policy_cli import app as policy_app
from .projection_cli import app as projection_app
from .rebuild_cli import FORESEEN as OF_REBUILDS
from .rebuild_cli import rebuild
from .reference_data.county import county
from .reference_data.loader import StepRefused
from .runtime import logs
from .runtime.beginning import note_beginning
from .runtime.companion import companion, stop_with_parent
from .runtime.feed import NotificationFeed
from .runtime.runtime import database
from .runtime.settings import Settings
from .runtime.wake import Sleeper
from .runtime.wake import place as wake_folder
from .serving import serve_http
from .telling import ERR, OF_THE_MACHINE, AsJson

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
app.add_typer(policy_app, name="policy")
app.add_typer(projection_app, name="projections")
_FORESEEN = (*OF_THE_MACHINE, StepRefused, OtherRecords, *OF_REBUILDS)
_OTHER_DATA = (
    "The reference data does not fit what the database holds (step {refused}). It is served as it is; for a"
    " fresh county, set TONGXIN_DATA_DIR to a new folder."
)

Persons = Annotated[int | None, typer.Option(min=1, help="How many persons; the county's number by default.")]
Seed = Annotated[int | None, typer.Option(help="Another seed makes another county.")]


def _explained(command: Callable[..., None]) -> Callable[..., None]:
    """What can go wrong on a machine is told in a sentence, with exit code 2."""

    @wraps(command)
    def explained(*arguments: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _leave)
        try:
            command(*arguments, **options)
        except _FORESEEN as error:
            ERR.print(f"[bold red]tongxin:[/] {error}", highlight=False)
            raise typer.Exit(2) from None
        except ValidationError as error:
            for problem in error.errors():
                name = "TONGXIN_" + "_".join(map(str, problem["loc"])).upper()
                ERR.print(f"[bold red]tongxin:[/] {name}: {problem['msg']}", highlight=False)
            raise typer.Exit(2) from None

    return explained


def _leave(*_: object) -> None:
    """Told to end: leave in order, so that runner and database end too. uvicorn passes the signal on."""
    raise SystemExit(0)


@app.command()
@_explained
def serve() -> None:
    """Serve the HTTP API, and keep the read models up to date. Logs go to standard error."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with (
        database(settings) as conninfo,
        companion(settings.log_file, "project"),
        _proposing(settings, conninfo, settings.log_file),
        _delivering(settings, settings.log_file),
    ):
        ERR.print(f"Tongxin 同心 serves {_address(settings)} (loopback only: there is no sign-in yet).")
        serve_http(settings, conninfo)


@app.command()
@_explained
def run(persons: Persons = None, seed: Seed = None) -> None:
    """Start everything with the reference data, and say where it is. Logs go to a file."""
    settings = Settings()
    log_file = settings.log_file or settings.data_dir / "tongxin.log"
    logs.set_up(log_file)
    with (
        database(settings) as conninfo,
        companion(log_file, "project"),
        _delivering(settings, log_file),
    ):
        try:
            loaded = asyncio.run(load_demo(settings, conninfo, persons, seed, ERR))
            person = loaded.worth_looking_at
        except StepRefused as refused:  # such as data that an earlier release has loaded
            ERR.print(f"[bold yellow]tongxin:[/] {_OTHER_DATA.format(refused=refused)}", highlight=False)
            person = county(seed, persons).worth_looking_at()
        # What is loaded is old: the rules are not asked about it.
        with _proposing(settings, conninfo, log_file):
            _welcome(settings, person, str(log_file))
            serve_http(settings, conninfo)


@app.command()
@_explained
def demo(persons: Persons = None, seed: Seed = None, as_json: AsJson = False) -> None:
    """Load the reference data: a synthetic county, 2015 to 2020. Interrupted, it can be continued."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings) as conninfo, companion(settings.log_file, "project"):
        loaded = asyncio.run(load_demo(settings, conninfo, persons, seed, None if as_json else ERR))
        if as_json:
            sys.stdout.write(orjson.dumps(loaded, default=str).decode() + "\n")
        else:
            ERR.print(f"{loaded.persons:,} persons, {loaded.events:,} new events.")


@app.command()
@_explained
def project(
    with_parent: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Keep the read models up to date, until stopped. Of several runners one works, the others stand by."""
    settings = Settings()
    logs.set_up(settings.log_file)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        stop_with_parent(stop.set)
    with database(settings) as conninfo:
        recorder = notification_log(conninfo)
        with recorder.datastore, closing(Sleeper(wake_folder(settings.data_dir))) as sleeper:
            Runner(conninfo, NotificationFeed(recorder), PROJECTIONS, wait=sleeper).run(stop)


@app.command()
@_explained
def migrate() -> None:
    """Bring the database up to this code. Starting the service does so too."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings):
        ERR.print(f"The database has all {len(shipped())} migrations.")


def _proposing(settings: Settings, conninfo: str, log_file: Path | None) -> AbstractContextManager[None]:
    """The rules at work beside the service, unless that is switched off."""
    if not settings.propose:
        return nullcontext()
    note_beginning(conninfo)  # before the first command is served
    return companion(log_file, "policy", "propose")


def _delivering(settings: Settings, log_file: Path | None) -> AbstractContextManager[None]:
    """The deliverer of web hooks beside the service, unless that is switched off."""
    return companion(log_file, "deliver") if settings.deliver else nullcontext()


app.command()(_explained(rebuild))
app.command()(_explained(deliver))


def _address(settings: Settings) -> str:
    return f"http://{settings.host}:{settings.port}"


def _welcome(settings: Settings, worth_looking_at: UUID, log_file: str) -> None:
    address = _address(settings)
    person = f"{address}/persons/{worth_looking_at}"
    body = '{"outcome":"no_finding","campaign":"清零"}'
    lines = (
        "",
        f"Tongxin 同心 is at {address} (API documentation: {address}/docs)",
        "There is no sign-in yet: it listens on this machine only, and whoever asks is believed.",
        f"A person worth looking at: {worth_looking_at}",
        f"Logs: {log_file}",
        "",
        "A command, a status, a history:",
        "",
        f"curl -s -X POST {person}/screenings -H 'Content-Type: application/json' -d '{body}'",
        f"curl -s {person}",
        f"curl -s '{person}/history?limit=5'",
        "",
        "Stop with Ctrl-C.",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app()
