"""A log of lives: some persons of the reference county, told by commands, and copied over and over."""

import asyncio
from pathlib import Path

import psycopg

from tongxin.api.demo import submitting
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.store.migrations import migrate

_PERSONS = 300
_COPIES = """
create temporary table told on commit drop as select * from events;
truncate events;
alter table events drop constraint events_pkey;
drop index events_position;
insert into events (stream, version, position, type, state)
select md5(stream::text || copy)::uuid, version, row_number() over (order by position, copy), type, state
from told, generate_series(1, {times}) copy
where (position - 1) * {times} + copy <= {events} or {times} = 1 order by position, copy;
alter table events add primary key (stream, version);
create index events_position on events (position);
"""


def fill(conninfo: str, folder: Path, events: int) -> int:
    """About so many events into an empty database, streams interleaved as they came; return how many."""
    migrate(conninfo)
    asyncio.run(_tell(conninfo, folder, min(_PERSONS, max(3, events // 80))))
    with psycopg.connect(conninfo) as connection:
        row = connection.execute("select count(*) from events").fetchone()
        assert row is not None
        times = -(-events // int(row[0]))
        connection.execute(_COPIES.format(times=times, events=events).encode())
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("vacuum analyze events")
        connection.execute("checkpoint")
        row = connection.execute("select count(*) from events").fetchone()
    assert row is not None
    return int(row[0])


async def _tell(conninfo: str, folder: Path, persons: int) -> None:
    async with running(Settings(data_dir=folder), conninfo) as runtime:
        await load(submitting(runtime), persons=persons, seed=11)
