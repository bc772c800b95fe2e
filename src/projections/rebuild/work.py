"""One job of a rebuild: takes buckets that are not done, writes their rows and that they are."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from ..columns import column_types
from ..copy_binary import RowPacker, copy_in
from ..digest import Digest, digest_of_packed
from .fold import Folded, StreamFold
from .plan import Plan, Reading, work_in
from .streams import by_stream

_ROWS_AT_ONCE = 4000

Count = Callable[[int], None]
"""Is told how many events are folded, each time some are."""


class Orphaned(Exception):
    """The process that started this one is gone; another one may go on from what is done."""


def work(conninfo: str, plan: Plan, reading: Reading, count: Count) -> None:
    """Build buckets until none is left that nobody works at."""
    parent = os.getppid()
    with (
        psycopg.connect(conninfo, autocommit=True) as reader,
        psycopg.connect(conninfo, autocommit=True) as writer,
        _without_gc(),
    ):
        reader.execute("set max_parallel_workers_per_gather = 0")
        work_in(writer, plan.schema)
        while _some_buckets(reader, writer, plan, reading, count):
            if os.getppid() != parent:
                raise Orphaned


def _some_buckets(reader: Connection, writer: Connection, plan: Plan, reading: Reading, count: Count) -> bool:
    with writer.transaction():
        buckets = _claimed(writer, plan)
        if not buckets:
            return False
        troubled = writer.execute(
            "select distinct stream from public.set_aside where bucket = any(%s)", (buckets,)
        ).fetchall()
        fold = StreamFold(plan.by_stream, reading, {stream for (stream,) in troubled})
        sink = _Sink(writer, plan)
        streams = by_stream(reader, buckets, plan.fence)
        for stream in sorted(streams):  # the server sorts them by its key again, which is then half the work
            stored = streams.pop(stream)
            fold.fold(stream, stored, sink.folded)
            sink.events += len(stored)
            if sink.is_full():
                sink.write(count)
        sink.write(count)
        sink.note(buckets)
    return True


def _claimed(writer: Connection, plan: Plan) -> list[int]:
    found = writer.execute(
        "select bucket from rebuilding.buckets where rebuild = %s and not done order by bucket"
        " for update skip locked limit %s",
        (plan.id, plan.pass_buckets),
    ).fetchall()
    return [bucket for (bucket,) in found]


class _Sink:
    """Rows on their way into the tables of one transaction."""

    def __init__(self, writer: Connection, plan: Plan) -> None:
        self._writer, self._plan = writer, plan
        kinds = [kind for kind in plan.kinds if kind.name in _tables_by_stream(plan)]
        self._packers = {kind.name: RowPacker(kind.row) for kind in kinds}
        self._targets = {kind.name: _target(kind.name, kind.row) for kind in kinds}
        self._digests = {kind.name: Digest() for kind in kinds}
        self.folded = Folded({kind.name: [] for kind in kinds})
        self.events = 0
        self._counted = 0
        self._done = 0

    def is_full(self) -> bool:
        """Whether enough rows wait to be worth writing."""
        waiting = [*self.folded.rows.values(), *self.folded.packed.values()]
        return sum(map(len, waiting)) > _ROWS_AT_ONCE

    def write(self, count: Count) -> None:
        """Pack what waits, count it into the digests, and copy it in."""
        for name, rows in self.folded.rows.items():
            packed = self.folded.packed[name]
            packed += self._packers[name].packed(rows)
            if packed:
                self._digests[name] += digest_of_packed(packed)
                copy_in(self._writer, self._targets[name], packed)
            rows.clear()
            packed.clear()
        count(self.events - self._counted)
        self._counted = self.events

    def note(self, buckets: Sequence[int]) -> None:
        """Write down, in the same transaction, that these buckets are done."""
        for aside in self.folded.aside:
            aside.note(self._writer)
        digests = {name: [str(digest), digest.rows] for name, digest in self._digests.items()}
        self._writer.execute(
            "update rebuilding.buckets set done = true,"
            " events = case when bucket = %s then %s else 0 end,"
            " digests = case when bucket = %s then %s end where rebuild = %s and bucket = any(%s)",
            (buckets[0], self.events, buckets[0], Jsonb(digests), self._plan.id, list(buckets)),
        )


def _tables_by_stream(plan: Plan) -> set[str]:
    parts = [projection.part.name for projection in plan.by_stream if projection.part is not None]
    return {projection.name for projection in plan.by_stream} | set(parts)


def _target(name: str, row: type[Any]) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, column_types(row)))
    return sql.SQL("{} ({})").format(sql.Identifier(name), columns)


@contextmanager
def _without_gc() -> Iterator[None]:
    """Millions of rows without a cycle among them are not worth looking through again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
