"""Who of several runners works: the one whose connection holds a lock. It is lost with the connection.

The server ends the connection of a runner that has died at once; of one whose machine has gone, or that is
halted, after `SILENCE` seconds or little more. Another runner looks for the lead four times a second.
"""

import os
import socket
from threading import Event as Signal
from types import TracebackType

import psycopg
from psycopg import Connection

LOCK = 4852
NAME = "tongxin runner"
"""With which the name begins by which a runner's connection is known to the database; its process follows."""
SILENCE = 10
_LOOK = 0.25
# The server's own time limits do not count between the statements of a pipeline: so whoever stands by ends
# the session of a runner that was silent for too long. One that works or waits asks many times a second.
_END_THE_SILENT = f"""
select pg_terminate_backend(a.pid) from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and l.objid = {LOCK} and l.objsubid = 1 and l.granted
  and l.database = (select oid from pg_database where datname = current_database())
  and (a.state <> 'active' or a.wait_event_type = 'Client')
  and greatest(a.state_change, a.query_start) < clock_timestamp() - interval '{SILENCE} s'
"""
_SETTINGS = f"""
set idle_session_timeout = '{SILENCE}s';
set idle_in_transaction_session_timeout = '{SILENCE}s';
set tcp_keepalives_idle = {SILENCE // 2};
set tcp_keepalives_interval = 1;
set tcp_keepalives_count = {SILENCE // 2};
set tcp_user_timeout = {SILENCE * 1000};
-- What a crash takes, rows and positions together, is folded again: no flush need be waited for.
set synchronous_commit = off;
set default_transaction_isolation = 'read committed';
-- Rows are asked for by key. A plan made while a table was small must not read it whole once it is large.
set enable_seqscan = off;
set enable_hashjoin = off;
set enable_mergejoin = off;
"""


def _name() -> str:
    return f"{NAME} {os.getpid()}@{socket.gethostname()}"[:63]


class Lead:
    """A connection that may come to lead."""

    def __init__(self, conninfo: str) -> None:
        self.connection: Connection = psycopg.connect(conninfo, autocommit=True, application_name=_name())

    def __enter__(self) -> "Lead":
        self.connection.execute(_SETTINGS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def take(self) -> bool:
        """Lead, if nobody else does."""
        row = self.connection.execute("select pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        return row is not None and bool(row[0])

    def await_turn(self, stop: Signal) -> bool:
        """Wait for the lead; False where told to stop before."""
        while not stop.is_set():
            if self.take():
                return True
            self.connection.execute(_END_THE_SILENT)
            stop.wait(_LOOK)
        return False
