"""The embedded database after kills: of its user, of the server, of both, and half-way through."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from store.embedded_tools import (
    OtherProcess,
    add_rows,
    halt,
    is_alive,
    query,
    quiet,
    refusal,
    small,
    temporary_place,
    wait_until,
)

from tongxin.store.embedded import EmbeddedServer, EmbeddedServerError
from tongxin.store.embedded.accounts import server_account
from tongxin.store.embedded.binaries import candidates
from tongxin.store.embedded.processes import end_all_below


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with temporary_place() as path:
        EmbeddedServer.start(small(path / "data")).stop()
        yield path / "data"


@pytest.fixture
def data(made: Path) -> Iterator[Path]:
    with quiet(made) as path:
        yield path


@pytest.fixture
def place() -> Iterator[Path]:
    with temporary_place() as path:
        yield path


def test_a_killed_user_leaves_a_server_to_join(data: Path) -> None:
    with OtherProcess(data) as other:
        pid, dsn = other.said["pid"], other.said["dsn"]
        add_rows(dsn, 5)
        other.kill()
    with EmbeddedServer.start(small(data)) as server:
        assert (server.pid, server.dsn, server.joined) == (pid, dsn, True)
        assert query(server.dsn, "SELECT count(*) FROM kept") == 5
    wait_until(lambda: not is_alive(pid))


def test_no_acknowledged_row_is_lost_with_the_server(data: Path) -> None:
    acknowledged: list[int] = []

    def write() -> None:
        with suppress(psycopg.OperationalError), psycopg.connect(server.dsn, autocommit=True) as connection:
            while True:
                row = connection.execute("INSERT INTO kept DEFAULT VALUES RETURNING n").fetchone()
                acknowledged.append(row[0] if row else 0)

    with EmbeddedServer.start(small(data)) as server:
        add_rows(server.dsn, 0)
        dsn, killed = server.dsn, server.pid
        writer = threading.Thread(target=write)
        writer.start()
        wait_until(lambda: len(acknowledged) > 200)
        os.kill(killed, signal.SIGKILL)
        writer.join()
        assert server.ensure_running()
        assert server.pid != killed
        assert server.dsn == dsn
        assert not server.ensure_running()
        with psycopg.connect(dsn) as connection:
            found = {row[0] for row in connection.execute("SELECT n FROM kept")}
    assert set(acknowledged) <= found


def test_everything_killed_at_once(data: Path) -> None:
    with OtherProcess(data) as other:
        add_rows(other.said["dsn"], 5)
        halt(other.said["pid"])
        other.kill()
        os.kill(other.said["pid"], signal.SIGKILL)
    with EmbeddedServer.start(small(data)) as server:
        assert not server.joined
        assert query(server.dsn, "SELECT count(*) FROM kept") == 5


def test_a_zombie_counts_as_dead(data: Path) -> None:
    with OtherProcess(data) as other:
        pid = other.said["pid"]
        add_rows(other.said["dsn"], 5)
        # The parent cannot take the exit status, so that the number stays in the process table.
        halt(other.pid)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not is_alive(pid))
        os.kill(pid, 0)
        with EmbeddedServer.start(small(data)) as server:
            assert not server.joined
            assert query(server.dsn, "SELECT count(*) FROM kept") == 5
            other.kill()


def test_orphans_of_a_dead_server_are_ended(data: Path) -> None:
    with EmbeddedServer.start(small(data)) as server, psycopg.connect(server.dsn) as connection:
        orphan = connection.info.backend_pid
        busy = threading.Thread(target=_count_for_ever, args=(connection,))
        busy.start()
        wait_until(
            lambda: query(server.dsn, f"SELECT state FROM pg_stat_activity WHERE pid = {orphan}") == "active"
        )
        os.kill(server.pid, signal.SIGKILL)
        time.sleep(0.2)
        assert is_alive(orphan)
        assert server.ensure_running()
        wait_until(lambda: not is_alive(orphan))
        busy.join()


def _count_for_ever(connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute("DO 'BEGIN LOOP END LOOP; END'")


@pytest.mark.parametrize("entry", ["", "{pid}\n/elsewhere\n0\n5432\n/nowhere\n\n\nready\n", "nonsense\n"])
def test_a_stale_entry_does_not_block(data: Path, entry: str) -> None:
    with EmbeddedServer.start(small(data)) as server:
        owner = server_account((data / "cluster").stat().st_uid)
        killed = server.pid
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: not is_alive(killed))
        with subprocess.Popen(["sleep", "60"], user=owner.user, stdin=subprocess.DEVNULL) as stranger:
            for file in (data / "cluster" / "postmaster.pid", *(data / "run").glob(".*.lock")):
                file.write_text(entry.format(pid=stranger.pid))
            assert server.ensure_running()
            assert stranger.poll() is None
            stranger.kill()


def test_an_interrupted_creation_is_started_over(place: Path) -> None:
    data = place / "data"
    with OtherProcess(data) as other:
        wait_until(lambda: any(data.glob("cluster.new-*/cluster/base")))
        other.kill()
    assert not (data / "cluster").exists()
    with EmbeddedServer.start(small(data)) as server:
        assert query(server.dsn, "SELECT 1") == 1
        assert not list(data.glob("cluster.new-*"))


def test_a_server_still_starting_is_left_to_finish(data: Path) -> None:
    text = refusal(small(data, start_timeout=0))
    assert "did not become ready within 0 seconds" in text
    assert str(data) in text
    assert "kill -INT" in text
    wait_until((data / "cluster" / "postmaster.pid").exists)
    with EmbeddedServer.start(small(data)) as server:
        assert server.joined
        assert f"(pid {server.pid})" in text


def test_a_server_that_does_not_answer_is_named(data: Path) -> None:
    with OtherProcess(data) as other:
        pid = other.said["pid"]
        halt(pid)
        text = refusal(small(data, start_timeout=0.1))
        os.kill(pid, signal.SIGCONT)
        assert f"(pid {pid}) in {data} did not become ready" in text
        assert query(other.said["dsn"], "SELECT 1") == 1
        other.stop()


def test_a_server_that_does_not_stop_is_named(data: Path) -> None:
    server = EmbeddedServer.start(small(data, stop_timeout=0.1))
    pid = server.pid
    halt(pid)
    with pytest.raises(
        EmbeddedServerError, match=rf"(?s)\(pid {pid}\) in {data} does not stop.*kill -9 {pid}"
    ):
        server.stop()
    os.kill(pid, signal.SIGCONT)
    wait_until(lambda: not is_alive(pid))


def test_a_copy_of_a_running_directory_is_another_database(data: Path, place: Path) -> None:
    with EmbeddedServer.start(small(data)) as original:
        subprocess.run(["cp", "-a", data, place / "copy"], check=True)
        with EmbeddedServer.start(small(place / "copy")) as copy:
            assert not copy.joined
            assert copy.pid != original.pid
            assert query(original.dsn, "SHOW data_directory") == str(data / "cluster")
            assert query(copy.dsn, "SHOW data_directory") == str(place / "copy" / "cluster")


def test_a_start_that_was_given_up_leaves_no_server(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tongxin.store.embedded.launch.await_ready", interrupt)
    with pytest.raises(KeyboardInterrupt):
        EmbeddedServer.start(small(data))
    wait_until(lambda: end_all_below(data) == 0)


def test_single_user_mode_is_respected(data: Path) -> None:
    account = server_account((data / "cluster").stat().st_uid)
    programs = next(candidates(None))
    with subprocess.Popen(
        [programs.postgres, "--single", "-D", data / "cluster", "postgres"],
        user=account.user,
        group=account.group,
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as session:
        entry = data / "cluster" / "postmaster.pid"
        wait_until(lambda: entry.exists() and entry.read_text().startswith(f"-{session.pid}\n"))
        assert f"in {data} is open in PostgreSQL's single-user mode (pid {session.pid})" in refusal(
            small(data)
        )
        session.communicate()
