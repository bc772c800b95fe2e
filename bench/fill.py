"""Many events in little time: by COPY, before the indexes are there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from struct import Struct
from uuid import UUID

import psycopg
from psycopg import Connection

from .appends import TYPE, Source

_PER_STREAM = 75
_EVENTS = (
    "copy events (stream, version, position, command, fingerprint, type, state)"
    " from stdin with (format binary)"
)
# Rows as COPY wants them: the number of fields, then each with its length before it.
_TYPE = TYPE.encode()
_EVENT = Struct(f"!h i16s iq iq i16s i16s i{len(_TYPE)}s i300s")
_Place = tuple[bytes, int]
_INDEXES_OFF = """
alter table events drop constraint events_pkey;
drop index events_position;
"""
_INDEXES_ON = """
alter table events add primary key (stream, version);
create index events_position on events (position);
"""


@dataclass(slots=True)
class Filled:
    """The streams of a filled database, and how far each has come."""

    streams: list[UUID]
    versions: list[int]
    filled_to: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.filled_to = self.versions[:]

    def rewind(self) -> None:
        """For a fresh copy of the database."""
        self.versions = self.filled_to[:]

    def source(self, writer: int, writers: int, random: Random) -> Source:
        """The next versions of streams taken at random; no two writers take the same stream."""
        share = len(self.versions) // writers
        while True:
            at = writer + writers * _skewed(random, share)
            self.versions[at] += 1
            yield self.streams[at], self.versions[at]


def fill(conninfo: str, events: int) -> Filled:
    """Fill a migrated, empty database: streams interleaved, some far longer than others."""
    random = Random(events)
    streams = [UUID(int=random.getrandbits(128), version=4) for _ in range(max(32, events // _PER_STREAM))]
    versions = [0] * len(streams)
    places: list[_Place] = []
    raw = [stream.bytes for stream in streams]
    for _ in range(events):
        at = _skewed(random, len(streams))
        versions[at] += 1
        places.append((raw[at], versions[at]))
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_INDEXES_OFF)
        _copy(connection, _EVENTS, _event_rows(places, random))
        connection.execute(_INDEXES_ON)
        connection.execute("vacuum analyze events")
        connection.execute("checkpoint")
    return Filled(streams, versions)


def _skewed(random: Random, count: int) -> int:
    """One of so many, the first ones far more often than the last."""
    return int(count * random.random() ** 1.5)


def _event_rows(places: list[_Place], random: Random) -> Iterator[bytes]:
    states = random.randbytes(4096)
    for position, (stream, version) in enumerate(places, 1):
        begin = position % 3796
        state = states[begin : begin + 300]
        key = random.randbytes(16)
        yield _EVENT.pack(
            *(7, 16, stream, 8, version, 8, position),
            *(16, key, 16, b"0123456789abcdef", len(_TYPE), _TYPE, 300, state),
        )


def _copy(connection: Connection, statement: str, rows: Iterator[bytes]) -> None:
    with connection.cursor().copy(statement.encode()) as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        while chunk := b"".join(islice(rows, 500)):
            copy.write(chunk)
        copy.write(b"\xff\xff")
