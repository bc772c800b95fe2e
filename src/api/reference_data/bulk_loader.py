"""Loading the persons of a large county in several processes, on the bulk path.

Each process tells some lives at a time and appends them. A load that was interrupted is simply started again:
what is stored already is told once more and recognised, not stored twice.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from psycopg import Connection

from ...domain.kinds import PERSON
from ...domain.policies.book import PolicyBook
from ...domain.refusals import Refused
from ...store.append import AppendRefused
from ...store.keys import load_or_create
from ..runtime.asked import Asked
from ..runtime.bulk import Bulk
from ..runtime.changes import WrongChange
from .county import County, county
from .histories import history
from .loader import Progress, StepRefused, Written
from .steps import Story

_AT_ONCE = 100
"""Lives that a process is given at a time."""
_WAITING = 4
"""Portions given out for each process."""


class NotGranted(Exception):
    """A command of some person was not granted: says which and why."""


def load_persons(
    conninfo: str,
    key_file: Path,
    policies: PolicyBook,
    *,
    persons: int | None,
    seed: int | None,
    jobs: int,
    report: Callable[[Progress], None],
) -> Written:
    """Every person of the county; `persons` and `seed`: the calibration's, if not given.

    Raises `NotGranted`.
    """
    count, began = len(county(seed, persons).lives), monotonic()
    total = Written()
    with ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(conninfo, key_file, policies, persons, seed),
    ) as processes:
        for written in _in_turn(processes, count, jobs * _WAITING):
            total = _added(total, written)
            report(
                Progress(
                    persons_done=total.persons,
                    persons=count,
                    cases_done=0,
                    commands=total.commands + total.replayed,
                    events=total.events.total(),
                    seconds=monotonic() - began,
                )
            )
    return total


def _in_turn(processes: ProcessPoolExecutor, count: int, waiting: int) -> Iterator[Written]:
    given: list[Future[Written]] = []
    for first in range(0, count, _AT_ONCE):
        given.append(processes.submit(_write, first, min(first + _AT_ONCE, count)))
        if len(given) >= waiting:
            yield given.pop(0).result()
    for future in given:
        yield future.result()


def _added(one: Written, other: Written) -> Written:
    return Written(
        one.persons + other.persons,
        one.commands + other.commands,
        one.replayed + other.replayed,
        one.events + other.events,
        max(one.position, other.position),
    )


_AT_WORK: list[tuple[County, Bulk]] = []
"""What a process works with."""


def _begin(
    conninfo: str, key_file: Path, policies: PolicyBook, persons: int | None, seed: int | None
) -> None:
    connection = Connection.connect(conninfo, autocommit=True)
    _AT_WORK.append((county(seed, persons), Bulk(connection, load_or_create(key_file), policies)))


def _tell(bulk: Bulk, story: Story) -> None:
    step = story.steps[0]

    def commands() -> Iterator[Asked]:
        nonlocal step
        stream = None
        for step in story.steps:
            yield story.asked(step, stream)
            stream = story.stream

    try:
        bulk.add(PERSON, commands())
    except (Refused, WrongChange, AppendRefused) as why:
        raise NotGranted(str(StepRefused(step, why))) from None


def _write(first: int, end: int) -> Written:
    told, bulk = _AT_WORK[0]
    before = bulk.commands, bulk.replayed, bulk.events.copy()
    for life in told.lives[first:end]:
        _tell(bulk, history(told.setting, life))
    bulk.flush()
    commands, replayed, events = before
    return Written(
        end - first,
        bulk.commands - commands,
        bulk.replayed - replayed,
        bulk.events - events,
        bulk.position,
    )
