"""The commands a newcomer types, and what stands behind `make install`."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from infra.packaging import fetch_pip

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = ROOT / "Makefile"
SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "infra" / "packaging").glob("*.sh"))]

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(*arguments: str) -> str:
    """What make prints; it is not to know that it was perhaps another make that started the tests."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    run = subprocess.run(["make", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@needs_make
def test_make_alone_lists_every_command() -> None:
    listed = set(re.findall(r"^  make (\S+)", make(), re.M))
    assert {"help", "install", "run", "test", "bench", "faults", "lint", "clean"} <= listed


@needs_make
@pytest.mark.parametrize("target", ["run", "test", "bench", "faults", "lint", "format", "lock", "install"])
def test_each_command_installs_first_what_it_needs(target: str) -> None:
    level = "run" if target == "run" else "dev"
    assert make("--dry-run", target).splitlines()[0] == f"infra/packaging/install.sh {level}"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_executable_and_well_formed(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    shell = script.read_text(encoding="utf-8").partition("\n")[0].split("/")[-1].split()[-1]
    subprocess.run([shell, "-n", str(script)], check=True)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://files.example/a/b/{wheel}#sha256=00", "https://files.example/a/b/{wheel}"),
        ("../../packages/a/b/{wheel}#sha256=00", "https://index.example/packages/a/b/{wheel}"),
        ("{wheel}", "https://index.example/simple/pip/{wheel}"),
    ],
)
def test_pip_is_found_where_the_index_says(link: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = fetch_pip.WHEEL
    page = f'<a href="pip-1.0-py3-none-any.whl">old</a>\n<a href="{link.format(wheel=wheel)}">{wheel}</a>'
    pages = {"https://index.example/simple/pip/": page.encode()}
    monkeypatch.setattr(fetch_pip, "get", pages.__getitem__)
    assert fetch_pip.wheel_url("https://index.example/simple/") == address.format(wheel=wheel)


def test_a_changed_pip_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = b"not what was released"
    page = f'<a href="{fetch_pip.WHEEL}">{fetch_pip.WHEEL}</a>'.encode()
    monkeypatch.setattr(fetch_pip, "get", lambda url: page if url.endswith("/") else changed)
    monkeypatch.setattr(fetch_pip.subprocess, "run", lambda *_, **__: pytest.fail("was installed"))
    with pytest.raises(SystemExit, match=hashlib.sha256(changed).hexdigest()):
        fetch_pip.main()
