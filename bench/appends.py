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


def appends(
    conninfo: str, sources: Sequence[Source], *, seconds: float = 3600.0, each: int | None = None
) -> tuple[int, float]:
    """Append with a writer per source for so long, or so many times each.

    Returns how many events were stored, and how many a second. Connecting, and the first append of each
    writer, are not measured.
    """
    return uvloop.run(_appends(conninfo, sources, seconds, each))


async def _appends(
    conninfo: str, sources: Sequence[Source], seconds: float, each: int | None
) -> tuple[int, float]:
    committing = GroupCommit(conninfo, committers=COMMITTERS)

    async def append(source: Source) -> None:
        stream, version = next(source)
        event = NewEvent(stream, version, TYPE, STATE)
        await committing.append(Append([event], Receipt(stream, uuid4(), b"0123456789abcdef")))

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
    await committing.close()
    return done + len(sources), done / took
