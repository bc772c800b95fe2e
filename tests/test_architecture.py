"""The house rules that no other tool keeps: who imports whom, how long things get, what the domain uses."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

# The same command and the same moment must always give the same events: what time it is, and any new
# identifier, come in with the command.
CLOCKS_AND_CHANCE = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "os.urandom",
    "uuid.uuid1", "uuid.uuid4", "uuid.uuid6", "uuid.uuid7",
}  # fmt: skip
MODULES_OF_CHANCE = {"random", "secrets", "time", "uuid_utils"}
MODULES_OF_IO = {
    "asyncio",
    "concurrent",
    "logging",
    "multiprocessing",
    "socket",
    "subprocess",
    "threading",
    "urllib",
}


def files(*folders: str) -> list[Path]:
    """Every Python file in these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def where(path: Path, node: ast.expr | ast.stmt) -> str:
    return f"{named(path)}:{node.lineno}"


def imports(tree: ast.Module) -> Iterator[tuple[ast.stmt, str, list[str]]]:
    """Each absolute import: where, from which module, which names ([] for a plain `import`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node, name.name, []
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node, node.module or "", [name.name for name in node.names]


def dotted(node: ast.expr) -> str:
    """`a.b.c` as written, or "" if it is not a plain dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := dotted(node.value)):
        return f"{left}.{node.attr}"
    return ""


def clocks_and_chance(path: Path) -> Iterator[str]:
    """Where this file asks for the time, for chance or for the outside world."""
    tree = parsed(path)
    for statement, module, names in imports(tree):
        if module.partition(".")[0] in MODULES_OF_CHANCE | MODULES_OF_IO:
            yield f"{where(path, statement)} imports {module}"
        for name in CLOCKS_AND_CHANCE & {f"{module}.{name}" for name in names}:
            yield f"{where(path, statement)} imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(dotted(node).split(".")[-2:])
            if name in CLOCKS_AND_CHANCE:
                yield f"{where(path, node)} uses {name}"


def absolute_imports_of_ourselves(path: Path) -> Iterator[str]:
    """Where this file of src/ names a part of src/ by anything but a relative import."""
    ours = {"tongxin", "src"} | {part.stem for part in SRC.iterdir() if part.is_dir() or part.suffix == ".py"}
    for node, module, _ in imports(parsed(path)):
        if module.partition(".")[0] in ours:
            yield f"{where(path, node)} imports {module}"


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{where(path, node)} {node.name}: {lines} lines"


def long_file(path: Path) -> Iterator[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > LONGEST_FILE:
        yield f"{named(path)}: {lines} lines"


def missing_docstring(path: Path) -> Iterator[str]:
    if not ast.get_docstring(parsed(path)):
        yield f"{named(path)} does not say what it is for"


@pytest.mark.parametrize(
    ("rule", "folders"),
    [
        pytest.param(clocks_and_chance, ["src/domain"], id="the domain has no clock, no chance, no I/O"),
        pytest.param(absolute_imports_of_ourselves, ["src"], id="src imports itself relatively"),
        pytest.param(missing_docstring, ["src"], id="every module says what it is for"),
        pytest.param(long_functions, ["src"], id=f"no function beyond {LONGEST_FUNCTION} lines"),
        pytest.param(long_file, ["src", "tests", "bench"], id=f"no file beyond {LONGEST_FILE} lines"),
    ],
)
def test_house_rule(rule: Callable[[Path], Iterator[str]], folders: list[str]) -> None:
    assert not [offence for path in files(*folders) for offence in rule(path)]


def test_import_contracts_hold() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [lint_imports, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (clocks_and_chance, "import random"),
        (clocks_and_chance, "from time import time"),
        (clocks_and_chance, "from uuid import uuid4"),
        (clocks_and_chance, "import datetime\nx = datetime.datetime.now()"),
        (clocks_and_chance, "from datetime import date\nx = date.today()"),
        (clocks_and_chance, "import os\nx = os.urandom(8)"),
        (clocks_and_chance, "from asyncio import sleep"),
        (absolute_imports_of_ourselves, "import tongxin.domain"),
        (absolute_imports_of_ourselves, "from domain import events"),
        (absolute_imports_of_ourselves, "from src import api"),
        (missing_docstring, "x = 1"),
        (long_functions, "def f():\n" + "    pass\n" * LONGEST_FUNCTION),
        (long_file, "pass\n" * (LONGEST_FILE + 1)),
    ],
)
def test_a_planted_offence_is_found(
    rule: Callable[[Path], Iterator[str]], source: str, tmp_path: Path
) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(source, encoding="utf-8")
    assert len(list(rule(planted))) == 1


def test_lawful_code_is_left_alone(tmp_path: Path) -> None:
    lawful = tmp_path / "lawful.py"
    lawful.write_text(
        '"""A lawful module."""\nfrom datetime import date, datetime, time\nfrom uuid import UUID\n'
        "from .events import today\nfrom ..domain import now\nx = date(2020, 1, 1), now.today, datetime.min\n"
    )
    assert not [
        *clocks_and_chance(lawful),
        *absolute_imports_of_ourselves(lawful),
        *missing_docstring(lawful),
    ]
