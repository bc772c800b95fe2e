"""Rebuilding the status and the history: against the stock runner, the bare limit, and one job against two.

The bare limit: COPY the same rows out, decode each into its type as quickly as can be, COPY the same result
in; with as many processes, and with no grouping, folding, packing, digest or index. Beside it, the lean limit
decodes of each event only what ours looks at.
"""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
from psycopg import sql

from tongxin.api.runtime.rebuilding import reading
from tongxin.projections.columns import column_types
from tongxin.projections.copy_binary import copied_out, copy_in
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.projections.rebuild.catalogue import drop_replaced
from tongxin.projections.rebuild.plan import BUCKETS, Reading, looked_at
from tongxin.projections.rebuild.rebuild import rebuild
from tongxin.projections.rebuild.streams import TYPE_AT, in_buckets

from .lives import fill
from .measure import PROGRESS, alternate, ratios, spread, summary
from .place import Place, place
from .rivals import stock_projection

_WANTED = (PERSON_STATUS, PERSON_HISTORY)
_JOBS = 2
_AT_ONCE = 4000
_EVENTS = sql.SQL("select stream, version, position, type, state from events where {}")


@dataclass(slots=True)
class Ours:
    """Rebuilds, each as if nothing were live yet."""

    conninfo: str
    events: int
    way: Reading
    seconds: dict[int, list[float]] = field(default_factory=dict)

    def run(self, jobs: int) -> float:
        """Events a second, from the command to the exchange."""
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            connection.execute("delete from notification_tracking")
            began = time.perf_counter()
            done = rebuild(self.conninfo, _WANTED, self.way, jobs=jobs)
            took = time.perf_counter() - began
            drop_replaced(connection, done.id)
            row = connection.execute("select count(*) from person_history").fetchone()
        if row is None or row[0] != self.events:
            raise RuntimeError(f"{self.events} events, {row} entries of the history")
        self.seconds.setdefault(jobs, []).append(round(took, 2))
        return self.events / took


class Limit:
    """COPY out, decode, COPY in. The result is read beforehand, from what a rebuild has built."""

    def __init__(self, conninfo: str, events: int, way: Reading) -> None:
        self._conninfo, self._events = conninfo, events
        self._readers = {"whole": way.quick(None), "lean": way.quick(looked_at(_WANTED))}
        self._results: list[dict[str, list[list[bytes]]]] = []

    def learn(self) -> None:
        """Read the result, a share for each process."""
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            for kind in _WANTED:
                like = f"create table limit_{kind.name} (like {kind.name} including generated)"
                connection.execute(like.encode())
            for number in range(_JOBS):
                self._results.append({kind.name: _rows_of(connection, kind, number) for kind in _WANTED})

    def run(self, decoding: str) -> float:
        """Events a second. `decoding`: the whole event, or as lean as ours."""
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            connection.execute("truncate limit_person_status, limit_person_history")
        context = multiprocessing.get_context("fork")
        workers = [context.Process(target=self._work, args=(number, decoding)) for number in range(_JOBS)]
        began = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        took = time.perf_counter() - began
        if any(worker.exitcode for worker in workers):
            raise RuntimeError("the limit has failed")
        return self._events / took

    def _work(self, number: int, decoding: str) -> None:
        gc.disable()
        readers = self._readers[decoding]
        query = _EVENTS.format(in_buckets(_share(number)))
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            connection.execute("set max_parallel_workers_per_gather = 0")
            connection.execute("set synchronous_commit = off")
            for row in copied_out(connection, query):
                end = TYPE_AT + row[TYPE_AT - 1]
                if (reader := readers.get(row[TYPE_AT:end])) is not None:
                    reader(row[end + 4 :])
            with connection.transaction():
                for name, rows in self._results[number].items():
                    target = _target(name)
                    for at_once in rows:
                        copy_in(connection, target, at_once)


def _share(number: int) -> Sequence[int]:
    return range(number * BUCKETS // _JOBS, (number + 1) * BUCKETS // _JOBS)


def _target(name: str) -> sql.Composed:
    row = next(kind.row for kind in _WANTED if kind.name == name)
    columns = sql.SQL(", ").join(map(sql.Identifier, column_types(row)))
    return sql.SQL("{} ({})").format(sql.Identifier(f"limit_{name}"), columns)


def _rows_of(connection: psycopg.Connection[Any], kind: Any, number: int) -> list[list[bytes]]:
    query = sql.SQL("select {} from {} where {}").format(
        sql.SQL(", ").join(map(sql.Identifier, column_types(kind.row))),
        sql.Identifier(kind.name),
        in_buckets(_share(number)),
    )
    rows = list(copied_out(connection, query))
    return [[b"".join(rows[begin : begin + _AT_ONCE])] for begin in range(0, len(rows), _AT_ONCE)]


def run(*, quick: bool) -> dict[str, Any]:
    """The ratios, from rebuilds of a million events."""
    events, stock_events, rounds = (3_000, 300, 1) if quick else (1_000_000, 10_000, 5)
    with place() as where, ExitStack() as stack:
        PROGRESS.print(f"filling with {events:,} events")
        ours, limit = _ready(where, stack, events)
        stock = where.database()
        stock_projection.fill(stock, stock_events)
        commit_ms = {"before": where.commit_ms()}
        turns: dict[str, Callable[[], float]] = {
            "jobs_2": partial(ours.run, 2),
            "limit": partial(limit.run, "whole"),
            "limit_lean": partial(limit.run, "lean"),
            "jobs_1": partial(ours.run, 1),
            "stock": partial(stock_projection.project, stock),
        }
        figures = alternate(turns, rounds, f"rebuilding {ours.events:,} events")
        commit_ms["after"] = where.commit_ms()
    found, of_rounds = summary(
        {
            "vs_stock": ratios(figures, "jobs_2", "stock"),
            "vs_limit": ratios(figures, "jobs_2", "limit"),
            "jobs_2_vs_1": ratios(figures, "jobs_2", "jobs_1"),
        }
    )
    lean = ratios(figures, "jobs_2", "limit_lean")
    return {
        "ratios": found,
        "raw": {
            "events": ours.events,
            "per_second": {name: spread(values) for name, values in figures.items()},
            "seconds": {str(jobs): taken for jobs, taken in ours.seconds.items()},
            "of_rounds": of_rounds | {"vs_limit_lean": spread(lean, 3)},
            "commit_ms": commit_ms,
        },
    }


def _ready(where: Place, stack: ExitStack, events: int) -> tuple[Ours, Limit]:
    conninfo = where.database()
    stored = fill(conninfo, where.folder, events)
    way = stack.enter_context(reading(conninfo))
    ours, limit = Ours(conninfo, stored, way), Limit(conninfo, stored, way)
    ours.run(_JOBS)  # to warm up, and for the result that the limit copies
    ours.seconds.clear()
    limit.learn()
    return ours, limit
