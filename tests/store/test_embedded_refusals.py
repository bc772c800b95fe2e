"""What the embedded database refuses about its directory: each refusal says what, where and what to do."""

import fcntl
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.embedded_tools import (
    IS_ROOT,
    OtherProcess,
    as_ordinary_user,
    give_to_nobody,
    is_alive,
    query,
    quiet,
    refusal,
    small,
    temporary_place,
    unstarted_directory,
    wait_until,
)

from tongxin.store.embedded import EmbeddedServer
from tongxin.store.embedded.processes import end_all_below

root_only = pytest.mark.skipif(not IS_ROOT, reason="only root can give files away or become another user")


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


@pytest.fixture
def unstarted(place: Path) -> Path:
    return unstarted_directory(place)


# --- the directory ---------------------------------------------------------------------------------------


def test_a_file_in_the_way(place: Path) -> None:
    (place / "data").touch()
    assert f"{place / 'data'} is not a directory" in refusal(small(place / "data"))
    assert "TONGXIN_DATA_DIR" in refusal(small(place / "data" / "below"))


def test_a_directory_of_other_things(place: Path) -> None:
    (place / "letter.txt").touch()
    text = refusal(small(place))
    assert f"{place} holds other files" in text
    assert "TONGXIN_DATA_DIR" in text
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


def test_a_directory_of_another_user(place: Path) -> None:
    give_to_nobody(place)
    directory = place if IS_ROOT else Path("/usr")
    owner = pwd.getpwuid(directory.stat().st_uid).pw_name
    text = refusal(small(directory))
    assert f"{directory} belongs to {owner}" in text
    assert f"Run Tongxin as {owner}" in text


def test_a_place_that_cannot_be_written(place: Path) -> None:
    give_to_nobody(place)
    place.chmod(0o555)
    text = as_ordinary_user(lambda: refusal(small(place / "data")))
    assert f"{place / 'data'} cannot be used" in text
    assert "Permission denied" in text
    assert stat.S_IMODE(place.stat().st_mode) == 0o555


@root_only
def test_a_place_closed_to_the_server_account(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    text = refusal(small(closed / "data"))
    assert f"cannot get to {closed / 'data'}: {closed} is closed" in text
    assert f"chmod o+x {closed}" in text
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@root_only
def test_a_cluster_of_root(unstarted: Path) -> None:
    os.chown(unstarted / "cluster", 0, 0)
    text = refusal(small(unstarted))
    assert f"{unstarted / 'cluster'} belong to user number 0" in text
    assert "chown -R" in text


@root_only
def test_a_cluster_of_nobody_known(unstarted: Path) -> None:
    os.chown(unstarted / "cluster", 54321, 54321)
    text = refusal(small(unstarted))
    assert "user number 54321" in text
    assert "useradd --system --uid 54321" in text


def test_a_socket_directory_of_somebody_else(unstarted: Path) -> None:
    (unstarted / "password").touch()
    (unstarted / "run").symlink_to("/tmp")
    text = refusal(small(unstarted))
    assert f"{unstarted / 'run'}, needed for the database's socket, belongs to" in text


def test_a_damaged_cluster(unstarted: Path) -> None:
    (unstarted / "cluster" / "PG_VERSION").unlink()
    assert f"{unstarted / 'cluster'} is not a PostgreSQL cluster" in refusal(small(unstarted))


def test_a_lock_file_that_cannot_be_opened(place: Path) -> None:
    (place / "data" / "server.lock").mkdir(parents=True)
    assert f"The lock file {place / 'data' / 'server.lock'} cannot be opened" in refusal(
        small(place / "data")
    )


def test_another_process_that_takes_too_long(place: Path) -> None:
    (place / "data").mkdir()
    with (place / "data" / "server.lock").open("w") as lock:
        lock.write("4711\n")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        text = refusal(small(place / "data", start_timeout=0.1))
    assert f"(pid 4711) is still starting or stopping the database in {place / 'data'}" in text


# --- the password ----------------------------------------------------------------------------------------


def test_a_lost_password(unstarted: Path) -> None:
    text = refusal(small(unstarted))
    assert f"{unstarted / 'password'} of the embedded database is missing" in text
    assert "backup" in text


def test_a_wrong_password(data: Path) -> None:
    right = (data / "password").read_text()
    (data / "password").write_text("wrong\n")
    text = refusal(small(data))
    (data / "password").write_text(right)
    assert "password authentication failed" in text
    assert f"Restore the file {data / 'password'}" in text
    assert end_all_below(data) == 0, "the server that was started must not be left running"


def test_a_running_server_that_refuses_us_is_left_running(data: Path) -> None:
    with OtherProcess(data) as other:
        pid = other.said["pid"]
        right = (data / "password").read_text()
        (data / "password").write_text("wrong\n")
        text = refusal(small(data))
        (data / "password").write_text(right)
        assert f"(pid {pid}) in {data} does not let Tongxin in" in text
        assert f"kill -INT {pid}" in text
        assert query(other.said["dsn"], "SELECT 1") == 1
        other.stop()
    wait_until(lambda: not is_alive(pid))
