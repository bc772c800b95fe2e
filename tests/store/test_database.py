"""Which servers events are entrusted to."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from store.appending import execute
from store.embedded_tools import IS_ROOT, small, temporary_place

from tongxin.store import database
from tongxin.store.database import ServerRefused, check_server
from tongxin.store.embedded import EmbeddedServer
from tongxin.store.embedded.binaries import candidates


def test_a_safe_server_is_taken(empty_database: str) -> None:
    report = check_server(empty_database)
    assert report.unsafe == ()
    assert report.version >= 150000


def test_a_server_that_is_too_old_is_refused(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    version = check_server(empty_database).version
    monkeypatch.setattr(database, "OLDEST", version)
    check_server(empty_database)
    monkeypatch.setattr(database, "OLDEST", version + 1)
    for data_may_be_lost in (False, True):
        with pytest.raises(ServerRefused, match="15 or newer"):
            check_server(empty_database, data_may_be_lost=data_may_be_lost)


def test_a_database_that_answers_before_it_has_flushed_is_refused_unless_told(empty_database: str) -> None:
    execute(empty_database, "alter database {database} set synchronous_commit to off")
    with pytest.raises(ServerRefused, match="synchronous_commit"):
        check_server(empty_database)
    assert check_server(empty_database, data_may_be_lost=True).unsafe == ("synchronous_commit",)


@pytest.mark.parametrize("setting", ["on", "local", "remote_write", "remote_apply"])
def test_whatever_flushes_before_it_answers_is_taken(empty_database: str, setting: str) -> None:
    assert (
        check_server(make_conninfo(empty_database, options=f"-c synchronous_commit={setting}")).unsafe == ()
    )


def test_what_the_connection_itself_asks_for_counts(empty_database: str) -> None:
    with pytest.raises(ServerRefused, match="synchronous_commit"):
        check_server(make_conninfo(empty_database, options="-c synchronous_commit=off"))


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(psycopg.OperationalError):
        check_server("host=127.0.0.1 port=1 dbname=x user=x")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that can be started with any settings, without the supervisor that would not have them."""

    home: Path

    @contextmanager
    def started(self, *settings: str) -> Iterator[str]:
        """Run a server; gives how to connect to it."""
        folder = self.home / "cluster"
        owner = folder.stat().st_uid
        major = int((folder / "PG_VERSION").read_text())
        program = next(found.postgres for found in candidates(major) if found.major == major)
        sockets = self.home / "sockets"
        sockets.mkdir(exist_ok=True)
        os.chown(sockets, owner, -1)
        options = [f"unix_socket_directories={sockets}", "listen_addresses=", *settings]
        command = [str(program), "-D", str(folder), *(part for option in options for part in ("-c", option))]
        account: dict[str, Any] = {"user": owner, "group": folder.stat().st_gid, "extra_groups": []}
        with (self.home / "direct.log").open("ab") as log:
            server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd="/", **(account if IS_ROOT else {})
            )
        password = (self.home / "password").read_text().strip()
        conninfo = make_conninfo(host=str(sockets), user="tongxin", password=password, dbname="postgres")
        try:
            self._wait(conninfo)
            yield conninfo
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)

    def _wait(self, conninfo: str) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(conninfo).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise AssertionError((self.home / "direct.log").read_text()) from None
                time.sleep(0.02)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with temporary_place() as place:
        with EmbeddedServer.start(small(place / "data")) as server:
            home = server.data_directory
        yield Cluster(home)


@pytest.mark.parametrize("names", [["fsync"], ["full_page_writes"], ["fsync", "full_page_writes"]])
def test_a_server_that_may_lose_what_it_promised_is_refused_unless_told(
    cluster: Cluster, names: list[str]
) -> None:
    with cluster.started(*(f"{name}=off" for name in names)) as conninfo:
        with pytest.raises(ServerRefused, match=", ".join(names)):
            check_server(conninfo)
        assert check_server(conninfo, data_may_be_lost=True).unsafe == tuple(names)


def test_a_standby_is_refused(cluster: Cluster) -> None:
    mark = cluster.home / "cluster" / "standby.signal"
    mark.touch()
    try:
        with cluster.started() as conninfo:
            for data_may_be_lost in (False, True):
                with pytest.raises(ServerRefused, match="standby"):
                    check_server(conninfo, data_may_be_lost=data_may_be_lost)
    finally:
        mark.unlink()
