"""The runner of the read models from the command line, and the migrations."""

import signal
from contextlib import closing
from threading import Event
from typing import Annotated

import typer

from ..projections.registry import PROJECTIONS
from ..projections.runner import Runner
from ..store.library import notification_log
from ..store.migrations import shipped
from .explaining import ERR
from .runtime import logs
from .runtime.companion import stop_with_parent
from .runtime.databases import database
from .runtime.feed import NotificationFeed
from .runtime.settings import Settings
from .runtime.wake import Sleeper
from .runtime.wake import place as wake_folder


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


def migrate() -> None:
    """Bring the database up to this code. Starting the service does so too."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings):
        ERR.print(f"The database has all {len(shipped())} migrations.")
