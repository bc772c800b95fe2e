"""One rebuild from beginning to end, or from where an earlier one was killed.

Folding (by processes, bucket by bucket), indexing, catching up, comparing with the live rows, exchanging.
Every step is a transaction that is done or not; a new start looks which are.
"""

import multiprocessing
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing.process import BaseProcess
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.errors import LockNotAvailable

from ..digest import Digest
from ..projection import Projection
from .catalogue import Rebuild, RebuildRefused, begin, give_up, hold, note, rebuild_of
from .finish import CatchUp, add_indexes, compared, exchange
from .plan import BUCKETS, Plan, Reading, work_in
from .progress import Meter, Progress, Report
from .work import Orphaned, work

_LOOK = 0.1
_NOTE = 0.5
_PASS_BYTES = 340 * 1024 * 1024
"""How much of the events each job holds in memory at once, about."""
_MADE_OF_A_ROW = 40
"""What a stored event takes beside its bytes, about."""
_ATTEMPTS = 3


class RebuildCancelled(Exception):
    """Somebody asked to give it up. What was built is removed, the live tables are untouched."""


class RebuildFailed(Exception):
    """It did not come to its end. Started again, it goes on from what is done."""


def rebuild(
    conninfo: str,
    projections: Sequence[Projection[Any]],
    reading: Reading,
    *,
    jobs: int = 1,
    report: Report = lambda _progress: None,
) -> Rebuild:
    """Build these read models anew and make them live; return what is written down of it.

    Raises `RebuildRefused`, `RebuildCancelled`, `RebuildFailed`, `psycopg.OperationalError`.
    """
    with psycopg.connect(conninfo, autocommit=True) as control:
        plan = begin(control, projections)
        if not hold(control, plan.id):
            raise RebuildRefused(f"Rebuild {plan.id} of the same read models is going on already.")
        course = _Course(
            conninfo, control, replace(plan, pass_buckets=_pass(control, plan, jobs)), reading, report
        )
        try:
            course.run(jobs)
        except RebuildCancelled:
            give_up(control, plan.id)
            raise
        except (RebuildFailed, LockNotAvailable) as error:
            note(control, plan.id, error=str(error))
            raise RebuildFailed(str(error)) from error
        return rebuild_of(control, plan.id)


def _pass(control: Connection, plan: Plan, jobs: int) -> int:
    """How many buckets a job takes at once: as many as memory holds, in as many passes for each job."""
    row = control.execute("select pg_relation_size('events')").fetchone()
    size = (0 if row is None else int(row[0])) + plan.events * _MADE_OF_A_ROW
    passes = max(jobs, -(-size // _PASS_BYTES))
    passes = -(-passes // jobs) * jobs
    return max(1, -(-BUCKETS // passes))


class _Course:
    def __init__(
        self, conninfo: str, control: Connection, plan: Plan, reading: Reading, report: Report
    ) -> None:
        self._conninfo, self._control, self._plan, self._reading = conninfo, control, plan, reading
        self._report = report
        self._meter = Meter(plan.id, self._total, self._done())
        self._noted = 0.0

    @property
    def _total(self) -> int:
        """Events to be folded: once for all streams side by side, and once for what needs them in order."""
        return self._plan.events * (bool(self._plan.by_stream) + bool(self._plan.across))

    def run(self, jobs: int) -> None:
        note(self._control, self._plan.id, error=None)
        if self._plan.by_stream:
            self._fold(jobs)
        with ExitStack() as stack:
            build, live, last = (
                stack.enter_context(psycopg.connect(self._conninfo, autocommit=True)) for _ in range(3)
            )
            work_in(build, self._plan.schema)
            self._tell("indexing")
            add_indexes(self._conninfo, self._plan, jobs)
            catch_up = CatchUp(self._conninfo, build, self._plan, self._reading)
            before = self._meter.done
            catch_up.to_fence(lambda count: self._tell("folding", self._meter.done + count))
            self._tell("comparing", max(before, self._meter.done))
            digests, matches = compared(live, build, catch_up, self._plan)
            self._tell("exchanging")
            found = digests or self._digests()
            kept = {"digests": {name: str(digest) for name, digest in found.items()}, "matches": matches}
            exchange(last, catch_up, self._plan, kept)
        self._report(self._meter.at("live"))

    def _fold(self, jobs: int) -> None:
        for attempt in range(_ATTEMPTS):
            if self._folded():
                return
            if attempt:
                time.sleep(1)
            self._tell("folding", self._done())
            if jobs == 1 or "fork" not in multiprocessing.get_all_start_methods():
                self._fold_here()
            else:
                self._fold_side_by_side(jobs)
        if not self._folded():
            raise RebuildFailed("A job ended before its time, again and again.")

    def _folded(self) -> bool:
        query = "select not exists (select from rebuilding.buckets where rebuild = %s and not done)"
        row = self._control.execute(query, (self._plan.id,)).fetchone()
        return row is not None and bool(row[0])

    def _fold_here(self) -> None:
        def count(events: int) -> None:
            self._tell("folding", self._meter.done + events)

        work(self._conninfo, self._plan, self._reading, count)

    def _fold_side_by_side(self, jobs: int) -> None:
        before = self._meter.done
        # Forked, so that a job begins at once, with all that this process has loaded.
        context = multiprocessing.get_context("fork")
        counts = context.Array("q", jobs, lock=False)
        workers: list[BaseProcess] = [
            context.Process(
                target=_job, args=(self._conninfo, self._plan, self._reading, counts, number), daemon=True
            )
            for number in range(jobs)
        ]
        for worker in workers:
            worker.start()
        try:
            while any(worker.is_alive() for worker in workers):
                workers[0].join(_LOOK)
                self._tell("folding", before + sum(counts))
        finally:
            for worker in workers:
                worker.terminate()
                worker.join()
        self._tell("folding", self._done())

    def _tell(self, phase: str, done: int | None = None) -> None:
        progress = self._meter.at(phase, done)
        self._report(progress)
        if time.monotonic() > self._noted + _NOTE or phase != "folding":
            self._noted = time.monotonic()
            self._note(progress)

    def _note(self, progress: Progress) -> None:
        note(
            self._control,
            self._plan.id,
            phase=progress.phase,
            done=progress.done,
            per_second=progress.per_second,
            seconds_left=progress.seconds_left,
        )
        if rebuild_of(self._control, self._plan.id).cancel_asked:
            raise RebuildCancelled(f"Rebuild {self._plan.id} is cancelled.")

    def _done(self) -> int:
        query = "select coalesce(sum(events), 0) from rebuilding.buckets where rebuild = %s"
        row = self._control.execute(query, (self._plan.id,)).fetchone()
        return 0 if row is None else int(row[0])

    def _digests(self) -> dict[str, Digest]:
        """Of the rows folded side by side, as they were at the fence."""
        found: dict[str, Digest] = {}
        query = "select digests from rebuilding.buckets where rebuild = %s and digests is not null"
        for (digests,) in self._control.execute(query, (self._plan.id,)).fetchall():
            for name, (text, rows) in digests.items():
                found[name] = found.get(name, Digest()) + Digest.parse(text, rows)
        return found


def _job(conninfo: str, plan: Plan, reading: Reading, counts: Any, number: int) -> None:
    def count(events: int) -> None:
        counts[number] += events

    try:
        work(conninfo, plan, reading, count)
    except (psycopg.OperationalError, Orphaned):
        os._exit(1)  # what is not done is taken up again
