"""The records of web hooks: who is told of what, how far, and what was done with it by whom."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from os import urandom
from typing import Any, LiteralString
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import class_row, dict_row

from ...domain.commands import Actor
from ...store.keys import StreamKey
from ...store.streams import Pool
from ..runtime.event_pages import FeedFilter

_SECRET = 32
_FIELDS: LiteralString = (
    "id, target, types, area, purpose, unit, key, secret, position, state, tries, next_try_at, failing_since,"
    " last_error, delivered, delivered_at"
)
BY_ITSELF = Actor(user="deliverer", role="service", unit="service")
"""Who disables a subscription that has failed for too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A record of `webhooks.subscriptions`; times in UTC."""

    id: UUID
    target: str
    types: list[str]
    area: str | None
    purpose: str
    unit: str
    key: bytes
    secret: bytes
    position: int
    state: str
    tries: int
    next_try_at: Any
    failing_since: Any
    last_error: str | None
    delivered: int
    delivered_at: Any

    @property
    def wanted(self) -> FeedFilter:
        """Of what it is told."""
        return FeedFilter(type=self.types, area=self.area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a new subscription is to be."""

    target: str
    types: Sequence[str]
    area: str | None
    purpose: str
    position: int


@dataclass(frozen=True, slots=True)
class By:
    """Who does something with a subscription, in which request."""

    actor: Actor
    correlation_id: str


def new_secret() -> str:
    """A secret of the Standard Webhooks: 256 random bits."""
    return f"whsec_{b64encode(urandom(_SECRET)).decode()}"


class Subscriptions:
    """Makes, lists and changes subscriptions. Every change is noted with who made it."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def create(
        self, id: UUID, wanted: Wanted, secret: str, key: tuple[StreamKey, bytes], most: int, by: By
    ) -> bool:
        """Make a subscription; False where there are `most` already. Its secret is stored sealed."""
        cipher, wrapped = key
        sealed = cipher.seal(secret.encode(), id.bytes)
        async with self._pool.connection() as connection, connection.transaction():
            await connection.execute("lock table webhooks.subscriptions in share row exclusive mode")
            cursor = await connection.execute(
                "insert into webhooks.subscriptions"
                " (id, target, types, area, purpose, unit, key, secret, position)"
                " select %s, %s, %s, %s, %s, %s, %s, %s, %s"
                " where (select count(*) from webhooks.subscriptions where state <> 'ended') < %s",
                (
                    *(id, wanted.target, list(wanted.types), wanted.area, wanted.purpose, by.actor.unit),
                    *(wrapped, sealed, wanted.position, most),
                ),
            )
            if cursor.rowcount:
                await note(connection, id, "created", by)
            return bool(cursor.rowcount)

    async def one(self, id: UUID) -> Subscription | None:
        """The subscription, if there is one."""
        return next(iter(await self._read("where id = %s", (id,))), None)

    async def all(self) -> list[Subscription]:
        """Every subscription there ever was, the oldest first."""
        return await self._read(
            "order by (select min(at) from webhooks.changes where subscription = id), id", ()
        )

    async def changes(self, id: UUID) -> list[dict[str, Any]]:
        """What was done with a subscription, the oldest first."""
        return await self._rows(
            "select at, what, actor_user, actor_role, actor_unit, correlation_id, detail"
            " from webhooks.changes where subscription = %s order by at",
            (id,),
        )

    async def end(self, id: UUID, by: By) -> bool:
        """End it for good and forget its secret; False where it had ended."""
        return await self._change(
            id, "ended", by, "state = 'ended', key = '', secret = ''", "state <> 'ended'"
        )

    async def resume(self, id: UUID, by: By) -> bool:
        """Go on with one that was disabled, or is waiting, at once; False where it had ended."""
        changes: LiteralString = "state = 'active', tries = 0, next_try_at = null, failing_since = null"
        return await self._change(id, "resumed", by, changes, "state <> 'ended'")

    async def disable(self, id: UUID, why: str) -> bool:
        """Stop telling a receiver that has failed for too long, or is gone. Nothing is lost by it."""
        changes: LiteralString = "state = 'disabled', next_try_at = null"
        return await self._change(
            id, "disabled", By(BY_ITSELF, "deliverer"), changes, "state = 'active'", why
        )

    async def dead_letters(self, id: UUID, after: int, limit: int) -> list[dict[str, Any]]:
        """What was given up, in order, after a position."""
        return await self._rows(
            "select position, message_id, type, stream, tries, error, at, retry_asked_at, delivered_at"
            " from webhooks.dead_letters where subscription = %s and position > %s"
            " order by position limit %s",
            (id, after, limit),
        )

    async def ask_retry(self, id: UUID, position: int, by: By) -> bool:
        """Ask for one more try; False where there is no such dead letter that was not delivered since."""
        async with self._pool.connection() as connection, connection.transaction():
            cursor = await connection.execute(
                "update webhooks.dead_letters set retry_asked_at = coalesce(retry_asked_at, now())"
                " where subscription = %s and position = %s and delivered_at is null",
                (id, position),
            )
            if cursor.rowcount:
                await note(connection, id, "retry asked", by, str(position))
            return bool(cursor.rowcount)

    async def _change(
        self,
        id: UUID,
        what: str,
        by: By,
        changes: LiteralString,
        where: LiteralString,
        detail: str | None = None,
    ) -> bool:
        async with self._pool.connection() as connection, connection.transaction():
            cursor = await connection.execute(
                f"update webhooks.subscriptions set {changes} where id = %s and {where}", (id,)
            )
            if cursor.rowcount:
                await note(connection, id, what, by, detail)
            return bool(cursor.rowcount)

    async def _read(self, where: LiteralString, values: Sequence[Any]) -> list[Subscription]:
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Subscription))
            await cursor.execute(f"select {_FIELDS} from webhooks.subscriptions {where}", values)
            return await cursor.fetchall()

    async def _rows(self, query: LiteralString, values: Sequence[Any]) -> list[dict[str, Any]]:
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=dict_row)
            await cursor.execute(query, values)
            return await cursor.fetchall()


async def note(
    connection: AsyncConnection[Any], id: UUID, what: str, by: By, detail: str | None = None
) -> None:
    """Note a change in the transaction that makes it."""
    await connection.execute(
        "insert into webhooks.changes"
        " (subscription, what, actor_user, actor_role, actor_unit, correlation_id, detail)"
        " values (%s, %s, %s, %s, %s, %s, %s)",
        (id, what, by.actor.user, by.actor.role, by.actor.unit, by.correlation_id, detail),
    )
