"""Policies: list, publish and retire them, try a rule set on history, explain a tier."""

import os
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer
from rich.progress import Progress
from rich.table import Table

from ..domain.policies.book import Policy
from ..domain.tiering.explain import Explanation, explain
from .explaining import ERR
from .policy_publishing import add_to
from .runtime import policy_files, proposer
from .runtime.companion import stopping
from .runtime.policy_files import parse, shipped
from .runtime.proposing import in_force, person_history, today
from .runtime.runtime import Runtime
from .runtime.simulation import Simulation, days_from, simulate
from .telling import OUT, AsJson, print_json, told, with_runtime
from .tier_text import text_of

app = typer.Typer(no_args_is_help=True, help=__doc__)
_BACKGROUND = 10
"""How much the follower gives way to the service on a busy machine."""

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Today, if not given.")]


@app.command("list")
def list_(
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only those in force on this day, the county's too."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Every policy that comes with this code, its status and source; or, with --on, those in force."""
    with told():
        known = shipped().policies if on is None else with_runtime(lambda runtime: _on(runtime, on.date()))
    policies = sorted(known, key=lambda policy: (policy.kind, policy.name, policy.effective_from))
    if as_json:
        print_json([_head(policy) for policy in policies])
        return
    table = Table("kind", "name", "version", "status", "from", "title")
    for one in policies:
        table.add_row(one.kind, one.name, one.version, one.status, str(one.effective_from), one.title_zh)
    OUT.print(table)


async def _on(runtime: Runtime, day: date) -> tuple[Policy, ...]:
    return runtime.policies.on(day)


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
    with told():
        draft = parse(file.read_text("utf-8"), file.name)
        days = days_from(since and since.date(), _day(day))
        found = with_runtime(lambda runtime: _simulated(runtime, draft, days, quiet=as_json))
    if as_json:
        print_json(asdict(found))
    else:
        _show(found)


@app.command("explain")
def explain_(
    person: UUID,
    day: Day = None,
    rule_set: Annotated[
        str | None, typer.Option(help="The name of the rule set; that of the county, if not given.")
    ] = None,
    english: Annotated[bool, typer.Option("--en/--zh", help="In English, or in Chinese.")] = False,
    as_json: AsJson = False,
) -> None:
    """Why the rules propose a tier for a person: rules, events, what is missing, what would change it."""
    with told():
        one = with_runtime(lambda runtime: _explained(runtime, person, _day(day), rule_set))
    if as_json:
        print_json(asdict(one))
    else:
        sys.stdout.write(text_of(one, chinese=not english) + "\n")


@app.command()
def propose(
    once: Annotated[bool, typer.Option("--once", help="End when everything recorded is looked at.")] = False,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="At the first start: look at old records too.")
    ] = False,
    with_parent: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Follow what is recorded, and propose tiers where the rules say something new. None is assigned.

    `tongxin serve` and `tongxin run` do so by themselves. Of several one works, the others stand by.
    """
    if with_parent:
        os.nice(_BACKGROUND)
    with told():
        if once:
            recorded = with_runtime(lambda runtime: _once(runtime, from_beginning=from_beginning))
            ERR.print(f"{recorded:,} proposals were recorded.", highlight=False)
        else:
            with_runtime(
                lambda runtime: _follow(runtime, from_beginning=from_beginning, with_parent=with_parent)
            )


async def _once(runtime: Runtime, *, from_beginning: bool) -> int:
    total = 0
    await proposer.start(runtime, from_beginning=from_beginning)
    while (done := await proposer.step(runtime))[0]:
        total += done[1]
    return total


async def _follow(runtime: Runtime, *, from_beginning: bool, with_parent: bool) -> None:
    await proposer.start(runtime, from_beginning=from_beginning)
    await proposer.follow(runtime, stopping(with_parent=with_parent))


def _day(given: datetime | None) -> date:
    return today() if given is None else given.date()


async def _simulated(runtime: Runtime, draft: Policy, days: tuple[date, ...], *, quiet: bool) -> Simulation:
    with Progress(console=ERR, disable=quiet) as bars:
        task = bars.add_task("persons", total=None)
        return await simulate(
            runtime.pool,
            runtime.policies,
            draft,
            days,
            lambda done, total: bars.update(task, completed=done, total=total),
        )


async def _explained(runtime: Runtime, person: UUID, day: date, rule_set: str | None) -> Explanation:
    history = await person_history(runtime.streams, person)
    return explain(history, in_force(runtime.policies, day, rule_set), day)


def _show(found: Simulation) -> None:
    table = Table("person", "from day", "before", "after", "by", "missing")
    for move in found.moves:
        table.add_row(
            str(move.person), str(move.day), move.before, move.after, " ".join(move.rules_after),
            " ".join(move.missing),
        )  # fmt: skip
    if found.moves:
        OUT.print(table)
    for change, number in found.counts.items():
        OUT.print(f"{change}: {number:,}", highlight=False)
    OUT.print(f"{found.persons:,} persons, {len(found.moves):,} would move; {found.seconds:.1f} s.")


def _head(policy: Policy) -> dict[str, Any]:
    return {name: value for name, value in asdict(policy).items() if name != "content"}


add_to(app)
