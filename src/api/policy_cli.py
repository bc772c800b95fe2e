"""The command line of policies: list them, try a rule set on history, explain a tier."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

import orjson
import typer
from psycopg import OperationalError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ..domain.policies.book import NoPolicy, Policy
from ..domain.refusals import Refused
from ..domain.tiering.checking import WrongRuleSet
from ..domain.tiering.explain import Explanation, explain
from ..store.database import ServerRefused
from ..store.embedded import EmbeddedServerError
from ..store.keys import KeyUnusable
from ..store.migrations import MigrationRefused
from .runtime import logs, policy_files, proposer
from .runtime.policy_files import PolicyFileRefused, parse, shipped
from .runtime.proposing import in_force, person_history, today
from .runtime.runtime import database, running
from .runtime.settings import Settings
from .runtime.simulation import Simulation, days_from, simulate
from .runtime.tier_rules import DEFAULT
from .tier_text import text_of

app = typer.Typer(no_args_is_help=True, help=__doc__)
_ERR = Console(stderr=True)
_OUT = Console()
_FORESEEN = (
    *(EmbeddedServerError, ServerRefused, MigrationRefused, KeyUnusable, OperationalError),
    *(PolicyFileRefused, WrongRuleSet, NoPolicy, Refused),
)
T = TypeVar("T")
Work = Callable[[Settings, str], Awaitable[T]]

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Today, if not given.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, and no progress bar.")]


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong is told in a sentence, with exit code 2."""
    try:
        yield
    except _FORESEEN as error:
        _ERR.print(f"[bold red]tongxin:[/] {error}", highlight=False)
        raise typer.Exit(2) from None


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Every policy that comes with this code, its status and source."""
    policies = sorted(
        shipped().policies, key=lambda policy: (policy.kind, policy.name, policy.effective_from)
    )
    if as_json:
        _print_json([_head(policy) for policy in policies])
        return
    table = Table("kind", "name", "version", "status", "from", "title")
    for one in policies:
        table.add_row(one.kind, one.name, one.version, one.status, str(one.effective_from), one.title_zh)
    _OUT.print(table)


@app.command()
def schema() -> None:
    """The JSON Schema of policy files."""
    sys.stdout.write(orjson.dumps(policy_files.schema(), option=orjson.OPT_INDENT_2).decode() + "\n")


@app.command("simulate")
def simulate_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A rule set, TOML.")],
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Look at every 30th day from then on."),
    ] = None,
    day: Day = None,
    as_json: AsJson = False,
) -> None:
    """Try a rule set on every person's history: who would move, and by which rule. Nothing is written."""
    with _told():
        draft = parse(file.read_text("utf-8"), file.name)
        days = days_from(since and since.date(), _day(day))
        found = _with_database(_simulated(draft, days, quiet=as_json))
    if as_json:
        _print_json(asdict(found))
    else:
        _show(found)


@app.command("explain")
def explain_(
    person: UUID,
    day: Day = None,
    rule_set: Annotated[str, typer.Option(help="The name of the rule set.")] = DEFAULT,
    english: Annotated[bool, typer.Option("--en/--zh", help="In English, or in Chinese.")] = False,
    as_json: AsJson = False,
) -> None:
    """Why the rules propose a tier for a person: rules, events, what is missing, what would change it."""
    with _told():
        one = _with_database(_explained(person, _day(day), rule_set))
    if as_json:
        _print_json(asdict(one))
    else:
        sys.stdout.write(text_of(one, chinese=not english) + "\n")


@app.command()
def propose(
    once: Annotated[bool, typer.Option("--once", help="End when everything recorded is looked at.")] = False,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="At the first start: look at old records too.")
    ] = False,
) -> None:
    """Follow what is recorded, and propose tiers where the rules say something new. None is assigned."""
    with _told():
        recorded = _with_database(_proposing(once=once, from_beginning=from_beginning))
    _ERR.print(f"{recorded:,} proposals were recorded.", highlight=False)


def _proposing(*, once: bool, from_beginning: bool) -> Work[int]:
    async def work(settings: Settings, conninfo: str) -> int:
        total = 0
        async with running(settings, conninfo) as runtime:
            await proposer.start(runtime, from_beginning=from_beginning)
            if not once:
                await proposer.follow(runtime, asyncio.Event())
            while (done := await proposer.step(runtime))[0]:
                total += done[1]
        return total

    return work


def _day(given: datetime | None) -> date:
    return today() if given is None else given.date()


def _with_database(work: Work[T]) -> T:
    """Run `work(settings, conninfo)` on a database that is ready."""
    settings = Settings()
    logs.set_up(settings.log_file)
    with database(settings) as conninfo:
        return asyncio.run(_awaited(work(settings, conninfo)))


async def _awaited(work: Awaitable[T]) -> T:
    return await work


def _simulated(draft: Policy, days: tuple[date, ...], *, quiet: bool) -> Work[Simulation]:
    async def work(settings: Settings, conninfo: str) -> Simulation:
        bars = Progress(console=_ERR, disable=quiet)
        async with running(settings, conninfo) as runtime:
            with bars:
                task = bars.add_task("persons", total=None)
                return await simulate(
                    runtime.pool,
                    runtime.policies,
                    draft,
                    days,
                    lambda done, total: bars.update(task, completed=done, total=total),
                )

    return work


def _explained(person: UUID, day: date, rule_set: str) -> Work[Explanation]:
    async def work(settings: Settings, conninfo: str) -> Explanation:
        async with running(settings, conninfo) as runtime:
            history = await person_history(runtime.streams, person)
            return explain(history, in_force(runtime.policies, day, rule_set), day)

    return work


def _show(found: Simulation) -> None:
    table = Table("person", "from day", "before", "after", "by", "missing")
    for move in found.moves:
        table.add_row(
            str(move.person), str(move.day), move.before, move.after, " ".join(move.rules_after),
            " ".join(move.missing),
        )  # fmt: skip
    if found.moves:
        _OUT.print(table)
    for change, number in found.counts.items():
        _OUT.print(f"{change}: {number:,}", highlight=False)
    _OUT.print(f"{found.persons:,} persons, {len(found.moves):,} would move; {found.seconds:.1f} s.")


def _head(policy: Policy) -> dict[str, Any]:
    return {name: value for name, value in asdict(policy).items() if name != "content"}


def _print_json(value: Any) -> None:
    sys.stdout.write(orjson.dumps(value, default=str).decode() + "\n")
