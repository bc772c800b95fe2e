"""How far each subscription has been told: read and written by the deliverer.

Every step names the position that it goes on from. So of two deliverers one gets on, and the other stops.
"""

from datetime import UTC, datetime, timedelta
from random import random
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import class_row

from ...store.streams import Pool
from ..runtime.cloud_events import message_id
from ..runtime.event_pages import Fed
from ..runtime.webhook_settings import WebhookSettings
from .subscriptions import Subscription

_DUE = """
    select s.* from webhooks.subscriptions s
    where s.state = 'active' and (
        s.position < (select coalesce(max(position), 0) from events)
            and (s.next_try_at is null or s.next_try_at <= now())
        or exists (
            select from webhooks.dead_letters d where d.subscription = s.id and d.retry_asked_at is not null
        )
    )
"""


async def due(connection: AsyncConnection[Any]) -> list[Subscription]:
    """Subscriptions for which there may be something to do."""
    cursor = connection.cursor(row_factory=class_row(Subscription))
    await cursor.execute(_DUE)
    return await cursor.fetchall()


class Progress:
    """Of one subscription."""

    def __init__(self, pool: Pool, subscription: Subscription) -> None:
        self._pool = pool
        self._id = subscription.id
        self.position = subscription.position
        self.tries = subscription.tries
        self.failing_since: datetime | None = subscription.failing_since

    async def delivered(self, position: int) -> bool:
        """The receiver has taken the event at this position. False where somebody else went on from here."""
        self.tries, self.failing_since = 0, None
        return await self._advance(
            position,
            "delivered = delivered + 1, delivered_at = now(), failing_since = null, last_error = null",
        )

    async def passed(self, position: int) -> bool:
        """Nothing up to this position was for the receiver."""
        return await self._advance(position, "state = state")

    async def failed(self, error: str, wait: float) -> bool:
        """A try has failed; the next is `wait` seconds from now."""
        self.tries += 1
        now = datetime.now(UTC)
        self.failing_since = self.failing_since or now
        return await self._changed(
            "update webhooks.subscriptions"
            " set tries = %s, next_try_at = %s, failing_since = %s, last_error = %s"
            " where id = %s and position = %s and state = 'active'",
            (self.tries, now + timedelta(seconds=wait), self.failing_since, error, self._id, self.position),
        )

    async def gave_up(self, fed: Fed, type_name: str, error: str) -> bool:
        """The last try has failed: the event becomes a dead letter, and the next one's turn has come."""
        self.failing_since = self.failing_since or datetime.now(UTC)
        tries, self.tries = self.tries + 1, 0
        before, self.position = self.position, fed.position
        return await self._changed(
            "with passed as ("
            "  update webhooks.subscriptions"
            "  set position = %s, tries = 0, next_try_at = null, failing_since = %s, last_error = %s"
            "  where id = %s and position = %s and state = 'active' returning id)"
            " insert into webhooks.dead_letters"
            " (subscription, position, message_id, type, stream, tries, error)"
            " select id, %s, %s, %s, %s, %s, %s from passed",
            (
                *(fed.position, self.failing_since, error, self._id, before),
                *(fed.position, message_id(fed), type_name, fed.stream, tries, error),
            ),
        )

    async def asked_again(self) -> list[int]:
        """Positions of dead letters for which somebody asked one more try."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select position from webhooks.dead_letters where subscription = %s"
                " and retry_asked_at is not null order by position",
                (self._id,),
            )
            return [int(row[0]) for row in await cursor.fetchall()]

    async def tried_again(self, position: int, error: str | None) -> None:
        """What came of one more try for a dead letter. `error`: None where it was taken."""
        await self._changed(
            "update webhooks.dead_letters set retry_asked_at = null, tries = tries + 1,"
            " error = coalesce(%s, error), delivered_at = case when %s::text is null then now() end"
            " where subscription = %s and position = %s",
            (error, error, self._id, position),
        )

    async def _advance(self, position: int, also: str) -> bool:
        before, self.position = self.position, position
        return await self._changed(
            f"update webhooks.subscriptions set position = %s, tries = 0, next_try_at = null, {also}"
            " where id = %s and position = %s and state = 'active'",
            (position, self._id, before),
        )

    async def _changed(self, query: Any, values: tuple[Any, ...]) -> bool:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query, values)
            return cursor.rowcount == 1


def next_wait(settings: WebhookSettings, tries: int, asked: float) -> float | None:
    """How long to wait after so many failed tries, at least what the receiver asks; None: give up."""
    if tries > len(settings.retries):
        return None
    wait = settings.retries[tries - 1]
    return max(wait, min(asked, settings.retries[-1])) * (1 + random() * settings.jitter)


def is_hopeless(settings: WebhookSettings, failing_since: datetime | None) -> bool:
    """Whether it has failed for so long that nobody should go on trying."""
    return failing_since is not None and datetime.now(UTC) - failing_since > timedelta(
        seconds=settings.patience
    )
