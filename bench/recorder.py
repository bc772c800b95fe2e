"""Appends alone: group commit against the stock recorder and raw INSERT, at 1, 8 and 32 writers."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresFactory

from tongxin.store.migrations import migrate

from .appends import COMMITTERS, STATE, TYPE, appends, new_stream
from .measure import alternate, ratios, spread, summary
from .place import place
from .rivals.stock import environment

Store = Callable[[UUID, int], None]
"""Stores one event durably."""

_RAW_TABLE = """
create table raw_events (
    stream      uuid     not null,
    version     bigint   not null,
    position    bigserial not null,
    command     uuid,
    bucket      smallint not null generated always as (get_byte(uuid_send(stream), 15) & 63) stored,
    fingerprint bytea,
    type        text     not null,
    state       bytea    not null,
    primary key (stream, version)
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
create index on raw_events (position);
alter table raw_events alter column state set storage external;
"""


@dataclass(slots=True)
class Contender:
    """A way to store events, in a database of its own. `stored`: how many it says it has."""

    conninfo: str
    table: str
    stored: int = 0

    def run(self, writers: int, seconds: float) -> float:
        """Events a second by so many writers."""
        stored, per_second = self.write(writers, seconds)
        self.stored += stored
        return per_second

    def write(self, writers: int, seconds: float) -> tuple[int, float]:
        """How many events were stored, and how many a second."""
        raise NotImplementedError

    def check(self) -> None:
        """What it says it has stored is there."""
        with psycopg.connect(self.conninfo) as connection:
            row = connection.execute(f"select count(*) from {self.table}".encode()).fetchone()
        if row is None or row[0] != self.stored:
            raise RuntimeError(f"{self.stored} events were stored, {self.table} has {row}")


class Ours(Contender):
    """Group commit."""

    def write(self, writers: int, seconds: float) -> tuple[int, float]:
        """As the service does."""
        return appends(self.conninfo, [new_stream() for _ in range(writers)], seconds=seconds)


@dataclass(slots=True)
class Threads(Contender):
    """One thread a writer. `opened` gives each what it stores with."""

    opened: Callable[[], AbstractContextManager[Store]] | None = None

    def write(self, writers: int, seconds: float) -> tuple[int, float]:
        """Connecting, and the first event of each thread, are not measured."""
        assert self.opened is not None
        opened = self.opened
        ready = Barrier(writers)

        def work() -> tuple[int, float, float]:
            try:
                with opened() as store:
                    stream, version = uuid4(), 1
                    store(stream, version)
                    ready.wait(60)
                    began = time.perf_counter()
                    while time.perf_counter() < began + seconds:
                        version += 1
                        store(stream, version)
                    return version, began, time.perf_counter()
            except BaseException:
                ready.abort()
                raise

        with ThreadPoolExecutor(writers) as pool:
            done = [future.result() for future in [pool.submit(work) for _ in range(writers)]]
        stored = sum(versions for versions, _, _ in done)
        took = max(ended for _, _, ended in done) - min(began for _, began, _ in done)
        return stored, (stored - writers) / took


def stock(factory: PostgresFactory, conninfo: str) -> Contender:
    """The library's own recorder, without its unsafe switch."""
    recorder = factory.application_recorder()
    assert isinstance(recorder, PostgresApplicationRecorder)

    def store(stream: UUID, version: int) -> None:
        recorder.insert_events([StoredEvent(stream, version, TYPE, STATE)])

    @contextmanager
    def opened() -> Iterator[Store]:
        yield store

    return Threads(conninfo, recorder.events_table_name, opened=opened)


def raw(conninfo: str) -> Contender:
    """INSERT, one commit each, on a connection a thread; a table with the columns and indexes of ours."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_RAW_TABLE)

    @contextmanager
    def opened() -> Iterator[Store]:
        with psycopg.connect(conninfo, autocommit=True) as connection:

            def store(stream: UUID, version: int) -> None:
                connection.execute(
                    "insert into raw_events (stream, version, command, fingerprint, type, state)"
                    " values (%s, %s, %s, %s, %s, %s)",
                    (stream, version, uuid4(), b"0123456789abcdef", TYPE, STATE),
                    prepare=True,
                    binary=True,
                )

            yield store

    return Threads(conninfo, "raw_events", opened=opened)


def run(*, quick: bool) -> dict[str, Any]:
    """Ratios at 1 and 32 writers; raw figures at 8, too."""
    seconds, rounds = (0.2, 1) if quick else (2.0, 9)
    with place() as where, ExitStack() as stack:
        databases = [where.database() for _ in range(3)]
        migrate(databases[0])
        factory = stack.enter_context(PostgresFactory(environment(databases[1])))
        contenders: dict[str, Contender] = {
            "ours": Ours(databases[0], "events"),
            "stock": stock(factory, databases[1]),
            "raw": raw(databases[2]),
        }
        commit_ms = {"before": where.commit_ms()}
        figures = {}
        for writers in (1, 8, 32):
            turns = {name: partial(contender.run, writers, seconds) for name, contender in contenders.items()}
            if not quick:
                alternate(turns, 1, "warming up")
            figures[writers] = alternate(turns, rounds, f"{writers} writers")
        commit_ms["after"] = where.commit_ms()
        for contender in contenders.values():
            contender.check()
    found, of_rounds = summary(
        {
            "vs_stock_1": ratios(figures[1], "ours", "stock"),
            "vs_stock_32": ratios(figures[32], "ours", "stock"),
            "vs_raw_32": ratios(figures[32], "ours", "raw"),
        }
    )
    per_second = {str(n): {k: spread(v) for k, v in measured.items()} for n, measured in figures.items()}
    return {
        "ratios": found,
        "raw": {
            "per_second": per_second,
            "of_rounds": of_rounds,
            "commit_ms": commit_ms,
            "committers": COMMITTERS,
        },
    }
