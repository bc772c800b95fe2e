"""Going through the county: once a day, since time alone can change a tier; and when the policies change.

After a change of the policies, those are looked at for whom the rules come to another tier than before; for
the others a publication is no news. How far a sweep came is not kept: begun anew after a crash, it finds
its own proposals recorded, and records none twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from psycopg import AsyncConnection
from structlog import get_logger

from ...domain.classification.events import Tier
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.policies.book import NoPolicy, PolicyBook
from ...domain.policy_register.state import REGISTER
from ...domain.refusals import Refused
from ...domain.tiering.checking import WrongRuleSet
from ...domain.tiering.propose import RulesInForce, outcome
from ...store.append import StoreUnavailable
from . import leading
from .asked import Stale
from .beginning import DAY, POLICIES
from .histories import every_person, histories
from .pace import Pace
from .proposing import in_force, person_history, record_news, today
from .register import STALE
from .runtime import Runtime

_LOG = get_logger("tongxin.proposer")
_SETTLED = timedelta(seconds=3 * STALE)
"""How long after a publication every process decides by it, with something to spare."""
_DECIDING = ("tier-rules", "tier-procedure", "county-settings", "abstinence-clock")
_ATTEMPTS = 5
_MEANWHILE = 20
"""Persons after which new facts are looked at, so that they need not wait for the end."""
LOST = (*leading.LOST, StoreUnavailable)


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep that is due: under the policies of a version of the register, on a day.

    `before`: the policies of the last one, where only those are looked at for whom the outcome changes.
    """

    day: date
    version: int
    book: PolicyBook
    before: PolicyBook | None

    @classmethod
    async def due(cls, runtime: Runtime) -> Self | None:
        """The sweep that is due now, if one is. A publication waits until every process has seen it."""
        known, day = runtime.known, today()
        version, book = known.version, known.book
        async with runtime.pool.connection() as connection:
            reached = await _reached(connection)
        if not reached:
            return None
        if day.toordinal() > reached[DAY]:
            return cls(day, version, book, None)
        if version <= reached[POLICIES] or datetime.now(UTC) - known.changed_at < _SETTLED:
            return None
        history = await runtime.streams.history(REGISTER, upto=reached[POLICIES])
        return cls(day, version, book, known.as_of(history))

    @property
    def correlation_id(self) -> str:
        """Under which the proposals are recorded."""
        return f"reassessment-{self.day}" if self.before is None else f"policies-{self.version}"

    @property
    def causation_id(self) -> str:
        """Why they are."""
        return f"day {self.day}" if self.before is None else f"{REGISTER}/{self.version}"


async def sweep(
    runtime: Runtime,
    due: Sweep,
    stop: asyncio.Event | None = None,
    meanwhile: Callable[[], Awaitable[object]] | None = None,
    pace: Pace | None = None,
) -> int:
    """Look at everybody; return how many proposals were recorded. Stopped, it is due again."""
    rules, before = _ready(due.book, due.day), None if due.before is None else _ready(due.before, due.day)
    recorded = looked_at = 0
    streams = await every_person(runtime.pool) if _may_propose(due) else []
    async for stream, history in histories(runtime.pool, streams):
        if stop is not None and stop.is_set():
            return recorded
        if history is not None and rules is not None:
            recorded += await _looked_at(runtime, due, stream, history, rules, before)
        looked_at += 1
        if meanwhile is not None and looked_at % _MEANWHILE == 0:
            await meanwhile()
        if pace is not None:
            await pace.rest()
    async with runtime.pool.connection() as connection, connection.transaction():
        for name, number in ((DAY, due.day.toordinal()), (POLICIES, due.version)):
            await connection.execute(
                "update notification_tracking set notification_id = greatest(notification_id, %s)"
                " where application_name = %s",
                (number, name),
            )
    _LOG.info("swept", why=due.correlation_id, persons=looked_at, proposals=recorded)
    return recorded


def _may_propose(due: Sweep) -> bool:
    """Whether a proposal can follow: after a publication, where a policy that matters is another now."""
    return due.before is None or _deciding(due.book, due.day) != _deciding(due.before, due.day)


def _deciding(book: PolicyBook, day: date) -> set[tuple[str, str, str]]:
    """The policies in force on a day that a proposal can depend on."""
    found = [policy for kind in _DECIDING for policy in book.of_kind(kind, day)]
    return {(one.kind, one.name, book.in_force(one.kind, one.name, day).version) for one in found}


async def _looked_at(
    runtime: Runtime,
    due: Sweep,
    stream: UUID,
    history: Sequence[Recorded[Event]],
    rules: RulesInForce,
    before: RulesInForce | None,
) -> bool:
    try:
        for _ in range(_ATTEMPTS):
            if due.before is not None and _outcome(history, before, due.day) == outcome(
                history, rules, due.day
            ):
                return False
            try:
                told = due.correlation_id, due.causation_id
                return await record_news(runtime, history, rules, due.day, *told) is not None
            except Stale:
                history = await person_history(runtime.streams, stream)
    except LOST:
        raise
    except Refused as error:
        _LOG.info("not_evaluated", stream=str(stream), why=str(error))
    except Exception as error:  # one history that cannot be folded holds up nobody else's
        _LOG.error("not_evaluated", stream=str(stream), why=repr(error))
    return False


def _outcome(history: Sequence[Recorded[Event]], rules: RulesInForce | None, day: date) -> Tier | None:
    return None if rules is None else outcome(history, rules, day)


def _ready(book: PolicyBook, day: date) -> RulesInForce | None:
    try:
        return in_force(book, day)
    except NoPolicy:
        return None
    except WrongRuleSet as error:  # published under a release that could read it
        _LOG.error("rules_unreadable", why=str(error))
        return None


async def _reached(connection: AsyncConnection[Any]) -> dict[str, int]:
    cursor = await connection.execute(
        "select application_name, notification_id from notification_tracking"
        " where application_name = any(%s)",
        ([DAY, POLICIES],),
    )
    return dict(await cursor.fetchall())
