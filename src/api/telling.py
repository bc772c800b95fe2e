"""What commands on the command line share: work on the database, and errors told in a sentence."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console

from ..domain.policies.book import NoPolicy
from ..domain.policy_register.decide import WrongPolicy
from ..domain.refusals import Refused
from ..domain.tiering.checking import WrongRuleSet
from ..store.append import KeyReused
from .explaining import ERR, OF_THE_MACHINE
from .runtime import logs
from .runtime.databases import database
from .runtime.policy_files import PolicyFileRefused
from .runtime.runtime import Runtime, running
from .runtime.settings import Settings

OUT = Console()
_FORESEEN = (
    *OF_THE_MACHINE,
    *(PolicyFileRefused, WrongPolicy, WrongRuleSet, NoPolicy, KeyReused),
)
T = TypeVar("T")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, and no progress bar.")]


@contextmanager
def told() -> Iterator[None]:
    """What can go wrong is told in a sentence, with exit code 2; a refusal names field and article."""
    try:
        yield
    except Refused as refused:
        where = "" if refused.field is None else f"{refused.field.replace('/', '.')}: "
        article = "" if refused.rule.article is None else f" ({refused.rule.article})"
        _fail(f"{where}{refused}{article}")
    except ValidationError as error:
        first = error.errors()[0]
        _fail(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    except _FORESEEN as error:
        _fail(str(error))


def _fail(sentence: str) -> None:
    ERR.print(f"[bold red]tongxin:[/] {sentence}", highlight=False)
    raise typer.Exit(2) from None


def with_runtime(work: Callable[[Runtime], Awaitable[T]]) -> T:
    """Run some work on a database that is ready, with everything that serves requests."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings) as conninfo:
        return asyncio.run(_run(settings, conninfo, work))


async def _run(settings: Settings, conninfo: str, work: Callable[[Runtime], Awaitable[T]]) -> T:
    async with running(settings, conninfo) as runtime:
        return await work(runtime)


def print_json(value: Any) -> None:
    """One JSON object on a line of standard output."""
    sys.stdout.write(orjson.dumps(value, default=str).decode() + "\n")
