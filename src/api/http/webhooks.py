"""Web hooks: other systems that are told of events at an address of theirs; what could not be delivered."""

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from uuid_utils.compat import uuid7

from ...store.append import KeyReused
from ..runtime.event_pages import EventPages
from ..runtime.runtime import Runtime
from ..webhooks.subscriptions import By, Subscription, Subscriptions, Wanted, new_secret
from ..webhooks.targets import TargetRefused, check_target
from .answers import ActorAnswer
from .documentation import CHANGING_RESPONSES
from .problems import BadRequest, WrongBody
from .queries import LARGEST, Asking, Serving, Strict, reached, utc
from .requests import Caller
from .webhook_answers import (
    DeadLetterAnswer,
    DeadLettersAnswer,
    DeadLettersQuery,
    NewWebhook,
    NewWebhookAnswer,
    WebhookAnswer,
    WebhookChangeAnswer,
    WebhookHistoryAnswer,
    WebhooksAnswer,
)

router = APIRouter(tags=["feed"], responses=CHANGING_RESPONSES)


@router.post("/webhooks", status_code=201, summary="Subscribe a system to events")
async def create(body: NewWebhook, runtime: Serving, caller: Asking, response: Response) -> NewWebhookAnswer:
    """Events go to the target one by one, in order, signed by the Standard Webhooks, at least once.

    With an `Idempotency-Key` a repeated request makes no second subscription, and is not told the secret.
    """
    target = str(body.target)
    try:
        await check_target(target, runtime.settings.webhooks.networks)
    except TargetRefused as refused:
        raise WrongBody("/target", refused.code, str(refused)) from None
    subscriptions = Subscriptions(runtime.pool)
    id = _id_of(caller)
    if (before := await subscriptions.one(id)) is not None:
        if (before.target, before.types, before.area) != (target, body.type, body.area):
            raise KeyReused
        response.status_code = 200
        return NewWebhookAnswer(**_shown(before), secret=None)
    end = await EventPages(runtime.pool, runtime.streams).end()
    position = end if body.after is None else min(body.after, end)
    wanted = Wanted(target=target, types=body.type, area=body.area, purpose=body.purpose, position=position)
    secret = new_secret()
    most = runtime.settings.webhooks.most
    if not await subscriptions.create(id, wanted, secret, runtime.streams.new_key(), most, _by(caller)):
        raise BadRequest(409, "too-many-webhooks", f"There are {most} subscriptions already; end one first.")
    response.headers["Location"] = f"/webhooks/{id}"
    return NewWebhookAnswer(**_shown(await _one(runtime, id)), secret=secret)


@router.get("/webhooks", summary="Who is told of events")
async def webhooks(_query: Annotated[Strict, Query()], runtime: Serving) -> WebhooksAnswer:
    """Every subscription, also those that have ended, and how far each receiver has been told."""
    found = await Subscriptions(runtime.pool).all()
    return WebhooksAnswer(webhooks=[WebhookAnswer(**_shown(one)) for one in found])


@router.get("/webhooks/{id}", summary="One subscription, with its history")
async def webhook(id: UUID, _query: Annotated[Strict, Query()], runtime: Serving) -> WebhookHistoryAnswer:
    """How far the receiver has been told, and what was done with the subscription by whom."""
    return await _history(runtime, id)


@router.post("/webhooks/{id}/ending", summary="End a subscription")
async def end(id: UUID, runtime: Serving, caller: Asking) -> WebhookHistoryAnswer:
    """For good: nothing more is delivered, and its secret is forgotten."""
    await _one(runtime, id)
    await Subscriptions(runtime.pool).end(id, _by(caller))
    return await _history(runtime, id)


@router.post("/webhooks/{id}/resumption", summary="Go on with a subscription")
async def resume(id: UUID, runtime: Serving, caller: Asking) -> WebhookHistoryAnswer:
    """At once, from where it stopped: one that was disabled, or that waits for its next try."""
    if not await Subscriptions(runtime.pool).resume(await _running(runtime, id), _by(caller)):
        raise _ended()
    return await _history(runtime, id)


@router.get("/webhooks/{id}/dead-letters", summary="What could not be delivered")
async def dead_letters(
    id: UUID, query: Annotated[DeadLettersQuery, Query()], runtime: Serving
) -> DeadLettersAnswer:
    """Events that were given up after the last try, in order; with those that a later try has delivered."""
    await reached(runtime, query.at_least)
    await _one(runtime, id)
    rows = await Subscriptions(runtime.pool).dead_letters(id, query.after, query.limit + 1)
    page = rows[: query.limit]
    return DeadLettersAnswer(
        dead_letters=[_letter(row) for row in page],
        next=page[-1]["position"] if len(rows) > len(page) else None,
    )


@router.post(
    "/webhooks/{id}/dead-letters/{position}/retry", status_code=202, summary="Try a dead letter once more"
)
async def retry(id: UUID, position: int, runtime: Serving, caller: Asking) -> DeadLettersAnswer:
    """It is tried once, out of its turn and under the same id; the list tells what came of it."""
    await _running(runtime, id)
    subscriptions = Subscriptions(runtime.pool)
    if not 0 < position <= LARGEST or not await subscriptions.ask_retry(id, position, _by(caller)):
        raise BadRequest(404, "no-dead-letter", "Nothing at this position waits to be tried again.")
    rows = await subscriptions.dead_letters(id, position - 1, 1)
    return DeadLettersAnswer(dead_letters=[_letter(row) for row in rows], next=None)


def _id_of(caller: Caller) -> UUID:
    if caller.key is None:
        return uuid7()
    digest = sha256(f"webhook\0{caller.actor.user}\0{caller.key}".encode()).digest()
    return UUID(bytes=digest[:16], version=5)


def _by(caller: Caller) -> By:
    return By(caller.actor, caller.correlation_id)


async def _one(runtime: Runtime, id: UUID) -> Subscription:
    found = await Subscriptions(runtime.pool).one(id)
    if found is None:
        raise BadRequest(404, "no-webhook", "There is no such subscription.")
    return found


async def _running(runtime: Runtime, id: UUID) -> UUID:
    if (await _one(runtime, id)).state == "ended":
        raise _ended()
    return id


def _ended() -> BadRequest:
    return BadRequest(409, "webhook-ended", "The subscription has ended; make a new one.")


async def _history(runtime: Runtime, id: UUID) -> WebhookHistoryAnswer:
    changes = [
        WebhookChangeAnswer(
            at=utc(row["at"]),
            what=row["what"],
            actor=ActorAnswer(**{name: row[f"actor_{name}"] for name in ("user", "role", "unit")}),
            correlation_id=row["correlation_id"],
            detail=row["detail"],
        )
        for row in await Subscriptions(runtime.pool).changes(id)
    ]
    return WebhookHistoryAnswer(**_shown(await _one(runtime, id)), changes=changes)


def _shown(one: Subscription) -> dict[str, Any]:
    names = [name for name in WebhookAnswer.model_fields if name != "type"]
    return {name: utc(getattr(one, name)) for name in names} | {"type": one.types}


def _letter(row: dict[str, Any]) -> DeadLetterAnswer:
    shown = {name: utc(value) for name, value in row.items()}
    return DeadLetterAnswer.model_validate(shown | {"subject": row["stream"]})
