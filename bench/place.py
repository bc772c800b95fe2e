"""A PostgreSQL for a benchmark: durable settings, a database for each contender."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tongxin.store.embedded import EmbeddedServer, ServerSettings


@dataclass(frozen=True, slots=True)
class Place:
    """A server with fsync and synchronous commit on, and a folder for what else is needed."""

    url: str
    folder: Path

    def database(self) -> str:
        """A new, empty database, as a connection string."""
        name = f"bench_{uuid4().hex[:12]}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        return make_conninfo(self.url, dbname=name)


@contextmanager
def place() -> Iterator[Place]:
    """The server of TONGXIN_DATABASE_URL, or an embedded one in a folder that is removed at the end."""
    folder = Path(mkdtemp(prefix="tongxin-bench-"))
    folder.chmod(0o755)  # as root, the server runs as another user
    try:
        if url := os.environ.get("TONGXIN_DATABASE_URL"):
            yield Place(url, folder)
            return
        settings = ServerSettings(data_directory=folder / "server", max_connections=200)
        with EmbeddedServer.start(settings) as server:
            yield Place(server.dsn_of("postgres"), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
