"""Killing rebuilds: whatever dies at whatever moment, the next start goes on to the same rows."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import IO

import psycopg

from tongxin.api.demo import submitting
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime.feed import NotificationFeed
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.projections.digest import digest_of_table, kinds_of
from tongxin.projections.registry import PROJECTIONS
from tongxin.projections.runner import Runner
from tongxin.store.embedded import EmbeddedServer, ServerSettings
from tongxin.store.library import notification_log
from tongxin.store.migrations import migrate

from .processes import kill

_PERSONS = 6
VICTIMS = ("all", "coordinator", "job", "backends")
_COPIES = """
insert into events (stream, version, position, type, state)
select md5(stream::text || copy)::uuid, version,
       (select max(position) from events) + row_number() over (order by position, copy), type, state
from events, generate_series(1, %s) copy
"""
_BACKENDS = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""


@dataclass(slots=True)
class Killed:
    """What came of it. `starts`: of the command; `finished`: rebuilds that came to their end."""

    seed: str
    kills: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    starts: int = 0
    finished: int = 0
    different: int = 0

    def told(self) -> dict[str, object]:
        """The figures, to publish."""
        return {
            "seed": self.seed,
            "kills": dict(self.kills),
            "in_phase": dict(self.phases),
            "starts": self.starts,
            "finished": self.finished,
            "different": self.different,
        }


def copies(conninfo: str, times: int) -> None:
    """As many more streams like those that are there."""
    with psycopg.connect(conninfo) as connection:
        connection.execute(_COPIES, (times,))


def digests(conninfo: str) -> dict[str, str]:
    """Of every table of every read model, with the number of its rows."""
    kinds = [kind for projection in PROJECTIONS for kind in kinds_of(projection)]
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = {kind.name: digest_of_table(connection, kind) for kind in kinds}
    return {name: f"{digest} {digest.rows}" for name, digest in found.items()}


def kill_rebuilds(
    conninfo: str, kills: int, seed: str, progress: Callable[[str, int], None] = lambda _what, _done: None
) -> Killed:
    """Begin rebuilds and kill them so many times at random moments; compare whenever one has ended."""
    chance, came = Random(seed), Killed(seed)
    expected = digests(conninfo)
    usual = _finish(_Start(conninfo), came, conninfo, expected)
    while sum(came.kills.values()) < kills:
        start = _Start(conninfo)
        came.starts += 1
        victim = chance.choice(VICTIMS)
        if start.killed(victim, chance.uniform(0, usual)):
            came.kills[victim] += 1
            came.phases[start.phase] += 1
            progress(victim, sum(came.kills.values()))
        if start.ended_well:
            came.finished += 1
            came.different += digests(conninfo) != expected
    _finish(_Start(conninfo), came, conninfo, expected)
    return came


def _finish(start: "_Start", came: Killed, conninfo: str, expected: dict[str, str]) -> float:
    """Let it come to its end; return how many seconds that took from its first sign of life."""
    came.starts += 1
    assert start.process.stdout is not None
    start.process.stdout.readline()
    began = time.monotonic()
    start.process.communicate(timeout=240)
    took = time.monotonic() - began
    if start.process.returncode != 0:
        raise RuntimeError(f"a rebuild that nobody disturbed ended with {start.process.returncode}")
    came.finished += 1
    came.different += digests(conninfo) != expected
    return took


class _Start:
    """One start of `tongxin rebuild --all --jobs 2`."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self.phase = "begins"
        self.ended_well = False
        command = [sys.executable, "-m", "tongxin.api", "rebuild", "--all", "--jobs", "2", "--json"]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            env=os.environ | {"TONGXIN_DATABASE_URL": conninfo},
            start_new_session=True,
            text=True,
        )

    def killed(self, victim: str, after: float) -> bool:
        """Kill someone so long after the first sign of life; whether the rebuild was still going on."""
        assert self.process.stdout is not None
        ends = time.monotonic() + after
        first = self.process.stdout.readline()
        ends += time.monotonic() - (ends - after)
        os.set_blocking(self.process.stdout.fileno(), False)
        self._note(first)
        while time.monotonic() < ends and self.process.poll() is None:
            self._note(_last_line(self.process.stdout) or first)
            time.sleep(0.01)
        going_on = self.process.poll() is None
        if going_on:
            self._kill(victim)
        os.set_blocking(self.process.stdout.fileno(), True)
        self.process.communicate(timeout=240)
        self.ended_well = self.process.returncode == 0
        return going_on

    def _note(self, line: str) -> None:
        if line.startswith("{") and line.endswith("}\n"):
            self.phase = json.loads(line).get("phase", self.phase)

    def _kill(self, victim: str) -> None:
        jobs = _children(self.process.pid)
        match victim:
            case "all":
                kill([self.process.pid, *jobs])
            case "coordinator":
                kill([self.process.pid])
            case "job":
                kill(jobs[:1])
            case "backends":
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    connection.execute(_BACKENDS)


def _last_line(stdout: IO[str]) -> str:
    try:
        lines = stdout.readlines()
    except (BlockingIOError, TypeError):
        return ""
    return lines[-1] if lines else ""


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in file.read_text().split()] if file.exists() else []


def kill_rebuilds_of_lives(
    kills: int, seed: str, progress: Callable[[str, int], None] = lambda _what, _done: None
) -> Killed:
    """The same on a server of its own, with the lives of some persons, copied a few times, up to date."""
    folder = Path(mkdtemp(prefix="tongxin-rebuilds-"))
    folder.chmod(0o755)  # as root, the server runs as another user
    try:
        with EmbeddedServer.start(ServerSettings(data_directory=folder / "server")) as server:
            migrate(server.dsn)
            asyncio.run(_live(folder, server.dsn))
            copies(server.dsn, 3)
            recorder = notification_log(server.dsn)
            with recorder.datastore:
                Runner(server.dsn, NotificationFeed(recorder), PROJECTIONS).catch_up()
            return kill_rebuilds(server.dsn, kills, seed, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _live(folder: Path, conninfo: str) -> None:
    async with running(Settings(data_dir=folder), conninfo) as runtime:
        await load(submitting(runtime), persons=_PERSONS, seed=3)
