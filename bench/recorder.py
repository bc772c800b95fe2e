"""Appends alone: group commit against the stock recorder and raw INSERT, at 1, 8 and 32 writers."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import uvloop
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresFactory

from tongxin.store.append import Append, NewEvent, Receipt
from tongxin.store.group_commit import GroupCommit
from tongxin.store.migrations import migrate

from .measure import alternate, ratio, spread
from .place import place
from .rivals.stock import environment

STATE = os.urandom(300)
_TYPE = "person.screened/1"


def ours(conninfo: str, writers: int, seconds: float) -> float:
    """Appends a second by tasks of one event loop, each with a receipt, as the service does."""

    async def work() -> int:
        committing = GroupCommit(conninfo, committers=1)
        ends = time.perf_counter() + seconds
        done = 0

        async def writer() -> None:
            nonlocal done
            stream, version = uuid4(), 0
            while time.perf_counter() < ends:
                version += 1
                event = NewEvent(stream, version, _TYPE, STATE)
                await committing.append(Append([event], Receipt(stream, uuid4(), b"0123456789abcdef")))
                done += 1

        await asyncio.gather(*(writer() for _ in range(writers)))
        await committing.close()
        return done

    return uvloop.run(work()) / seconds


def _threads(writers: int, seconds: float, writer: Callable[[float], int]) -> float:
    counts = [0] * writers
    ends = time.perf_counter() + seconds

    def work(number: int) -> None:
        counts[number] = writer(ends)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def stock(factory: PostgresFactory, writers: int, seconds: float) -> float:
    """Appends a second by threads on the library's own recorder."""
    recorder = factory.application_recorder()

    def writer(ends: float) -> int:
        stream, version = uuid4(), 0
        while time.perf_counter() < ends:
            version += 1
            recorder.insert_events([StoredEvent(stream, version, _TYPE, STATE)])
        return version

    return _threads(writers, seconds, writer)


def raw(conninfo: str, writers: int, seconds: float) -> float:
    """Appends a second by threads with a connection each: INSERT, one commit each."""

    def writer(ends: float) -> int:
        stream, version = uuid4(), 0
        with psycopg.connect(conninfo, autocommit=True) as connection:
            while time.perf_counter() < ends:
                version += 1
                connection.execute(
                    "insert into raw_events (stream, version, type, state) values (%s, %s, %s, %s)",
                    (stream, version, _TYPE, STATE),
                    prepare=True,
                    binary=True,
                )
        return version

    return _threads(writers, seconds, writer)


def run(*, quick: bool) -> dict[str, Any]:
    """Ratios at 1 and 32 writers; raw figures at 8, too."""
    seconds, rounds = (0.4, 1) if quick else (2.0, 5)
    with place() as where, ExitStack() as stack:
        conninfo, stock_database, raw_database = (where.database() for _ in range(3))
        migrate(conninfo)
        factory = stack.enter_context(PostgresFactory(environment(stock_database)))
        with psycopg.connect(raw_database, autocommit=True) as connection:
            connection.execute(
                "create table raw_events (stream uuid, version bigint, position bigserial,"
                " type text not null, state bytea not null, primary key (stream, version))"
            )
            connection.execute("create index on raw_events (position)")
        figures = {}
        for writers in (1, 8, 32):
            contenders: dict[str, Callable[[], float]] = {
                "ours": partial(ours, conninfo, writers, seconds),
                "stock": partial(stock, factory, writers, seconds),
                "raw": partial(raw, raw_database, writers, seconds),
            }
            alternate(contenders, 1, "warming up")
            figures[writers] = alternate(contenders, rounds, f"{writers} writers")
    return {
        "ratios": {
            "vs_stock_1": ratio(figures[1], "ours", "stock"),
            "vs_stock_32": ratio(figures[32], "ours", "stock"),
            "vs_raw_32": ratio(figures[32], "ours", "raw"),
        },
        "raw": {str(n): {k: spread(v) for k, v in measured.items()} for n, measured in figures.items()},
    }
