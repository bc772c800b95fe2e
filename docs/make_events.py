"""Writes docs/events.md: every stored event, the command that it comes from, and where that is asked for.

    .venv/bin/python docs/make_events.py

Which events a command can lead to is read from the source of the domain: from a command's `case` (or
`isinstance`) on, through the functions that are called there.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import tongxin.domain  # noqa: TID251
from tongxin.api.http.index import COLLECTIONS, REGISTER_COMMANDS  # noqa: TID251
from tongxin.domain.duplicates.events import IN_THE_OTHER_RECORD  # noqa: TID251
from tongxin.domain.events import EVENT_TYPES, Event, sealed_fields  # noqa: TID251

for _module in walk_packages(tongxin.domain.__path__, "tongxin.domain."):
    import_module(_module.name)  # so that every event type is known

PAGE = Path(__file__).with_name("events.md")
DOMAIN = Path(tongxin.domain.__path__[0])
_HEAD = """\
# Events

Every event that can be recorded, the command that it comes from, and the path where that is asked for.
The name is what is stored, for ever; the number behind it is the version of its fields. Fields under
*sealed* are encrypted with the key of the person or the case.

Written by [make_events.py](make_events.py). The fields of every command, with an example, are at `/docs` of
the running service.
"""


def paths() -> dict[str, list[str]]:
    """Where each command is asked for, by its name."""
    found = defaultdict(list)
    for path, collection in COLLECTIONS.items():
        found[collection.begins.__name__].append(f"/{path}")
        for action, (_, command) in collection.commands.items():
            found[command.__name__].append(f"/{path}/{{id}}/{action}")
    for path, command in REGISTER_COMMANDS.items():
        found[command.__name__].append(f"/{path}")
    return dict(found)


def commands() -> dict[str, list[str]]:
    """By the class name of each event, the commands that can lead to it, in the order of the index."""
    found: dict[str, list[str]] = {cls.__name__: [] for cls in EVENT_TYPES.values()}
    source = _Source()
    for command in paths():
        for event in sorted(source.events_of(command)):
            found[event].append(command)
    for event_type, told in IN_THE_OTHER_RECORD.items():
        found[told.__name__] += found[event_type.__name__]
    return found


class _Source:
    """What the source of the domain says of commands and events, which it tells apart by name."""

    def __init__(self) -> None:
        self._events = {cls.__name__ for cls in EVENT_TYPES.values()}
        self._commands = set(paths())
        assert len(self._events) == len(EVENT_TYPES), "two event classes have one name"
        self._functions: dict[Path, dict[str, ast.FunctionDef]] = {}
        self._imported: dict[Path, dict[str, Path]] = {}
        for path in sorted(DOMAIN.glob("*/*.py")):
            defined = ast.parse(path.read_text(encoding="utf-8")).body
            self._imported[path] = _imports(path, defined)
            self._functions[path] = {node.name: node for node in defined if isinstance(node, ast.FunctionDef)}
        self._branches = [
            (path, names, body)
            for path, functions in self._functions.items()
            for function in functions.values()
            for names, body in self._branches_of(function)
            if names
        ]

    def events_of(self, command: str) -> set[str]:
        found: set[str] = set()
        seen: set[tuple[Path, str]] = set()
        for path, names, body in self._branches:
            if command in names:
                self._follow(path, body, command, found, seen)
        return found

    def _follow(
        self, path: Path, body: list[ast.stmt], command: str, found: set[str], seen: set[tuple[Path, str]]
    ) -> None:
        for node in self._walk(body, command):
            if isinstance(node, ast.Attribute) and node.attr == "of" and isinstance(node.value, ast.Name):
                found |= {node.value.id} & self._events
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found |= {node.func.id} & self._events
                for file, functions in self._functions.items():
                    is_seen = file.parent == path.parent or self._imported[path].get(node.func.id) == file
                    called = functions.get(node.func.id) if is_seen else None
                    if called is not None and (file, called.name) not in seen:
                        seen.add((file, called.name))
                        self._follow(file, called.body, command, found, seen)

    def _walk(self, body: list[ast.stmt], command: str) -> Iterator[ast.AST]:
        """Every node, but for the branches of other commands."""
        waiting: list[ast.AST] = list(body)
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.match_case | ast.If):
                tested = node.pattern if isinstance(node, ast.match_case) else node.test
                named = self._named(tested)
                if named and command not in named:
                    waiting += node.orelse if isinstance(node, ast.If) else []
                    continue
            yield node
            waiting += ast.iter_child_nodes(node)

    def _branches_of(self, function: ast.FunctionDef) -> Iterator[tuple[set[str], list[ast.stmt]]]:
        for node in ast.walk(function):
            if isinstance(node, ast.match_case):
                yield self._named(node.pattern), node.body
            elif isinstance(node, ast.If):
                yield self._named(node.test), node.body

    def _named(self, tested: ast.AST) -> set[str]:
        """The commands that a pattern, or the test `isinstance(command, …)`, names."""
        if isinstance(tested, ast.expr) and not (
            isinstance(tested, ast.Call)
            and isinstance(tested.func, ast.Name)
            and tested.func.id == "isinstance"
        ):
            return set()
        return {node.id for node in ast.walk(tested) if isinstance(node, ast.Name)} & self._commands


def _imports(path: Path, body: list[ast.stmt]) -> dict[str, Path]:
    """Where the names come from that a file of one family imports from another family."""
    return {
        name.name: DOMAIN.joinpath(*node.module.split(".")).with_suffix(".py")
        for node in body
        if isinstance(node, ast.ImportFrom) and node.level == 2 and node.module
        for name in node.names
    }


def page() -> str:
    """The whole document."""
    by_family: dict[str, list[type[Event]]] = defaultdict(list)
    for cls in EVENT_TYPES.values():
        by_family[cls.__module__.split(".")[2]].append(cls)
    where, asked = paths(), commands()
    parts = [_HEAD]
    for family, classes in sorted(by_family.items()):
        about = (import_module(f"tongxin.domain.{family}").__doc__ or "").strip()
        rows = [_row(cls, asked[cls.__name__], where) for cls in classes]
        head = ["| event | sealed | command | asked for at (POST) |", "|---|---|---|---|"]
        parts.append("\n".join([f"## [{family}](../src/domain/{family}/)", "", about, "", *head, *rows, ""]))
    return "\n".join(parts)


def _row(cls: type[Event], asked: list[str], where: dict[str, list[str]]) -> str:
    sealed = ", ".join(sealed_fields(cls))
    names = "<br>".join("<br>".join([command] + [""] * (len(where[command]) - 1)) for command in asked)
    addresses = "<br>".join(f"`{path}`" for command in asked for path in where[command])
    return f"| `{cls.TYPE}` | {sealed} | {names} | {addresses} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
