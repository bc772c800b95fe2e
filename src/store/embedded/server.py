"""The embedded database as the rest of the service sees it: start or join, use, stop."""

import time
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
import structlog
from psycopg import sql

from .cluster import SUPERUSER
from .errors import OTHER_DIRECTORY, EmbeddedServerError
from .layout import Layout, claim_home, ensure_password
from .locks import UsersLock, guard
from .postmaster import Postmaster, running, stop
from .settings import ServerSettings
from .startup import join_or_launch

DATABASE = "tongxin"
_CONNECT_SECONDS = 30

_log = structlog.get_logger(__name__)


class EmbeddedServer:
    """This process's use of the database server of one data directory.

    Any number of processes, and of instances in one process, may use a server at the same time; the
    first starts it, the last one to stop it ends it. A process that is killed counts as gone: its
    server goes on, and the next process joins it.
    """

    def __init__(self, settings: ServerSettings) -> None:
        """Use ``start`` instead."""
        self._settings = settings
        self._layout = Layout(settings.data_directory.expanduser().resolve())
        self._users: UsersLock | None = None
        self._postmaster: Postmaster | None = None
        self._password = ""
        self.joined = False

    @classmethod
    def start(cls, settings: ServerSettings) -> Self:
        """Start the server of the data directory, or join the one that runs there.

        Makes whatever is missing: directory, cluster, database. Raises EmbeddedServerError, whose
        text names the directory and what to do.
        """
        server = cls(settings)
        claim_home(server._layout)
        with server._guard():
            server._users = UsersLock(server._layout.users_file)
            try:
                server._bring_up()
            except BaseException:
                server._withdraw(stop_server=not server.joined)
                raise
        return server

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def data_directory(self) -> Path:
        """The absolute path of the directory that holds everything."""
        return self._layout.home

    @property
    def log_file(self) -> Path:
        """Where the server writes its log."""
        return self._layout.log_file

    @property
    def pid(self) -> int:
        """The process number of the server."""
        return self._running.pid

    @property
    def dsn(self) -> str:
        """The libpq URL of the service's database; it holds the password."""
        return self.dsn_of(DATABASE)

    def dsn_of(self, database: str) -> str:
        """The libpq URL of any database of this server; it holds the password."""
        socket = quote(self._running.socket_directory, safe="")
        login = f"{SUPERUSER}:{quote(self._password, safe='')}"
        return f"postgresql://{login}@/{quote(database, safe='')}?host={socket}&port={self._running.port}"

    def create_database(self, name: str) -> str:
        """Make sure that a database of this name exists, and return its URL."""
        maintenance = self.dsn_of("postgres")
        with psycopg.connect(maintenance, autocommit=True, connect_timeout=_CONNECT_SECONDS) as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.dsn_of(name)

    def is_running(self) -> bool:
        """Whether the server lives; a look at the process table, cheap enough for several a second."""
        return running(self._layout.cluster) is not None

    def ensure_running(self) -> bool:
        """Start the server again if it has died; the URL stays the same. True when it had to be started.

        For use when connections fail. Raises EmbeddedServerError as ``start`` does.
        """
        before = self._running
        with self._guard():
            self._bring_up()
        return self._running.pid != before.pid

    def stop(self) -> None:
        """End this use of the server, and the server itself when nobody else uses it.

        Open connections are then cut and their transactions rolled back. More than once is allowed.
        """
        if self._users is None:
            return
        with self._guard():
            self._withdraw(stop_server=True)

    @property
    def _running(self) -> Postmaster:
        if self._postmaster is None or self._users is None:
            raise EmbeddedServerError(
                f"The embedded database in {self._layout.home} has been stopped.", remedy="Start it again."
            )
        return self._postmaster

    def _guard(self) -> AbstractContextManager[None]:
        return guard(self._layout.guard_file, self._settings.start_timeout)

    def _bring_up(self) -> None:
        """Join or start the server and get into it. Call with the guard held."""
        begun = time.monotonic()
        self.joined = True  # until we have started one: what we did not start we do not stop on failure
        try:
            self._postmaster, self.joined = join_or_launch(self._layout, self._settings)
            self._password = ensure_password(self._layout)
            self.create_database(DATABASE)
        except psycopg.Error as error:
            raise self._refused(error) from error
        except OSError as error:
            raise self._unstartable(error) from error
        _log.info(
            "embedded_postgresql.joined" if self.joined else "embedded_postgresql.started",
            pid=self.pid,
            directory=str(self._layout.home),
            seconds=round(time.monotonic() - begun, 2),
        )

    def _withdraw(self, *, stop_server: bool) -> None:
        """Take this process off the users; stop the server if asked to and it was the last. Guard held."""
        if self._users is None:
            return
        try:
            if stop_server and self._users.is_last() and (found := running(self._layout.cluster)):
                stop(found, self._layout.cluster, self._settings.stop_timeout)
        finally:
            self._users.release()
            self._users = None

    def _refused(self, error: psycopg.Error) -> EmbeddedServerError:
        remedy = f"Restore the file {self._layout.password_file} from a backup of the data directory."
        if self.joined:
            remedy = f"If that server should not run, stop it with: kill -INT {self.pid}; "
            remedy += f"or {OTHER_DIRECTORY}."
        return EmbeddedServerError(
            f"The database server (pid {self.pid}) in {self._layout.home} does not let Tongxin in: "
            f"{str(error).strip()}",
            remedy=remedy,
        )

    def _unstartable(self, error: OSError) -> EmbeddedServerError:
        return EmbeddedServerError(
            f"The embedded database could not be started in {self._layout.home}: {error}.",
            remedy=f"Correct this, or {OTHER_DIRECTORY}.",
        )
