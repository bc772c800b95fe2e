"""The command line of Tongxin 同心."""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup


class _Place(NamedTuple):
    """Where a command is, and what the list of commands says of it."""

    module: str
    name: str
    help: str


COMMANDS = {
    "serve": _Place(
        "serve_cli",
        "serve",
        "Serve the HTTP API, and keep the read models up to date. Logs go to standard error.",
    ),
    "run": _Place(
        "serve_cli",
        "run",
        "Start everything with the reference data, and say where it is. Logs go to a file.",
    ),
    "demo": _Place(
        "serve_cli",
        "demo",
        "Load the reference data: a synthetic county, 2015 to 2020. Interrupted, it can be continued.",
    ),
    "project": _Place(
        "project_cli",
        "project",
        "Keep the read models up to date, until stopped. Of several runners one works, the others stand by.",
    ),
    "migrate": _Place(
        "project_cli", "migrate", "Bring the database up to this code. Starting the service does so too."
    ),
    "rebuild": _Place(
        "rebuild_cli",
        "rebuild",
        "Build read models again from the events, beside the live ones, and put them in their place.",
    ),
    "deliver": _Place(
        "deliver_cli",
        "deliver",
        "Deliver events to those who subscribed, until stopped. Of several one works, the others stand by.",
    ),
    "policy": _Place(
        "policy_cli",
        "app",
        "Policies: list, publish and retire them, try a rule set on history, explain a tier.",
    ),
    "report": _Place("report_cli", "app", "Reports of a year, a month or a day: as PDF, XLSX, CSV or JSON."),
    "duplicates": _Place(
        "duplicates_cli", "app", "Suspected duplicates: looked for over the whole register."
    ),
    "projections": _Place(
        "projection_cli",
        "app",
        "Read models: how they stand, what they could not take, trying that again.",
    ),
}


class _Late(TyperGroup):
    """Imports a command when it is asked for: everything together takes seconds, and no process needs it."""

    def resolve_command(self, *arguments: Any) -> tuple[str | None, Any, list[str]]:
        name, listed, rest = super().resolve_command(*arguments)
        return name, listed and real(str(listed.name)), rest


def real(name: str) -> Any:
    """The command itself."""
    from .explaining import explained

    place = COMMANDS[name]
    module = import_module(f".{place.module}", __package__)
    found = getattr(module, place.name)
    if not isinstance(found, typer.Typer):
        one = typer.Typer(add_completion=False)
        one.command(name)(explained(found, getattr(module, "FORESEEN", ())))
        found = one
    return typer.main.get_command(found)


app = typer.Typer(cls=_Late, no_args_is_help=True, add_completion=False, help=__doc__)
for _name, _place in COMMANDS.items():
    app.command(_name, help=_place.help)(lambda: None)

if __name__ == "__main__":
    app()
