"""Appends through group commit by tasks of one event loop, each with a receipt: as the service makes them."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from itertools import count
from uuid import UUID, uuid4

import uvloop

from tongxin.api.runtime.settings import Settings
from tongxin.store.append import Append, NewEvent, Receipt
from tongxin.store.group_commit import GroupCommit

STATE = os.urandom(300)
TYPE = "person.screened/1"
COMMITTERS = int(Settings.model_fields["committers"].default)

Source = Iterator[tuple[UUID, int]]
"""Streams and versions for the events of one writer."""


def new_stream() -> Source:
    """The versions of a stream that nobody has written to."""
    stream = uuid4()
    return ((stream, version) for version in count(1))


class Appending:
    """A group commit that stays connected, as the service's does. Close it when done."""

    def __init__(self, conninfo: str) -> None:
        self._runner = _runner()
        self._committing = self._runner.run(_group_commit(conninfo))

    def run(
        self, sources: Sequence[Source], *, seconds: float = 3600.0, each: int | None = None
    ) -> tuple[int, float]:
        """Append with a writer per source for so long, or so many times each.

        Returns how many events were stored, and how many a second. The first append of each writer is
        not measured.
        """
        return self._runner.run(_appends(self._committing, sources, seconds, each))

    def close(self) -> None:
        """Disconnect."""
        self._runner.run(self._committing.close())
        self._runner.close()


def appends(conninfo: str, sources: Sequence[Source], *, seconds: float) -> tuple[int, float]:
    """The same over a connection of its own. Connecting is not measured."""
    appending = Appending(conninfo)
    try:
        return appending.run(sources, seconds=seconds)
    finally:
        appending.close()


def _runner() -> asyncio.Runner:
    """A loop as the service's server runs it."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


async def _group_commit(conninfo: str) -> GroupCommit:
    return GroupCommit(conninfo, committers=COMMITTERS)


async def _appends(
    committing: GroupCommit, sources: Sequence[Source], seconds: float, each: int | None
) -> tuple[int, float]:
    async def append(source: Source) -> None:
        stream, version = next(source)
        event = NewEvent(stream, version, TYPE, STATE)
        await committing.append(Append([event], Receipt(uuid4(), b"0123456789abcdef")))

    async def write(source: Source, ends: float) -> int:
        done = 0
        while time.perf_counter() < ends and done != each:
            await append(source)
            done += 1
        return done

    await asyncio.gather(*(append(source) for source in sources))
    began = time.perf_counter()
    done = sum(await asyncio.gather(*(write(source, began + seconds) for source in sources)))
    took = time.perf_counter() - began
    return done + len(sources), done / took
