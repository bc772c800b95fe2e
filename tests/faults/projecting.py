"""Killing runners and their database: whatever dies at whatever moment, the read models come out the same."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from tempfile import mkdtemp
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from tongxin.api.demo import submitting
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.projections.lead import LOCK, NAME
from tongxin.projections.registry import PROJECTIONS
from tongxin.store.embedded.layout import Layout
from tongxin.store.embedded.postmaster import recorded

from .fresh_fold import compared
from .processes import kill, working_in

VICTIMS = ("active", "standby", "database", "backend", "halted")
"""Killed, each of them, but for the last: the active runner is stopped until another one has taken over."""
_COPIES = """
insert into events (stream, version, position, type, state)
select md5(stream::text || %s)::uuid, version, (select max(position) from events)
       + row_number() over (order by position), type, state
from events where position <= %s
"""
_RUNNERS = """
select split_part(split_part(a.application_name, ' ', 3), '@', 1)::int, a.pid, l.pid is not null
from pg_stat_activity a left join pg_locks l on l.pid = a.pid and l.locktype = 'advisory'
    and l.objid = %s and l.objsubid = 1 and l.granted
where a.application_name like %s and a.datname = current_database()
"""
_BEHIND = """
select (select max(position) from events) - coalesce(min(notification_id), 0), count(*)
from notification_tracking where application_name = any(%s)
"""
_PATIENCE = 90.0
_PERSONS = 3
_A_WHILE = 1.0


@dataclass(slots=True)
class Came:
    """What came of it. `takeovers`, `after_halt`: seconds until another runner leads than the one struck."""

    seed: str
    kills: Counter[str] = field(default_factory=Counter)
    under_way: int = 0
    takeovers: list[float] = field(default_factory=list)
    after_halt: list[float] = field(default_factory=list)
    events: int = 0
    different: list[str] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        """The figures, to publish."""
        return {
            "seed": self.seed,
            "kills": dict(self.kills),
            "while_behind": self.under_way,
            "takeover_median_seconds": round(median(self.takeovers), 2) if self.takeovers else None,
            "takeover_longest_seconds": round(max(self.takeovers, default=0.0), 2),
            "after_halt_longest_seconds": round(max(self.after_halt, default=0.0), 2),
            "events": self.events,
            "different": self.different,
        }


class Runners:
    """Two `tongxin project` over an embedded database of their own, which they start again when it dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._layout = Layout(folder / "postgresql")
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def conninfo(self) -> str:
        """How to reach the database."""
        return make_conninfo(
            host=str(self._layout.socket_directory),
            port=5432 if (entry := recorded(self._layout.cluster)) is None else entry.port,
            user="tongxin",
            password=self._layout.password_file.read_text().strip(),
            dbname="tongxin",
            connect_timeout=5,
        )

    def fill_up(self) -> None:
        """Let there be two again."""
        self._processes = [process for process in self._processes if process.poll() is None]
        settings = {
            "TONGXIN_DATA_DIR": str(self._folder),
            "TONGXIN_LOG_FILE": str(self._folder / "runner.log"),
        }
        while len(self._processes) < 2:
            command = [sys.executable, "-m", "tongxin.api", "project"]
            with (self._folder / "runner.err").open("ab") as output:
                started = subprocess.Popen(
                    command, env=os.environ | settings, stderr=output, start_new_session=True
                )
            self._processes.append(started)

    def ask(self, query: str, *values: Any) -> list[Any]:
        """Ask the database as soon as it answers."""
        ends = time.monotonic() + _PATIENCE
        while True:
            try:
                with psycopg.connect(self.conninfo) as connection:
                    found = connection.execute(query.encode(), values)
                    return found.fetchall() if found.description else []
            except (psycopg.OperationalError, FileNotFoundError):
                if time.monotonic() > ends:
                    raise
                time.sleep(0.02)

    def leader(self) -> tuple[int, int]:
        """The process that works, and its backend, as soon as there is one."""
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            for process, backend, leads in self.ask(_RUNNERS, LOCK, f"{NAME} %"):
                if leads:
                    return process, backend
            time.sleep(0.01)
        raise RuntimeError(f"nobody leads: {self._told()}")

    def _told(self) -> str:
        """What there is to see where something is wrong."""
        logs = [self._folder / "runner.err", self._folder / "runner.log"]
        ends = [log.read_text(errors="replace")[-2000:] for log in logs if log.exists()]
        query = "select pid, application_name, state, wait_event, query from pg_stat_activity"
        return "\n".join([*ends, f"{[one.poll() for one in self._processes]}", f"{self.ask(query)}"])

    def behind(self) -> int:
        """How many positions the read models are behind."""
        names = [projection.tracking_name for projection in PROJECTIONS]
        behind, known = self.ask(_BEHIND, names)[0]
        return int(behind) if known == len(names) else sys.maxsize

    def strike(self, victim: str, came: Came) -> None:
        """Kill someone."""
        process, backend = self.leader()
        came.under_way += bool(self.behind())
        match victim:
            case "active":
                began = time.monotonic()
                self._kill([one for one in self._processes if one.pid == process])
                came.takeovers.append(self._taken_over(process) - began)
            case "standby":
                self._kill([one for one in self._processes if one.pid != process])
            case "database":
                kill(working_in(self._layout.cluster))
            case "backend":
                kill([backend])
            case "halted":
                began = time.monotonic()
                os.kill(process, signal.SIGSTOP)
                came.after_halt.append(self._taken_over(process) - began)
                os.kill(process, signal.SIGCONT)
        came.kills[victim] += 1

    def _taken_over(self, process: int) -> float:
        """When another one leads than this process."""
        while self.leader()[0] == process:
            time.sleep(0.01)
        return time.monotonic()

    def _kill(self, processes: list[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            kill([process.pid])
            process.wait()

    def caught_up(self) -> None:
        """Wait until the read models have everything."""
        ends = time.monotonic() + _PATIENCE
        while self.behind():
            if time.monotonic() > ends:
                raise RuntimeError(f"still {self.behind()} behind")
            time.sleep(0.05)

    def end(self) -> None:
        """Stop the runners, and the database with the last one."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
        kill([process.pid for process in self._processes if process.poll() is None])
        kill(working_in(self._layout.cluster))


@contextmanager
def runners() -> Iterator[Runners]:
    """Two runners in a folder with a short path, with some lives in the log; ended whatever happens."""
    folder = Path(mkdtemp(prefix="tx-runners-")).resolve()
    folder.chmod(0o755)  # as root, the database runs as another user
    started = Runners(folder)
    try:
        started.fill_up()
        started.leader()
        asyncio.run(_live(folder, started.conninfo))
        yield started
    finally:
        started.end()
        shutil.rmtree(folder, ignore_errors=True)


async def _live(folder: Path, conninfo: str) -> None:
    async with running(Settings(data_dir=folder), conninfo) as runtime:
        await load(submitting(runtime), persons=_PERSONS, seed=3)


def kill_runners(
    kills: int, seed: str, progress: Callable[[str, int], None] = lambda _what, _done: None
) -> Came:
    """Let events come, and kill so many times at random moments; then compare with a fold of all events."""
    chance, came = Random(seed), Came(seed)
    with runners() as two:
        (last,) = two.ask("select max(position) from events")[0]
        for number in range(kills):
            two.fill_up()
            two.ask(_COPIES, number, last)
            time.sleep(chance.uniform(0, _A_WHILE))
            victim = VICTIMS[number % len(VICTIMS)] if number < len(VICTIMS) else chance.choice(VICTIMS)
            two.strike(victim, came)
            progress(victim, number + 1)
        two.fill_up()
        two.caught_up()
        came.events, came.different = compared(two.conninfo)
    return came
