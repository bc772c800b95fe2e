"""The policies that decisions are given: those that come with the code, and what the register says.

In this process a publication counts from the next command on. Other processes look once a second.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from structlog import get_logger

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.policies.book import PolicyBook
from ...domain.policy_register.state import NEW_REGISTER, REGISTER, Register, evolve, fold
from ...store.streams import Streams
from .asked import Asked, Outcome
from .service import CommandService

_LOG = get_logger("tongxin.policies")
STALE = 1.0
"""Seconds between looks at the register: another process's publication is not seen for so long at most."""
_NEVER = datetime.min.replace(tzinfo=UTC)


class KnownPolicies:
    """Every policy there is, as far as this process has read the register."""

    def __init__(self, shipped: PolicyBook, streams: Streams) -> None:
        self._shipped = shipped
        self._streams = streams
        self._register: Register = NEW_REGISTER
        self._reading = asyncio.Lock()
        self.book = shipped
        self.version = 0
        """Of the register: how many publications and retirements are counted in."""
        self.changed_at = _NEVER
        """When the last of them was recorded."""

    async def refresh(self) -> None:
        """Read what is new in the register. Raises where it cannot be; the policies stay as they were."""
        async with self._reading:
            new = await self._streams.history(REGISTER, after=self.version)
            if new:
                self._take(new)

    def _take(self, new: list[Recorded[Event]]) -> None:
        if self.version:
            _LOG.info("policies_changed", version=new[-1].version)
        register = self._register
        for recorded in new:
            register = evolve(register, recorded.event)
        book = register.over(self._shipped)
        self._register, self.book = register, book
        self.version, self.changed_at = new[-1].version, new[-1].recorded_at

    def as_of(self, history: Sequence[Recorded[Event]]) -> PolicyBook:
        """The policies when this was all that the register said."""
        return fold(recorded.event for recorded in history).over(self._shipped)

    @asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        """Read the register now, and once a second while the block runs."""
        await self.refresh()
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(STALE)
            await self.refresh_or_tell()

    async def refresh_or_tell(self) -> None:
        """Read what is new in the register; where it cannot be read, log it, and go on with what is known."""
        try:
            await self.refresh()
        except (PoolTimeout, OperationalError) as error:
            _LOG.warning("register_not_read", error=str(error).strip())
        except Exception as error:  # such as an event of a newer release: what is known goes on to count
            _LOG.error("register_not_read", error=f"{type(error).__name__}: {error}")


class RegisterService:
    """Publishes and retires policies, and has them count at once in this process."""

    def __init__(self, commands: CommandService, known: KnownPolicies) -> None:
        self._commands = commands
        self._known = known

    async def handle(self, asked: Asked) -> Outcome:
        """Grant a command durably, or raise, as `CommandService.handle` does."""
        outcome = await self._commands.handle(replace(asked, only_stream=REGISTER))
        await self._known.refresh_or_tell()
        return outcome
