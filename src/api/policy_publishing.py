"""Publishing and retiring policies on the command line."""

from dataclasses import asdict, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from pydantic import TypeAdapter

from ..domain.areas import COUNTY
from ..domain.commands import Actor, Command
from ..domain.policies.book import Policy, PolicyBook
from ..domain.policy_register.commands import PublishPolicy, RetirePolicy
from ..domain.policy_register.rules import UNKNOWN_POLICY
from .explaining import ERR
from .runtime.asked import Asked, Outcome
from .runtime.policy_files import parse, plain
from .runtime.runtime import Runtime
from .telling import AsJson, print_json, told, with_runtime

User = Annotated[
    str, typer.Option(metavar="NAME", help="Who does it. Until there is sign-in this is believed.")
]
_PUBLISH, _RETIRE = TypeAdapter(PublishPolicy), TypeAdapter(RetirePolicy)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(publish)
    app.command()(retire)


def publish(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A policy, TOML.")],
    user: User = "local",
    as_json: AsJson = False,
) -> None:
    """Publish a policy file. It is in force from its `effective_from` on; published twice, it is once."""
    with told():
        policy = parse(file.read_text("utf-8"), file.name)
        body = plain({field.name: getattr(policy, field.name) for field in fields(Policy)})
        command = _PUBLISH.validate_json(body)
        outcome = with_runtime(lambda runtime: _ask(runtime, command, body, user))
    _tell(outcome, f"{policy.kind} “{policy.name}” {policy.version} is published", as_json=as_json)


def retire(
    name: str,
    version: str,
    since: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day without it.")
    ],
    reason: Annotated[str, typer.Option(help="Why.")],
    kind: Annotated[str | None, typer.Option(help="Where several kinds have such a name.")] = None,
    user: User = "local",
    as_json: AsJson = False,
) -> None:
    """Retire a version of a policy from a day on, today at the earliest."""

    async def work(runtime: Runtime) -> Outcome:
        found = _kind(runtime.policies, name, version) if kind is None else kind
        retirement = {"kind": found, "name": name, "version": version, "reason": reason}
        body = orjson.dumps(retirement | {"retired_from": since.date()})
        return await _ask(runtime, _RETIRE.validate_json(body), body, user)

    with told():
        outcome = with_runtime(work)
    _tell(outcome, f"“{name}” {version} is retired from {since.date()} on", as_json=as_json)


def _kind(book: PolicyBook, name: str, version: str) -> str:
    kinds = sorted({one.kind for one in book.policies if (one.name, one.version) == (name, version)})
    if not kinds:
        raise UNKNOWN_POLICY.refuse("version", kind="policy", name=name, version=version)
    if len(kinds) > 1:
        raise typer.BadParameter(f"give --kind, one of {', '.join(kinds)}")
    return kinds[0]


async def _ask(runtime: Runtime, command: Command, body: bytes, user: str) -> Outcome:
    actor = Actor(user=user, role="operator", unit=COUNTY)
    key = sha256(body).hexdigest()  # the same words again are the same command
    return await runtime.register.handle(Asked(None, command, body, actor, f"policy-{key[:16]}", key))


def _tell(outcome: Outcome, sentence: str, *, as_json: bool) -> None:
    if as_json:
        events: list[dict[str, Any]] = [event._asdict() for event in outcome.events]
        print_json(asdict(outcome) | {"events": events})
    else:
        again = " already" if outcome.replayed else ""
        ERR.print(f"{sentence}{again}.", highlight=False)
