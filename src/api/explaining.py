"""What can go wrong on a machine is told in a sentence, with exit code 2."""

import signal
from collections.abc import Callable
from functools import wraps
from typing import Any

import typer
from psycopg import OperationalError
from pydantic import ValidationError
from rich.console import Console

from ..store.database import ServerRefused
from ..store.embedded import EmbeddedServerError
from ..store.keys import KeyUnusable
from ..store.migrations import MigrationRefused

ERR = Console(stderr=True)
OF_THE_MACHINE = (EmbeddedServerError, ServerRefused, MigrationRefused, KeyUnusable, OperationalError)
"""What can go wrong with the database and the keys."""


def explained(command: Callable[..., None], foreseen: tuple[type[Exception], ...]) -> Callable[..., None]:
    """The command, which tells of these errors, of the machine's and of wrong settings in a sentence."""

    foreseen = (*OF_THE_MACHINE, *foreseen)

    @wraps(command)
    def told(*arguments: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _leave)
        try:
            command(*arguments, **options)
        except foreseen as error:
            ERR.print(f"[bold red]tongxin:[/] {error}", highlight=False)
            raise typer.Exit(2) from None
        except ValidationError as error:
            for problem in error.errors():
                name = "TONGXIN_" + "_".join(map(str, problem["loc"])).upper()
                ERR.print(f"[bold red]tongxin:[/] {name}: {problem['msg']}", highlight=False)
            raise typer.Exit(2) from None

    return told


def _leave(*_: object) -> None:
    """Told to end: leave in order, so that runner and database end too. uvicorn passes the signal on."""
    raise SystemExit(0)
