"""Data directories, other processes and other users for the tests of the embedded database."""

import json
import multiprocessing
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import psycopg
import pytest

from tongxin.store.embedded import EmbeddedServer, EmbeddedServerError, ServerSettings
from tongxin.store.embedded.accounts import server_account
from tongxin.store.embedded.binaries import candidates
from tongxin.store.embedded.processes import end_all_below

IS_ROOT = os.geteuid() == 0
_USER_SCRIPT = Path(__file__).with_name("embedded_user.py")


@contextmanager
def temporary_place() -> Iterator[Path]:
    """A directory that others may enter (pytest's own is closed to the server's account)."""
    place = Path(tempfile.mkdtemp(prefix="tongxin-test-")).resolve()
    place.chmod(0o755)
    try:
        yield place
    finally:
        end_all_below(place)
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def quiet(directory: Path) -> Iterator[Path]:
    """A data directory that several tests use one after the other: no server is left in it."""
    try:
        yield directory
    finally:
        end_all_below(directory)


def unstarted_directory(place: Path) -> Path:
    """A data directory that looks used, for refusals that come before the server."""
    cluster = place / "data" / "cluster"
    cluster.mkdir(parents=True)
    (place / "data" / "server.lock").touch()
    (cluster / "PG_VERSION").write_text(f"{next(candidates(None)).major}\n")
    server_account(None).own(cluster)
    return place / "data"


def small(directory: Path, **changes: Any) -> ServerSettings:
    """Settings for a server that takes little memory; durability as in production."""
    values: dict[str, Any] = {
        "data_directory": directory,
        "start_timeout": 60.0,
        "shared_buffers": "16MB",
        "max_connections": 20,
    }
    return ServerSettings(**(values | changes))


def refusal(settings: ServerSettings) -> str:
    """The text of the refusal to start; fails when the server starts."""
    with pytest.raises(EmbeddedServerError) as caught:
        EmbeddedServer.start(settings).stop()
    assert caught.value.remedy, "a message must say what to do"
    return str(caught.value)


def query(dsn: str, text: str) -> Any:
    """The first column of the first row."""
    with psycopg.connect(dsn, connect_timeout=10) as connection:
        row = connection.execute(text.encode()).fetchone()
    assert row is not None
    return row[0]


def add_rows(dsn: str, count: int) -> None:
    """Commit ``count`` rows one by one to a new table ``kept``."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept (n serial PRIMARY KEY)")
        for _ in range(count):
            connection.execute("INSERT INTO kept DEFAULT VALUES")


def state_of(task: Path) -> str:
    """The kernel's letter for what a process or thread below /proc does; X when it has gone."""
    try:
        return (task / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    return state_of(Path(f"/proc/{pid}")) not in {"Z", "X"}


def halt(pid: int) -> None:
    """Stop all threads of a process where they are, so that it can do nothing."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: {state_of(task) for task in Path(f"/proc/{pid}/task").iterdir()} == {"T"})


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that happens in another process."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


class OtherProcess:
    """A process of its own that starts or joins a server, says so, and stops it when told."""

    def __init__(self, directory: Path) -> None:
        self._child = subprocess.Popen(
            [sys.executable, str(_USER_SCRIPT), str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said: dict[str, Any] = {}

    @property
    def pid(self) -> int:
        """The number of the process itself, not of the server."""
        return self._child.pid

    @property
    def said(self) -> dict[str, Any]:
        """What it reported once its server was ready: dsn, pid, joined."""
        assert self._child.stdout is not None
        if not self._said:
            self._said = json.loads(self._child.stdout.readline())
        return self._said

    def stop(self) -> None:
        """Let it stop its use of the server and end."""
        self._child.communicate(timeout=60)
        assert self._child.returncode == 0

    def kill(self) -> None:
        """``kill -9``."""
        self._child.kill()
        self._child.communicate(timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child.returncode is None:
            self.kill()


def as_ordinary_user(function: Callable[[], str]) -> str:
    """Call in a process without root's rights; returns the result, or ``failed: …``."""
    if not IS_ROOT:
        return function()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            sender.send(function())
        except BaseException as error:
            sender.send(f"failed: {error!r}")

    with warnings.catch_warnings():
        # Python warns of forking beside threads; ours only wait for servers to end.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = context.Process(target=run)
        child.start()
    result = receiver.recv() if receiver.poll(60) else "failed: no answer"
    child.join(10)
    return str(result)


def give_to_nobody(path: Path) -> None:
    """Hand a directory to the user that ``as_ordinary_user`` becomes."""
    if IS_ROOT:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
