"""Who reads by position is given every event, whoever writes meanwhile.

TONGXIN_TEST_EVENTS=1000000 makes the race longer, TONGXIN_TEST_SEED repeats one.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random, SystemRandom
from uuid import UUID

import psycopg
from store.appending import command, execute, group_commit, rows
from store.tailing import Tailed, repeatedly, shows_skipping, tail

from tongxin.store.group_commit import GroupCommit

EVENTS = int(os.environ.get("TONGXIN_TEST_EVENTS", "100000"))
SEED = int(os.environ.get("TONGXIN_TEST_SEED", SystemRandom().randrange(1 << 32)))
SERVICES, WRITERS = 4, 4


@contextmanager
def reader(conninfo: str, table: str, column: str) -> Iterator[Callable[[int], list[int]]]:
    """Reads the positions after one, a thousand at a time."""
    query = f"select {column} from {table} where {column} > %s order by {column} limit 1000".encode()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        yield lambda after: [row[0] for row in connection.execute(query, (after,), prepare=True)]


def some(chance: Random) -> int:
    """How many events a command has: mostly a few, at times many."""
    return chance.choice((1, 1, 1, 2, 3, 5, 40, 200))


def service(conninfo: str, number: int) -> None:
    """A service of its own, with writers that share its group commit."""

    async def write(group: GroupCommit, chance: Random) -> None:
        count = 0
        while count < EVENTS / SERVICES / WRITERS:
            many = some(chance)
            await group.append(command(UUID(int=chance.getrandbits(128)), count=many))
            count += many

    async def run() -> None:
        async with group_commit(conninfo, committers=2) as group:
            await asyncio.gather(
                *(write(group, Random(f"{SEED} {number} {writer}")) for writer in range(WRITERS))
            )

    asyncio.run(run())


def test_a_reader_is_given_every_event_that_sixteen_writers_append(database: str) -> None:
    with reader(database, "events", "position") as read:
        tailed = tail(
            [partial(service, database, number) for number in range(SERVICES)],
            read,
            lambda: set(rows(database, "select position from events")),
        )
    print(f"seed {SEED}: {tailed.skipped} of {tailed.written} skipped")
    assert tailed.written >= EVENTS
    assert tailed.skipped == 0
    assert rows(database, "select count(*) from events") == [tailed.written]  # no two at one position


def test_a_reader_of_a_plain_sequence_is_not(empty_database: str) -> None:
    """The control: positions from a sequence, as a plain table gives them."""
    execute(empty_database, "create table plain (position bigserial primary key, state text)")

    def writer(number: int) -> None:
        chance = Random(f"{SEED} {number}")
        with psycopg.connect(empty_database, autocommit=True) as connection:
            insert = "insert into plain (state) select '{}' from generate_series(1, %s)"
            repeatedly(lambda: connection.execute(insert, (some(chance),), prepare=True), seconds=1)()

    def race() -> Tailed:
        with reader(empty_database, "plain", "position") as read:
            return tail(
                [partial(writer, number) for number in range(SERVICES * WRITERS)],
                read,
                lambda: set(rows(empty_database, "select position from plain")),
            )

    shows_skipping(race)
