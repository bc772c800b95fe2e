"""A real PostgreSQL for the tests: the server of TONGXIN_DATABASE_URL, or an embedded one that they start."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tongxin.store.embedded import EmbeddedServer, ServerSettings
from tongxin.store.migrations import migrate


@dataclass(frozen=True, slots=True)
class Server:
    """A server on which tests make databases of their own."""

    url: str

    def create_database(self, template: str = "template1") -> str:
        """A new database, as a connection string."""
        name = f"test_{uuid4().hex[:16]}"
        create = sql.SQL("create database {} template {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(create)
        return make_conninfo(self.url, dbname=name)

    def drop_database(self, conninfo: str) -> None:
        """End a database and whoever is still connected to it."""
        name = psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"]
        assert isinstance(name, str)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


_SHARED_FOLDER = "TONGXIN_TESTS_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    """Name one folder for the server; workers that run side by side inherit the name and share the server."""
    if _SHARED_FOLDER not in os.environ:
        folder = mkdtemp(prefix="tongxin-tests-")
        os.chmod(folder, 0o755)  # as root, the server runs as another user
        os.environ[_SHARED_FOLDER] = folder
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of this test run."""
    if url := os.environ.get("TONGXIN_DATABASE_URL"):
        yield Server(url)
        return
    settings = ServerSettings(data_directory=Path(os.environ[_SHARED_FOLDER]) / "server", max_connections=200)
    with EmbeddedServer.start(settings) as embedded:
        yield Server(embedded.dsn_of("postgres"))


@pytest.fixture(scope="session")
def template(server: Server) -> Iterator[str]:
    """The name of a database with the schema, to copy from."""
    conninfo = server.create_database()
    migrate(conninfo)
    name = psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"]
    assert isinstance(name, str)
    yield name
    server.drop_database(conninfo)


@pytest.fixture
def empty_database(server: Server) -> Iterator[str]:
    """A database without the schema."""
    conninfo = server.create_database()
    yield conninfo
    server.drop_database(conninfo)


@pytest.fixture
def database(server: Server, template: str) -> Iterator[str]:
    """A database with the schema and nothing in it."""
    conninfo = server.create_database(template)
    yield conninfo
    server.drop_database(conninfo)


@pytest.fixture
def master_key_file(tmp_path: Path) -> Path:
    """Where a master key may be made."""
    return tmp_path / "keys" / "master.key"
