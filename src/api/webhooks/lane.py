"""What is to be delivered to one receiver, in order: an event's turn comes when the one before is settled."""

from collections.abc import Callable

from structlog import get_logger

from ...domain.commands import Actor
from ...projections.queries import Queries
from ...projections.runner import Undecodable
from ...store.keys import MasterKey
from ...store.streams import Pool
from ..runtime.cloud_events import as_json, message_id
from ..runtime.event_pages import EventPages, Fed, FeedFilter
from ..runtime.webhook_settings import WebhookSettings
from .progress import Progress, is_hopeless, next_wait
from .sending import Outcome, Sender
from .subscriptions import Subscription, Subscriptions

_LOG = get_logger("tongxin.deliverer")
_PAGE = 50


class Lanes:
    """What all lanes share."""

    def __init__(
        self, pool: Pool, pages: EventPages, master: MasterKey, settings: WebhookSettings, sender: Sender
    ) -> None:
        self.pool, self.pages, self.master = pool, pages, master
        self.settings, self.sender = settings, sender
        self.queries, self.subscriptions = Queries(pool), Subscriptions(pool)


class Lane:
    """One receiver. `is_stopping`: asked between two deliveries."""

    def __init__(self, lanes: Lanes, subscription: Subscription, is_stopping: Callable[[], bool]) -> None:
        self._lanes = lanes
        self._subscription = subscription
        self._is_stopping = is_stopping
        self._progress = Progress(lanes.pool, subscription)
        cipher = lanes.master.unwrap(subscription.key)
        self._secret = cipher.unseal(subscription.secret, subscription.id.bytes).decode()

    async def run(self, is_waiting: bool) -> None:
        """Deliver until nothing is left, or the receiver fails. `is_waiting`: only what was asked again."""
        for position in await self._progress.asked_again():
            await self._again(position)
        while not is_waiting and not self._is_stopping():
            page = await self._lanes.pages.page(self._subscription.wanted, self._progress.position, _PAGE)
            for fed in page.events:
                if self._is_stopping() or not await self._settled(fed):
                    return
            if page.next > self._progress.position and not await self._progress.passed(page.next):
                return
            if page.at_end:
                return

    async def _settled(self, fed: Fed) -> bool:
        """Deliver an event. False where its turn has not passed, or is no longer ours."""
        if not self._progress.tries:
            await self._note(fed)
        outcome = await self._send(fed)
        if outcome.error is None:
            return await self._progress.delivered(fed.position)
        settings, progress = self._lanes.settings, self._progress
        if outcome.is_gone or is_hopeless(settings, progress.failing_since):
            await self._disabled(outcome.error)
            return False
        wait = next_wait(settings, progress.tries + 1, outcome.wait)
        if wait is None:
            _LOG.error("gave_up", subscription=self._id, position=fed.position, error=outcome.error)
            return await progress.gave_up(fed, type_of(fed), outcome.error)
        _LOG.warning("try_failed", subscription=self._id, position=fed.position, error=outcome.error)
        await progress.failed(outcome.error, wait)
        return False

    async def _again(self, position: int) -> None:
        """One more try for a dead letter, out of its turn."""
        page = await self._lanes.pages.page(FeedFilter(), position - 1, 1)
        for fed in page.events:
            if fed.position == position:
                await self._note(fed)
                outcome = await self._send(fed)
                await self._progress.tried_again(position, outcome.error)

    async def _disabled(self, error: str) -> None:
        await self._lanes.subscriptions.disable(self._subscription.id, error)
        _LOG.error("disabled", subscription=self._id, error=error)

    async def _send(self, fed: Fed) -> Outcome:
        target = self._subscription.target
        return await self._lanes.sender.send(target, self._secret, message_id(fed), as_json(fed))

    async def _note(self, fed: Fed) -> None:
        """Log the read, before anything leaves."""
        about = self._subscription
        actor = Actor(user=f"webhook:{about.id}", role="receiver", unit=about.unit)
        await self._lanes.queries.log_read([fed.stream], actor, about.purpose, "webhook", self._id)

    @property
    def _id(self) -> str:
        return str(self._subscription.id)


def type_of(fed: Fed) -> str:
    """The stored name of an event."""
    return fed.event.type if isinstance(fed.event, Undecodable) else fed.event.event.TYPE
