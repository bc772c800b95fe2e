"""The service under test: `tongxin serve` with its embedded database, and the ways to kill parts of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random, SystemRandom
from tempfile import mkdtemp

import psycopg
from psycopg.conninfo import make_conninfo

from tongxin.store.embedded.layout import Layout
from tongxin.store.embedded.postmaster import recorded

from .processes import kill, started_for, titled, working_in

_START_SECONDS = 90.0
_MAY_BE_LOST = (
    "alter system set synchronous_commit = 'off'",
    "select pg_reload_conf()",
)


class ServiceFailed(Exception):
    """The service did not do what every test needs of it; with the end of its log."""


class Service:
    """One data directory and the service over it. `durable=False`: acknowledged commands may be lost."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.port = _free_port()
        self._data = folder / "data"
        self._log = folder / "service.log"
        self._durable = durable
        self._layout = Layout(self._data / "postgresql")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def conninfo(self) -> str:
        """How to reach the database without the service."""
        entry = recorded(self._layout.cluster)
        return make_conninfo(
            host=str(self._layout.socket_directory),
            port=5432 if entry is None else entry.port,
            user="tongxin",
            password=self._layout.password_file.read_text().strip(),
            dbname="tongxin",
            connect_timeout=5,
        )

    def start(self) -> None:
        """Start the service; `await_ready` tells when it answers."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGXIN_")}
        settings = {
            "TONGXIN_DATA_DIR": str(self._data),
            "TONGXIN_PORT": str(self.port),
            "TONGXIN_LOG_FILE": str(self._log),
            "PYTHONFAULTHANDLER": "1",  # SIGABRT shows where each thread is
            "TONGXIN_DATA_MAY_BE_LOST": str(not self._durable).lower(),
            # These two have fault tests of their own, and each start of the service waits for them too.
            "TONGXIN_PROPOSE": "false",
            "TONGXIN_DELIVER": "false",
        }
        with self._log.with_suffix(".err").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tongxin.api", "serve"],
                env=kept | settings,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def await_ready(self) -> None:
        """Return when the service takes connections; raise `ServiceFailed` when it ends instead."""

        def answers() -> bool:
            self.check_alive()
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        self.wait_until(answers, _START_SECONDS, "the service does not answer")
        if not self._durable:
            self._switch_durability_off()

    def check_alive(self) -> None:
        """Raise `ServiceFailed` if the service has ended by itself."""
        if self._process is None or self._process.poll() is not None:
            raise self.failed("the service has ended")

    def wait_until(self, condition: Callable[[], object], seconds: float, otherwise: str) -> None:
        """Wait for something; raise `ServiceFailed` when it does not come."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise self.failed(otherwise)
            time.sleep(0.05)

    def failed(self, what: str) -> ServiceFailed:
        """The error, with the end of the logs."""
        logs = [self._log.with_suffix(".err"), self._log, self._layout.log_file]
        ends = [f"{log}:\n{log.read_text(errors='replace')[-1500:]}" for log in logs if log.exists()]
        return ServiceFailed("\n".join([what, *ends]))

    def kill_server(self) -> int:
        """`kill -9` the process that answers. Its runner is left alone, and ends by itself."""
        if self._process is None:
            return 0
        killed = kill([self._process.pid])
        self._process.wait(10)
        return killed

    def kill_runner(self) -> int:
        """`kill -9` the process that keeps the read models."""
        return kill(started_for(self._data, word="project"))

    def kill_database(self, unwritten: float) -> int:
        """`kill -9` the postmaster and all its backends, so that nothing is flushed or said any more.

        For `unwritten` seconds before, the process that writes the log in the background is halted: then
        only what commits themselves wait for is written, and with durability switched off they do not.
        """
        for pid in titled(working_in(self._layout.cluster), b"walwriter"):
            os.kill(pid, signal.SIGSTOP)
        time.sleep(unwritten)
        killed = kill(working_in(self._layout.cluster))
        kill(working_in(self._layout.cluster))  # what was begun meanwhile
        return killed

    def kill_backend(self, number: int) -> int:
        """`kill -9` one process of the database; the postmaster then restarts all others."""
        entry = recorded(self._layout.cluster)
        backends = [pid for pid in working_in(self._layout.cluster) if entry is None or pid != entry.pid]
        return kill([sorted(backends)[number % len(backends)]]) if backends else 0

    def cut_connections(self, chance: Random) -> int:
        """End some of the database's connections, and leave the others."""
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            found = connection.execute(
                "select pid from pg_stat_activity where backend_type = 'client backend'"
                " and pid <> pg_backend_pid() order by pid"
            ).fetchall()
            chosen = [pid for (pid,) in found if chance.random() < 0.5]
            connection.execute("select pg_terminate_backend(pid) from unnest(%s::int[]) pid", (chosen,))
        return len(chosen)

    def stop(self) -> None:
        """Stop in order; whatever is left then is killed."""
        try:
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(signal.SIGTERM)
                self._process.wait(60)
            self._await_end()
        finally:
            self.end()

    def _await_end(self) -> None:
        try:
            self.wait_until(lambda: not self.left(), 30, "something of the service goes on")
        except ServiceFailed:
            for pid in started_for(self._data):
                os.kill(pid, signal.SIGABRT)
            time.sleep(0.5)
            raise self.failed(f"something of the service went on: {self.left()}") from None

    def end(self) -> None:
        """Kill everything that was started for this data directory."""
        while kill(self.left()):
            time.sleep(0.05)
        if self._process is not None:
            self._process.wait(10)

    def left(self) -> list[int]:
        """The processes of this service that there are."""
        return started_for(self._data) + working_in(self._layout.cluster)

    def _switch_durability_off(self) -> None:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            for statement in _MAY_BE_LOST:
                connection.execute(statement)


@contextmanager
def service(*, durable: bool = True) -> Iterator[Service]:
    """A service in a folder of its own, with a short path; ended and removed whatever happens."""
    folder = Path(mkdtemp(prefix="tx-faults-")).resolve()
    folder.chmod(0o755)  # as root, the database runs as another user
    run = Service(folder, durable=durable)
    try:
        run.start()
        run.await_ready()
        yield run
        run.stop()
    finally:
        run.end()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    """A port below those that the kernel gives to clients: one of them might connect to itself."""
    while True:
        port = SystemRandom().randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
