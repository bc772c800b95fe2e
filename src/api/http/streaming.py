"""Answers that do not end by themselves: how many there may be, and that they end with the service."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .problems import BadRequest


class Streaming:
    """The open streams of one process. `most`: how many there may be at a time."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._ending = asyncio.Event()

    @property
    def is_ending(self) -> bool:
        """Whether the service is about to stop."""
        return self._ending.is_set()

    def end(self) -> None:
        """End all streams, so that the service need not wait for those who listen."""
        self._ending.set()

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)

    @contextmanager
    def place(self) -> Iterator[None]:
        """One stream. Raises `BadRequest` where there are too many."""
        if not self._free:
            raise BadRequest(503, "too-many-streams", "So many streams are open as may be; ask again later.")
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1
