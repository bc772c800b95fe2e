"""The embedded database in ordinary use: first start, joining, stopping, where things are."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest
from store.embedded_tools import (
    IS_ROOT,
    OtherProcess,
    add_rows,
    as_ordinary_user,
    give_to_nobody,
    is_alive,
    query,
    quiet,
    small,
    temporary_place,
    wait_until,
)

from tongxin.store.embedded import (
    EmbeddedServer,
    EmbeddedServerError,
    default_data_directory,
)
from tongxin.store.embedded.binaries import Binaries, candidates

INSTALLED = list(candidates(None))


@pytest.fixture
def place() -> Iterator[Path]:
    with temporary_place() as path:
        yield path


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with temporary_place() as path:
        EmbeddedServer.start(small(path / "data")).stop()
        yield path / "data"


@pytest.fixture
def data(made: Path) -> Iterator[Path]:
    with quiet(made) as path:
        yield path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def socket_directory(dsn: str) -> Path:
    return Path(unquote(dsn.partition("host=")[2].partition("&")[0]))


@pytest.mark.parametrize("installed", INSTALLED, ids=lambda found: f"{found.version}-{found.bundled}")
def test_data_survives_stop_and_start(
    installed: Binaries, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGXIN_PG_BIN", str(installed.directory))
    with EmbeddedServer.start(small(place / "data")) as server:
        assert not server.joined
        assert query(server.dsn, "SHOW server_version").startswith(installed.version)
        add_rows(server.dsn, 3)
        first = server.pid
    wait_until(lambda: not is_alive(first))
    with EmbeddedServer.start(small(place / "data")) as server:
        assert query(server.dsn, "SELECT count(*) FROM kept") == 3


def test_settings_and_environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "1", "PGDATA": "/nowhere", "PGHOST": "nowhere", "PGUSER": "x"}.items():
        monkeypatch.setenv(name, value)
    expected = {
        "fsync": "on", "full_page_writes": "on", "synchronous_commit": "off", "data_checksums": "on",
        "listen_addresses": "", "password_encryption": "scram-sha-256", "shared_buffers": "16MB",
        "jit": "off", "max_connections": "20", "server_encoding": "UTF8", "timezone": "UTC",
    }  # fmt: skip
    settings = small(data, extra={"synchronous_commit": "off"})
    with EmbeddedServer.start(settings) as server:
        assert {name: query(server.dsn, f"SHOW {name}") for name in expected} == expected
        assert (
            query(server.dsn, "SELECT upper('ä') || (SELECT min(x) FROM unnest('{b,Z}'::text[]) x)") == "ÄZ"
        )
        assert (
            query(server.dsn, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'")
            == 0
        )
        compressions = query(server.dsn, "SELECT enumvals FROM pg_settings WHERE name = 'wal_compression'")
        assert query(server.dsn, "SHOW wal_compression") == ("lz4" if "lz4" in compressions else "on")
        environment = Path(f"/proc/{server.pid}/environ").read_bytes().split(b"\0")
        names = {entry.partition(b"=")[0] for entry in environment}
        assert not names & {b"PGPORT", b"PGHOST", b"PGUSER", b"USER"}
        assert b"HOME=" + os.fsencode(server.data_directory) in environment


def test_a_password_is_needed(data: Path) -> None:
    with EmbeddedServer.start(small(data)) as server:
        password = (data / "password").read_text().strip()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(server.dsn.replace(password, "guess"))


def test_files_are_private_and_parents_are_left_alone(place: Path) -> None:
    place.chmod(0o751)
    settings = small(place / "new" / "data")
    old_umask = os.umask(0o077)
    try:
        server = EmbeddedServer.start(settings)
    finally:
        os.umask(old_umask)
    with server:
        home = server.data_directory
        assert mode(home / "password") == 0o600
        assert mode(home / "server.log") == 0o600
        assert mode(home / "cluster") == 0o700
        assert mode(socket_directory(server.dsn)) == 0o700
        assert mode(home) == (0o711 if IS_ROOT else 0o700)
        assert mode(home.parent) == (0o755 if IS_ROOT else 0o700)
        assert mode(place) == 0o751
        owner = Path(f"/proc/{server.pid}").stat().st_uid
        assert owner == (home / "cluster").stat().st_uid
        assert (owner == os.geteuid()) is not IS_ROOT


def test_the_server_has_a_session_of_its_own(data: Path) -> None:
    with EmbeddedServer.start(small(data)) as server:
        assert os.getsid(server.pid) == server.pid != os.getsid(0)


def test_others_join_and_the_last_one_stops_the_server(place: Path) -> None:
    directory = place / "data"
    with (
        OtherProcess(directory) as first,
        OtherProcess(directory) as second,
        OtherProcess(directory) as third,
    ):
        said = [process.said for process in (first, second, third)]
        assert len({answer["pid"] for answer in said}) == 1
        assert sorted(answer["joined"] for answer in said) == [False, True, True]
        pid, dsn = said[0]["pid"], said[0]["dsn"]
        first.stop()
        second.stop()
        assert query(dsn, "SELECT 1") == 1
        third.stop()
    wait_until(lambda: not is_alive(pid))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(dsn)


def test_two_uses_in_one_process(data: Path) -> None:
    first = EmbeddedServer.start(small(data))
    second = EmbeddedServer.start(small(data))
    pid = first.pid
    assert (second.pid, second.dsn, second.joined) == (pid, first.dsn, True)
    first.stop()
    first.stop()
    with pytest.raises(EmbeddedServerError, match="has been stopped"):
        _ = first.dsn
    assert query(second.dsn, "SELECT 1") == 1
    second.stop()
    wait_until(lambda: not is_alive(pid))


def test_further_databases(data: Path) -> None:
    with EmbeddedServer.start(small(data)) as server:
        dsn = server.create_database("Übung 1")
        assert server.create_database("Übung 1") == dsn == server.dsn_of("Übung 1")
        assert query(dsn, "SELECT current_database()") == "Übung 1"


def test_a_long_path_gets_a_short_socket_directory(place: Path) -> None:
    directory = place / ("long, " * 20)
    with EmbeddedServer.start(small(directory)) as server, OtherProcess(directory) as other:
        short = socket_directory(server.dsn)
        assert short.parent == Path("/tmp")
        assert mode(short) == 0o700
        assert other.said["dsn"] == server.dsn
        assert query(server.dsn, "SELECT 1") == 1
        other.stop()
    short.rmdir()


def test_an_ordinary_user(place: Path) -> None:
    give_to_nobody(place)

    def use() -> str:
        with EmbeddedServer.start(small(place / "data")) as server:
            add_rows(server.dsn, 2)
        with EmbeddedServer.start(small(place / "data")) as server:
            home = server.data_directory
            assert home.stat().st_uid == (home / "cluster").stat().st_uid == os.geteuid() != 0
            assert mode(home) == 0o700
            return f"{query(server.dsn, 'SELECT count(*) FROM kept')} rows"

    assert as_ordinary_user(use) == "2 rows"


def test_a_large_log_is_set_aside(data: Path) -> None:
    with (data / "server.log").open("ab") as log:
        log.truncate(11 * 1024 * 1024)
    with EmbeddedServer.start(small(data)) as server:
        assert server.log_file.stat().st_size < 10_000
        assert (data / "server.log.1").exists()


def test_the_default_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONGXIN_DATA_DIR", raising=False)
    monkeypatch.setenv("HOME", "/home/li")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/ignored")
    assert default_data_directory() == Path("/home/li/.local/share/tongxin")
    monkeypatch.setenv("XDG_DATA_HOME", "/data/li")
    assert default_data_directory() == Path("/data/li/tongxin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_data_directory() == Path("/var/lib/tongxin")
    monkeypatch.setenv("TONGXIN_DATA_DIR", "~/chosen")
    assert default_data_directory() == Path("/home/li/chosen")
