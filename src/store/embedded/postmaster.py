"""The running server as its postmaster.pid tells it, and getting rid of a dead one's remains."""

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from .errors import EmbeddedServerError, StillStartingError
from .layout import Layout
from .processes import end_all_below, exists, runs_in

_POLL_SECONDS = 0.02
_REPORT_SECONDS = 10.0
_PROBE_SECONDS = 2
# Lines of postmaster.pid, see src/include/utils/pidfile.h of PostgreSQL.
_DIRECTORY_LINE, _PORT_LINE, _SOCKET_LINE, _STATUS_LINE = 1, 3, 4, 7
_PROCESS_NUMBER = re.compile(r"-?\d+")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The entry that a server has made in its cluster; ``status`` is ``ready`` when it takes connections."""

    pid: int
    directory: str
    port: int
    socket_directory: str
    status: str

    def answers(self) -> bool:
        """Whether the server takes connections at its socket."""
        target = make_conninfo(
            host=self.socket_directory, port=self.port, dbname="postgres", connect_timeout=_PROBE_SECONDS
        )
        return bool(self.socket_directory) and PGconn.ping(os.fsencode(target)) == Ping.OK


def recorded(cluster: Path) -> Postmaster | None:
    """The entry of the last server, dead or alive; None when it stopped in order or has not written it yet.

    A server writes its entry line by line; what is not there yet is empty or 0.
    """
    try:
        lines = (cluster / "postmaster.pid").read_text(errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return None
    lines += [""] * (_STATUS_LINE + 1 - len(lines))
    if not _PROCESS_NUMBER.fullmatch(lines[0]):
        return None
    port = int(lines[_PORT_LINE]) if lines[_PORT_LINE].isdecimal() else 0
    return Postmaster(
        int(lines[0]), lines[_DIRECTORY_LINE], port, lines[_SOCKET_LINE], lines[_STATUS_LINE].strip()
    )


def lives(entry: Postmaster, cluster: Path) -> bool:
    """Whether the entry is that of a living server of this cluster.

    A server that answers is alive even when its process cannot be seen, as from another container.
    The directory tells it from the original of a copied entry.
    """
    return runs_in(entry.pid, cluster) or (entry.directory == str(cluster) and entry.answers())


def running(cluster: Path) -> Postmaster | None:
    """The entry of a living server; None when there is none."""
    entry = recorded(cluster)
    if entry is None:
        return None
    # PostgreSQL's single-user mode writes its number negated.
    if entry.pid < 0 and runs_in(-entry.pid, cluster):
        raise EmbeddedServerError(
            f"The database in {cluster.parent} is open in PostgreSQL's single-user mode (pid {-entry.pid}).",
            remedy="Leave that session, then start again.",
        )
    return entry if lives(entry, cluster) else None


def await_ready(cluster: Path, alive: Callable[[], bool], pid: int, timeout: float) -> Postmaster | None:
    """Wait until the server ``pid`` answers; None when it has ended instead.

    Raises StillStartingError after ``timeout`` seconds.
    """
    begun = time.monotonic()
    reported = begun
    while alive():
        entry = recorded(cluster)
        # A dead predecessor's entry may still say "ready".
        if entry is not None and entry.pid == pid and entry.status == "ready" and entry.answers():
            return entry
        now = time.monotonic()
        if now - begun > timeout:
            raise _still_starting(cluster, pid, timeout)
        if now - reported > _REPORT_SECONDS:
            reported = now
            _log.info("embedded_postgresql.waiting", pid=pid, seconds=round(now - begun))
        time.sleep(_POLL_SECONDS)
    return None


def stop(entry: Postmaster, cluster: Path, timeout: float) -> None:
    """Stop the server: connections are cut, data is flushed. Returns when the process has gone.

    After ``timeout`` seconds it is made to quit at once, which costs a recovery at the next start
    but no committed data.
    """
    for number, seconds in ((signal.SIGINT, timeout), (signal.SIGQUIT, timeout)):
        if not runs_in(entry.pid, cluster):
            return
        os.kill(entry.pid, number)
        deadline = time.monotonic() + seconds
        while runs_in(entry.pid, cluster) and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
    if runs_in(entry.pid, cluster):
        raise EmbeddedServerError(
            f"The database server (pid {entry.pid}) in {cluster.parent} does not stop.",
            remedy=f"Look at its log, and as a last resort end it with: kill -9 {entry.pid}",
        )


def clear_remains(layout: Layout) -> None:
    """After a server has died, end its orphans and lift its claims, so that a new one can start.

    Call with the guard held and only when ``running`` says None. PostgreSQL clears what it can prove
    stale; it cannot where the number of the dead process still exists, as a zombie or used anew, nor
    where the entry was lost in a power failure.
    """
    count = end_all_below(layout.cluster)
    if count:
        _log.warning("embedded_postgresql.orphans_ended", count=count)
    entry = recorded(layout.cluster)
    if entry is None or exists(abs(entry.pid)):
        (layout.cluster / "postmaster.pid").unlink(missing_ok=True)
        for lock in layout.socket_directory.glob(".s.PGSQL.*.lock"):
            lock.unlink(missing_ok=True)


def _still_starting(cluster: Path, pid: int, timeout: float) -> StillStartingError:
    return StillStartingError(
        f"The database server (pid {pid}) in {cluster.parent} did not become ready "
        f"within {timeout:g} seconds.",
        remedy=f"It may be recovering: look at {cluster.parent / 'server.log'} and start again later, "
        f"or stop it with: kill -INT {pid}",
    )
