"""Rebuilds for whoever asks over HTTP: each in a process of its own, looked at through the database."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import psycopg

from ...projections.rebuild import catalogue
from ...projections.rebuild.catalogue import Rebuild
from ...projections.registry import PROJECTIONS


def begin(conninfo: str, names: list[str], jobs: int, log_file: Path | None) -> Rebuild:
    """Write a rebuild down, and start the process that works at it. It goes on when this one ends.

    Raises `RebuildRefused`.
    """
    projections = catalogue.chosen(PROJECTIONS, names)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        plan = catalogue.begin(connection, projections)
        begun = catalogue.rebuild_of(connection, plan.id)
    command = [sys.executable, "-m", "tongxin.api", "rebuild", "--jobs", str(jobs), "--json"]
    more = {"TONGXIN_DATABASE_URL": conninfo} | (
        {} if log_file is None else {"TONGXIN_LOG_FILE": str(log_file)}
    )
    process = subprocess.Popen(
        [*command, *(projection.name for projection in projections)],
        env=os.environ | more,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()
    return begun


def listed(conninfo: str) -> list[Rebuild]:
    """All rebuilds, the latest first."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return catalogue.rebuilds(connection)


def one(conninfo: str, number: int) -> Rebuild:
    """One rebuild. Raises `NoSuchRebuild`."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return catalogue.rebuild_of(connection, number)


def cancel(conninfo: str, number: int) -> Rebuild:
    """Give up a rebuild that is being built. Raises `RebuildRefused`."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        catalogue.ask_to_cancel(connection, number)
        return catalogue.rebuild_of(connection, number)


def drop(conninfo: str, number: int) -> Rebuild:
    """Drop the tables that a rebuild has replaced. Raises `RebuildRefused`."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        catalogue.drop_replaced(connection, number)
        return catalogue.rebuild_of(connection, number)
