"""The command line as somebody types it: what it prints, what it leaves behind, its exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.appending import rows
from store.embedded_tools import temporary_place

from tongxin.api.cli import COMMANDS, real


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A data directory that the tests of this file use one after another."""
    with temporary_place() as folder:
        yield folder


def tongxin(place: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("TONGXIN_")}
    named = {f"TONGXIN_{name.upper()}": value for name, value in environment.items()}
    return subprocess.run(
        [sys.executable, "-m", "tongxin.api", *arguments],
        env=own | {"TONGXIN_DATA_DIR": str(place / "data"), "COLUMNS": "200", "NO_COLOR": "1"} | named,
        cwd=place,
        capture_output=True,
        text=True,
        timeout=100,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says_of_itself(name: str) -> None:
    assert COMMANDS[name].help == real(name).help.partition("\n\n")[0].replace("\n", " ")


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"host": "0.0.0.0"}, "TONGXIN_HOST"),
        ({"port": "many"}, "TONGXIN_PORT"),
        ({"port": "65536"}, "TONGXIN_PORT"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(place: Path, environment: dict[str, str], told: str) -> None:
    ended = tongxin(place, "serve", **environment)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith(f"tongxin: {told}: "), ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (place / "data").exists()


def test_a_database_that_is_not_there_is_told_in_a_sentence(place: Path) -> None:
    ended = tongxin(place, "migrate", database_url="host=127.0.0.1 port=9 connect_timeout=5")
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith("tongxin: ")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("arguments", [["nonsense"], ["demo", "--persons", "0"], ["demo", "--persons", "x"]])
def test_a_wrong_command_is_a_usage_error(place: Path, arguments: list[str]) -> None:
    ended = tongxin(place, *arguments)
    assert ended.returncode == 2
    assert "Usage" in ended.stderr


def test_migrating_twice_is_migrating_once(place: Path) -> None:
    for _ in range(2):
        ended = tongxin(place, "migrate")
        assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
        assert "migrations." in ended.stderr


def test_the_reference_data_are_loaded_once(place: Path, database: str) -> None:
    first = tongxin(place, "demo", "--json", "--persons", "5", database_url=database)
    assert first.returncode == 0, first.stderr
    loaded = json.loads(first.stdout)
    assert loaded["persons"] == 5
    assert loaded["events"] == sum(loaded["events_by_type"].values()) > 50
    count = "select count(*) from events"
    assert rows(database, count) == [loaded["events"]]
    assert rows(database, "select count(*) from person_status") == [5]
    second = tongxin(place, "demo", "--json", "--persons", "5", database_url=database)
    again = json.loads(second.stdout)
    assert (again["events"], again["replayed"]) == (0, loaded["commands"])
    assert rows(database, count) == [loaded["events"]]


def test_the_help_names_every_command(place: Path) -> None:
    ended = tongxin(place, "--help")
    assert ended.returncode == 0
    for command in ("serve", "run", "demo", "project", "migrate", "policy"):
        assert command in ended.stdout
