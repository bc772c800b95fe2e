"""Persons at a past moment, a range of streams at a time: what a worker process of `county_past` does.

Nothing of a range is kept but the rows asked for; of events, one stream's at a time are in memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import Connection
from structlog import get_logger

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kinds import PERSON
from ...domain.moment import Moment
from ...projections.at_moment import status_at
from ...projections.person_filter import PersonFilter, matches
from ...projections.person_status import PERSON_STATUS, PersonStatus
from ...store.codec import decode
from ...store.lean import Dated
from . import logs
from .memory import settle
from .past import Stored, seen
from .worker_process import work_for_parent

_LOG = get_logger("tongxin.county_past")
_SUBJECT = PERSON.begins_with.TYPE.partition("/")[0] + "/"  # with the kind come all its event types
_AT_ONCE = 2000
_STREAMS = (
    "select stream, version, position, type, state from events"
    " where stream between %s and %s and position <= %s order by stream, version"
)


@dataclass(frozen=True, slots=True)
class Range:
    """The streams from one to another, both included, with their events up to a position."""

    first: UUID
    last: UUID
    upto: int


@dataclass(slots=True)
class Counted:
    """How many persons, in all and by the values of each field asked for."""

    persons: int
    by: dict[str, Counter[str | None]]

    def add(self, other: "Counted") -> None:
        """Count these too."""
        self.persons += other.persons
        for name, counts in other.by.items():
            self.by[name].update(counts)


class _Process:
    """What this process works with."""

    conninfo: str
    connection: Connection


def begin(conninfo: str, log_file: Path | None) -> None:
    """Prepare this process. It ends when the one that started it is gone, and leaves Ctrl-C to that one."""
    work_for_parent()
    logs.set_up(log_file)
    settle()
    _Process.conninfo = conninfo
    _Process.connection = psycopg.connect(conninfo, autocommit=True)


def listed(where: Range, wanted: PersonFilter, moment: Moment, limit: int) -> list[PersonStatus]:
    """The first rows of a range that the filter lets through, in the order of their streams."""
    found: list[PersonStatus] = []
    for row in _rows(where, moment):
        if matches(row, wanted):
            found.append(row)
            if len(found) == limit:
                break
    return found


def counted(where: Range, wanted: PersonFilter, moment: Moment, fields: Sequence[str]) -> Counted:
    """How many persons of a range the filter lets through."""
    came = Counted(0, {name: Counter() for name in fields})
    for row in _rows(where, moment):
        if matches(row, wanted):
            came.persons += 1
            for name in fields:
                came.by[name][getattr(row, name)] += 1
    return came


def _rows(where: Range, moment: Moment) -> Iterator[PersonStatus]:
    connection = _connected()
    with connection.transaction(), connection.cursor("county_past", binary=True) as cursor:
        cursor.itersize = _AT_ONCE
        cursor.execute(_STREAMS, (where.first, where.last, where.upto))
        for stream, stored in _persons(cursor):
            row = _row(stream, stored, moment)
            if row is not None:
                yield row


def _connected() -> Connection:
    """The connection of this process, made anew where it was lost."""
    if _Process.connection.closed:
        _Process.connection = psycopg.connect(_Process.conninfo, autocommit=True)
    return _Process.connection


def _persons(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[UUID, list[Stored]]]:
    """One person after the other, with the stored events."""
    stream, is_person, stored = UUID(int=0), False, list[Stored]()
    for row in rows:
        if row[0] != stream:
            if stored:
                yield stream, stored
            stream, is_person, stored = row[0], row[3].startswith(_SUBJECT), []
        if is_person:
            stored.append(row[1:])
    if stored:
        yield stream, stored


def _row(stream: UUID, stored: list[Stored], moment: Moment) -> PersonStatus | None:
    try:
        return status_at(seen(stream, stored, PERSON_STATUS, base=Dated), moment)
    except Exception:  # reading each whole tells which one it is, and whether it was that
        return status_at(_readable(stream, stored), moment)


def _readable(stream: UUID, stored: list[Stored]) -> Iterator[Recorded[Event]]:
    """The events that can be read; one that cannot is left out, as in live."""
    for row in stored:
        try:
            yield decode(stream, *row)
        except Exception as error:
            _LOG.error("unreadable", stream=str(stream), version=row[0], error=type(error).__name__)
