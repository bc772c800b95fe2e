"""A PostgreSQL for a benchmark: durable settings, a database for each contender."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tongxin.store.database import check_server
from tongxin.store.embedded import EmbeddedServer, ServerSettings


@dataclass(frozen=True, slots=True)
class Place:
    """A server with fsync and synchronous commit on, and a folder for what else is needed."""

    url: str
    folder: Path
    _made: list[str] = field(default_factory=list)

    def database(self, *, like: str | None = None) -> str:
        """A new database, empty or a copy of another one that nobody uses, as a connection string."""
        name = f"bench_{uuid4().hex[:12]}"
        template = "template1" if like is None else str(conninfo_to_dict(like)["dbname"])
        with psycopg.connect(self.url, autocommit=True) as connection:
            statement = sql.SQL("create database {} template {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        self._made.append(name)
        return make_conninfo(self.url, dbname=name)

    def drop_all(self) -> None:
        """Remove every database that was made."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            while self._made:
                name = sql.Identifier(self._made.pop())
                connection.execute(sql.SQL("drop database if exists {} (force)").format(name))

    def commit_ms(self, times: int = 50) -> float:
        """How long the smallest durable commit takes on this disk at this moment; the median."""
        took = []
        with psycopg.connect(self.url, autocommit=True) as connection:
            for _ in range(times):
                began = time.perf_counter()
                connection.execute("select pg_logical_emit_message(true, 'bench', '')", prepare=True)
                took.append(time.perf_counter() - began)
        return round(median(took) * 1000, 2)


@contextmanager
def place() -> Iterator[Place]:
    """The server of TONGXIN_DATABASE_URL, or an embedded one in a folder that is removed at the end.

    Raises `ServerRefused` where that server may lose acknowledged events.
    """
    folder = Path(mkdtemp(prefix="tongxin-bench-"))
    folder.chmod(0o755)  # as root, the server runs as another user
    try:
        if url := os.environ.get("TONGXIN_DATABASE_URL"):
            check_server(url)
            where = Place(url, folder)
            try:
                yield where
            finally:
                where.drop_all()
            return
        settings = ServerSettings(data_directory=folder / "server", max_connections=200)
        with EmbeddedServer.start(settings) as server:
            yield Place(server.dsn_of("postgres"), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
