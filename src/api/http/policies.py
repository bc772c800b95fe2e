"""Policies: those in force on a day, and every version of one with who published and retired it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.policies.book import NoPolicy, Policy, PolicyBook
from ...domain.policy_register.events import PolicyEvent, PolicyPublished, PolicyRetired
from ...domain.policy_register.state import REGISTER
from ..runtime.runtime import Runtime
from .answers import ActorAnswer
from .documentation import QUERY_RESPONSES
from .person_events import today
from .problems import BadRequest
from .queries import Serving, moment, utc

router = APIRouter(tags=["policies"], responses=QUERY_RESPONSES)


class PoliciesQuery(BaseModel):
    """On which day (today, if not given), as known at which moment (now, if not given)."""

    model_config = ConfigDict(extra="forbid")

    on: date | None = None
    known_at: datetime | None = None


class ListQuery(PoliciesQuery):
    """Of which kind; of every kind, if not given."""

    kind: str | None = None


class PolicyHeadAnswer(BaseModel):
    """A version of a policy without its content. `status`: whose word it is.

    `published_at`: when it was published by command; null for what comes with the code.
    """

    kind: str
    name: str
    version: str
    title: str
    title_zh: str
    status: str
    source: str
    effective_from: date
    effective_until: date | None
    published_at: datetime | None


class PoliciesAnswer(BaseModel):
    """The policies in force on a day. `register_version`: send it as If-Match with a publication."""

    on: date
    register_version: int
    policies: list[PolicyHeadAnswer]


class RegisterEntryAnswer(BaseModel):
    """A publication or a retirement, by whom, and when it was recorded."""

    register_version: int
    event_id: UUID
    type: str
    policy_version: str
    occurred_at: datetime
    recorded_at: datetime
    actor: ActorAnswer
    legal_basis: str | None
    retired_from: date | None
    reason: str | None
    documents: list[dict[str, Any]]


class PolicyVersionAnswer(PolicyHeadAnswer):
    """A version of a policy, whole."""

    is_in_force: bool
    content: dict[str, Any]


class PolicyHistoryAnswer(BaseModel):
    """Every version of a policy, the oldest first, and what the register says of it."""

    kind: str
    name: str
    on: date
    register_version: int
    versions: list[PolicyVersionAnswer]
    history: list[RegisterEntryAnswer]


@router.get("/policies", summary="Which policies are in force")
async def policies(
    query: Annotated[ListQuery, Query()], runtime: Serving, response: Response
) -> PoliciesAnswer:
    """The policies in force on a day: rule sets, schedules, pathways, procedures, terms of statutes."""
    day, history, book = await _asked(runtime, query, response)
    found = [policy for policy in book.on(day) if query.kind in (None, policy.kind)]
    found.sort(key=lambda policy: (policy.kind, policy.name))
    published = _published_at(history)
    heads = [PolicyHeadAnswer.model_validate(_head(policy, published)) for policy in found]
    return PoliciesAnswer(on=day, register_version=len(history), policies=heads)


@router.get("/policies/{kind}/{name}", summary="One policy, with its history")
async def policy(
    kind: str, name: str, query: Annotated[PoliciesQuery, Query()], runtime: Serving, response: Response
) -> PolicyHistoryAnswer:
    """Every version of a policy with its content; who published and retired what, when and why."""
    day, history, book = await _asked(runtime, query, response)
    versions = [policy for policy in book.of_kind(kind) if policy.name == name]
    if not versions:
        raise BadRequest(404, "no-policy", f"There is no {kind} “{name}”.")
    published, present = _published_at(history), _in_force(book, kind, name, day)
    versions.sort(key=lambda one: (one.effective_from, one.version))
    shown = [
        _head(one, published) | {"is_in_force": one is present, "content": dict(one.content)}
        for one in versions
    ]
    entries = [_entry(one) for one in history if _is_about(one.event, kind, name)]
    return PolicyHistoryAnswer(
        kind=kind,
        name=name,
        on=day,
        register_version=len(history),
        versions=[PolicyVersionAnswer.model_validate(one) for one in shown],
        history=entries,
    )


async def _asked(
    runtime: Runtime, query: PoliciesQuery, response: Response
) -> tuple[date, list[Recorded[Event]], PolicyBook]:
    """The day, the register as it was known, and the policies that follow from it."""
    await runtime.known.refresh()
    history = await runtime.streams.history(REGISTER)
    known_at = moment(query.known_at)
    if known_at is not None:
        history = [recorded for recorded in history if recorded.recorded_at <= known_at]
    response.headers["ETag"] = f'"{len(history)}"'
    return query.on or today(), history, runtime.known.as_of(history)


def _in_force(book: PolicyBook, kind: str, name: str, day: date) -> Policy | None:
    try:
        return book.in_force(kind, name, day)
    except NoPolicy:
        return None


def _published_at(history: Sequence[Recorded[Event]]) -> dict[tuple[str, str, str], datetime]:
    return {
        (event.kind, event.name, event.version): recorded.recorded_at
        for recorded in history
        if isinstance(event := recorded.event, PolicyPublished)
    }


def _head(policy: Policy, published: dict[tuple[str, str, str], datetime]) -> dict[str, Any]:
    names = [name for name in PolicyHeadAnswer.model_fields if name != "published_at"]
    at = published.get((policy.kind, policy.name, policy.version))
    return {name: getattr(policy, name) for name in names} | {"published_at": utc(at)}


def _is_about(event: Event, kind: str, name: str) -> bool:
    return isinstance(event, PolicyEvent) and (event.kind, event.name) == (kind, name)


def _entry(recorded: Recorded[Event]) -> RegisterEntryAnswer:
    event: Any = recorded.event
    is_retirement = isinstance(event, PolicyRetired)
    return RegisterEntryAnswer(
        register_version=recorded.version,
        event_id=recorded.event_id,
        type=event.TYPE,
        policy_version=event.version,
        occurred_at=utc(event.occurred_at),
        recorded_at=utc(recorded.recorded_at),
        actor=ActorAnswer(**asdict(recorded.actor)),
        legal_basis=recorded.legal_basis,
        retired_from=event.retired_from if is_retirement else None,
        reason=event.reason if is_retirement else None,
        documents=[asdict(document) for document in recorded.documents],
    )
