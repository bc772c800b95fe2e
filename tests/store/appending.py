"""Commands to append, and what became of them, for the tests of the store."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tongxin.store.append import Append, Appended, Claim, NewEvent, Receipt
from tongxin.store.group_commit import GroupCommit

HELD = """
    select pid from pg_locks join pg_database d on d.oid = database
    where locktype = 'advisory' and objid = {} and granted and datname = current_database()
"""
"""Who holds a lock in this database; other tests hold theirs in others of the same server."""
APPENDING = "select pid from pg_stat_activity where datname = current_database() and query ~ 'append_'"


def events(stream: UUID, first: int, count: int = 1, state: bytes = b"{}") -> list[NewEvent]:
    """Events of a stream, at versions from `first` on."""
    return [NewEvent(stream, version, "test.happened/1", state) for version in range(first, first + count)]


def command(
    stream: UUID,
    first: int = 1,
    *,
    count: int = 1,
    key: UUID | None = None,
    fingerprint: bytes = b"asked",
    claims: Sequence[Claim] = (),
    keys: Sequence[tuple[UUID, bytes]] = (),
) -> Append:
    """A command on one stream; with a receipt if it has an idempotency key."""
    receipt = None if key is None else Receipt(key, fingerprint)
    return Append(events(stream, first, count), receipt, claims, keys)


@asynccontextmanager
async def group_commit(conninfo: str, **settings: Any) -> AsyncIterator[GroupCommit]:
    """A group commit, closed at the end; of one connection, so that what is asked together is one batch."""
    group = GroupCommit(conninfo, **({"committers": 1, "patience": 5.0} | settings))
    try:
        yield group
    finally:
        await group.close()


async def together(group: GroupCommit, *appends: Append) -> list[Appended | BaseException]:
    """What commands come to that are asked at the same time."""
    return await asyncio.gather(*(group.append(append) for append in appends), return_exceptions=True)


def rows(conninfo: str, query: str, *parameters: Any) -> list[Any]:
    """The rows of a query, each of one column as that column."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = connection.execute(query.encode(), parameters).fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


def execute(conninfo: str, statement: str) -> None:
    """Run a statement; `{database}` stands for the name of the database."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(statement.replace("{database}", f'"{connection.info.dbname}"').encode())


def stored(conninfo: str) -> list[tuple[UUID, int]]:
    """Stream and version of every stored event, by position."""
    return rows(conninfo, "select stream, version from events order by position")


async def until(conninfo: str, query: str, seconds: float = 10.0) -> list[Any]:
    """The rows of a query, once there are any."""
    deadline = time.monotonic() + seconds
    while not (found := rows(conninfo, query)):
        assert time.monotonic() < deadline, f"it did not happen in time: {query}"
        await asyncio.sleep(0.02)
    return found


@asynccontextmanager
async def appends_held_up(conninfo: str) -> AsyncIterator[None]:
    """Nothing is committed meanwhile: appends wait inside the database."""
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        await connection.execute("select pg_advisory_lock(4851)")
        yield


async def end_appending_connections(conninfo: str, count: int = 1) -> None:
    """End the connections on which an append waits for the lock."""
    waiting = f"{APPENDING} and wait_event = 'advisory'"
    deadline = time.monotonic() + 10
    while len(pids := rows(conninfo, waiting)) < count:
        assert time.monotonic() < deadline, "no append is waiting"
        await asyncio.sleep(0.02)
    for pid in pids:
        assert rows(conninfo, "select pg_terminate_backend(%s, 5000)", pid) == [True]


def ids(count: int) -> list[UUID]:
    """Streams or keys that nobody else has."""
    return [uuid4() for _ in range(count)]
