"""What is built from this tree (the sdist, and the wheel from it), what that wheel brings; and the locks."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "infra" / "packaging"
JUNK = {"__pycache__", ".DS_Store"}

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import tongxin
assert tongxin.__file__.startswith(sys.argv[1]), tongxin.__file__
for module in pkgutil.walk_packages(tongxin.__path__, "tongxin."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def build(target: str, source: Path, into: Path) -> Path:
    """Build with the hatchling that is installed: no network, no isolated environment."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)]
    run = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, built from the sdist as an index's user would get it."""
    folder = tmp_path_factory.mktemp("packaging")
    with tarfile.open(build("sdist", ROOT, folder / "sdist")) as sdist:
        sdist.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()
    with zipfile.ZipFile(build("wheel", source, folder / "wheel")) as wheel:
        wheel.extractall(folder / "unpacked")
    return folder / "unpacked"


def in_folder(folder: Path, pattern: str = "*") -> set[str]:
    """Files below `folder`, as a wheel names them."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob(pattern)
        if path.is_file() and not JUNK & set(path.parts)
    }


def test_the_wheel_takes_one_name_in_site_packages(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if path.suffix != ".dist-info"} == {"tongxin"}


def test_the_wheel_holds_all_of_src_and_the_migrations_and_nothing_else(unpacked: Path) -> None:
    migrations = {f"migrations/{name}" for name in in_folder(ROOT / "infra" / "migrations")}
    brought = in_folder(unpacked / "tongxin")
    assert brought == in_folder(ROOT / "src") | migrations
    assert {"__init__.py", "py.typed", "domain/__init__.py"} <= brought


def test_every_module_of_the_wheel_can_be_imported_from_elsewhere(unpacked: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-c", IMPORT_EVERYTHING, str(unpacked)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_wheel_tells_its_version_and_its_command(unpacked: Path) -> None:
    (info,) = unpacked.glob("*.dist-info")
    said = re.search(
        r'^__version__ = "(.+)"$', (ROOT / "src" / "__init__.py").read_text(encoding="utf-8"), re.M
    )
    assert said is not None
    assert info.name == f"tongxin-{said[1]}.dist-info"
    assert "tongxin = tongxin.api.cli:app" in (info / "entry_points.txt").read_text(encoding="utf-8")


# --- locks ------------------------------------------------------------------------------------------------


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def uv_lock() -> dict[str, dict[str, Any]]:
    """What uv installs: each package's entry by its name, without ourselves."""
    entries = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return {entry["name"]: entry for entry in entries if entry["name"] != "tongxin"}


def requirements(name: str) -> dict[str, tuple[str, set[str]]]:
    """What pip installs: version and permitted hashes by name."""
    text = (PACKAGING / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        pinned = re.match(r"([a-z0-9-]+)==([^\s;]+)", line)
        assert pinned is not None, line
        found[pinned[1]] = pinned[2], set(re.findall(r"--hash=(\S+)", line))
    return found


def files_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [*entry.get("wheels", []), *([entry["sdist"]] if "sdist" in entry else [])]


def test_pip_and_uv_install_the_same_files() -> None:
    locked = {
        name: (entry["version"], {file["hash"] for file in files_of(entry)})
        for name, entry in uv_lock().items()
    }
    assert requirements("requirements-dev.lock") == locked
    assert requirements("requirements.lock").items() <= locked.items()


def test_the_lock_names_the_public_index_only() -> None:
    for name, entry in uv_lock().items():
        assert entry["source"] == {"registry": "https://pypi.org/simple"}, name
        assert all(file["url"].startswith("https://files.pythonhosted.org/") for file in files_of(entry)), (
            name
        )


def test_every_requirement_is_locked() -> None:
    declared = project()
    groups = declared["dependency-groups"]
    needed = {re.split(r"[^\w-]", line)[0].lower() for line in declared["project"]["dependencies"]}
    assert needed <= requirements("requirements.lock").keys()
    for group in groups.values():
        named = {re.split(r"[^\w-]", line)[0].lower() for line in group if isinstance(line, str)}
        assert named <= requirements("requirements-dev.lock").keys()


def test_builds_use_the_hatchling_that_is_locked() -> None:
    version, _ = requirements("requirements.lock")["hatchling"]
    assert project()["tool"]["uv"]["build-constraint-dependencies"] == [f"hatchling=={version}"]
