"""Working behind others: what can wait takes the processor only where nobody else wants it.

Where the kernel shares it out between sessions first (autogroup), being nice counts within a session only,
and each server process is a session of its own; so the sessions are made nice as well.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import psycopg
from psycopg import Connection

_NICE = 10
_LOOK = 0.5
_NAME = "PGAPPNAME"
"""By this variable libpq names every connection that has no other name."""


@contextmanager
def behind(conninfo: str, name: str) -> Iterator[None]:
    """Let this process, and the server for its connections, work behind others.

    Of the server only one on this machine, asked over its socket, whose processes may be changed by this one.
    The session of this process is lowered where it is its own: not that of the shell of whoever called it.
    """
    step_back(_NICE)
    before, os.environ[_NAME] = os.environ.get(_NAME), f"{name} {os.getpid()}"
    stop = Signal()
    watcher = Thread(target=_watch, args=(conninfo, os.environ[_NAME], stop), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
        del os.environ[_NAME]
        if before is not None:
            os.environ[_NAME] = before


def step_back(nice: int) -> None:
    """Let this process work behind others, by so much; and its session, where it is its own."""
    os.nice(max(0, nice - os.getpriority(os.PRIO_PROCESS, 0)))
    _lower_session(os.getpid(), nice)


def _watch(conninfo: str, name: str, stop: Signal) -> None:
    with (
        suppress(psycopg.Error),  # whoever needs the database will say that it is lost
        psycopg.connect(conninfo, autocommit=True, application_name=f"{name} watcher") as connection,
    ):
        while connection.info.host.startswith("/"):
            lower_backends(connection, name)
            if stop.wait(_LOOK):
                return


def lower_backends(connection: Connection, name: str) -> list[int]:
    """Let the server processes of connections with this name work behind others; return which these are."""
    query = "select pid from pg_stat_activity where application_name = %s and datname = current_database()"
    found = [pid for (pid,) in connection.execute(query, (name,), prepare=True).fetchall()]
    for pid in found:
        with suppress(OSError):  # it has ended, or belongs to somebody else
            if b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.setpriority(os.PRIO_PROCESS, pid, _NICE)
                _lower_session(pid, _NICE)
    return found


def _lower_session(process: int, nice: int) -> None:
    with suppress(OSError):  # no such kernel, or too often for whoever is not root: the next look will do it
        group = Path(f"/proc/{process}/autogroup")
        if os.getsid(process) == process and int(group.read_text().split()[-1]) < nice:
            group.write_text(str(nice))
