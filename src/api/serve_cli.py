"""The service from the command line: serving, serving with the reference data, loading those."""

import asyncio
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated
from uuid import UUID

import orjson
import typer

from .demo import OtherRecords, load_demo
from .explaining import ERR
from .reference_data.bulk_loader import NotGranted
from .reference_data.county import county
from .reference_data.loader import StepRefused
from .runtime import logs
from .runtime.beginning import note_beginning
from .runtime.companion import companion
from .runtime.databases import database
from .runtime.settings import Settings
from .serving import serve_http
from .telling import AsJson

FORESEEN = (StepRefused, NotGranted, OtherRecords)
_OTHER_DATA = (
    "The reference data does not fit what the database holds (step {refused}). It is served as it is; for a"
    " fresh county, set TONGXIN_DATA_DIR to a new folder."
)

Persons = Annotated[int | None, typer.Option(min=1, help="How many persons; the county's number by default.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=64,
        help="Write the persons in so many processes, thousands of commands in a transaction, with no answer"
        " for each. For large counties.",
    ),
]
Seed = Annotated[int | None, typer.Option(help="Another seed makes another county.")]


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


def demo(persons: Persons = None, seed: Seed = None, jobs: Jobs = None, as_json: AsJson = False) -> None:
    """Load the reference data: a synthetic county, 2015 to 2020. Interrupted, it can be continued."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings) as conninfo, companion(settings.log_file, "project"):
        loaded = asyncio.run(load_demo(settings, conninfo, persons, seed, None if as_json else ERR, jobs))
        if as_json:
            sys.stdout.write(orjson.dumps(loaded, default=str).decode() + "\n")
        else:
            ERR.print(f"{loaded.persons:,} persons, {loaded.events:,} new events.")


def _proposing(settings: Settings, conninfo: str, log_file: Path | None) -> AbstractContextManager[None]:
    """The rules at work beside the service, unless that is switched off."""
    if not settings.propose:
        return nullcontext()
    note_beginning(conninfo)  # before the first command is served
    return companion(log_file, "policy", "propose")


def _delivering(settings: Settings, log_file: Path | None) -> AbstractContextManager[None]:
    """The deliverer of web hooks beside the service, unless that is switched off."""
    return companion(log_file, "deliver") if settings.deliver else nullcontext()


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
