"""What becomes of commands when the database is lost on the way, or is not there at all."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from store.appending import (
    appends_held_up,
    command,
    end_appending_connections,
    execute,
    group_commit,
    ids,
    stored,
    together,
)

from tongxin.store.append import Append, Appended, StoreUnavailable, VersionConflict
from tongxin.store.group_commit import GroupCommit


@dataclass
class Line:
    """A line to the server that can swallow an answer: what was asked is done, and nobody hears of it."""

    conninfo: str
    swallow_every: int = 0
    answers: int = 0
    swallowed: int = 0
    carrying: set[asyncio.Future[None]] = field(default_factory=set)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        parts = conninfo_to_dict(self.conninfo)
        host, port = str(parts["host"]), str(parts.get("port") or 5432)
        if host.startswith("/"):
            answers, questions = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            answers, questions = await asyncio.open_connection(host, int(port))
        for copy in (
            self._copy(reader, questions, answers=False),
            self._copy(answers, writer, answers=True),
        ):
            self.carrying.add(asyncio.ensure_future(copy))

    async def _copy(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, answers: bool
    ) -> None:
        try:
            while data := await source.read(65536):
                to_append = answers and data.startswith(b"2")  # BindComplete
                self.answers += to_append
                if to_append and self.swallow_every and self.answers % self.swallow_every == 0:
                    self.swallowed += 1
                    break
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()


@asynccontextmanager
async def line(conninfo: str) -> AsyncIterator[tuple[str, Line]]:
    """A connection string that leads through a line, and the line."""
    carrier = Line(conninfo)
    listener = await asyncio.start_server(carrier.carry, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield make_conninfo(conninfo, host="127.0.0.1", port=port), carrier
        await asyncio.wait(carrier.carrying, timeout=10)


@asynccontextmanager
async def nobody_is_let_in(conninfo: str) -> AsyncIterator[None]:
    """The database ends its connections and takes no new ones."""
    admin = make_conninfo(conninfo, dbname="postgres")
    name = conninfo_to_dict(conninfo)["dbname"]
    execute(admin, f'alter database "{name}" with allow_connections false')
    try:
        execute(
            admin, f"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'"
        )
        yield
    finally:
        execute(admin, f'alter database "{name}" with allow_connections true')


async def cut_before_commit(group: GroupCommit, database: str, *appends: Append) -> list[object]:
    """What commands come to whose connection is ended while the database works on them."""
    async with appends_held_up(database):
        asked = asyncio.create_task(together(group, *appends))
        await end_appending_connections(database)
    return list(await asked)


async def test_a_command_with_a_receipt_is_stored_once_when_its_connection_is_ended(database: str) -> None:
    one, two, key = ids(3)
    async with group_commit(database) as group:
        answers = await cut_before_commit(group, database, command(one, key=key), command(two, key=key))
    assert answers == [Appended(1, 1, 1), Appended(2, 1, 1)]
    assert stored(database) == [(one, 1), (two, 1)]


async def test_a_command_without_a_receipt_is_in_doubt_and_its_neighbours_are_not(database: str) -> None:
    doubtful, sure, key = ids(3)
    async with group_commit(database) as group:
        answers = await cut_before_commit(group, database, command(doubtful), command(sure, key=key))
        assert isinstance(answers[0], StoreUnavailable)
        assert answers[1] == Appended(1, 1, 1)
        assert await group.append(command(doubtful)) == Appended(2, 1, 1)


async def test_a_command_whose_answer_is_lost_is_stored_once(database: str) -> None:
    stream, neighbour, key = ids(3)
    async with line(database) as (way, carrier), group_commit(way) as group:
        await group.append(command(uuid4()))
        carrier.answers, carrier.swallow_every = 99, 100  # the next one
        answers = await together(group, command(stream, count=2, key=key), command(neighbour))
    assert carrier.swallowed == 1
    assert answers[0] == Appended(3, 1, 2, replayed=True)
    assert isinstance(answers[1], StoreUnavailable)
    assert stored(database)[1:] == [(stream, 1), (stream, 2), (neighbour, 1)]


async def test_however_many_answers_are_lost_every_command_with_a_receipt_is_stored_once(
    database: str,
) -> None:
    streams = ids(300)

    async def ask(group: GroupCommit, stream: UUID) -> Appended:
        return await group.append(command(stream, key=uuid4()))

    async with line(database) as (way, carrier), group_commit(way, committers=2, largest_batch=10) as group:
        carrier.swallow_every = 4
        answers = await asyncio.gather(*(ask(group, stream) for stream in streams))
    replayed = sum(answer.replayed for answer in answers)
    print(f"{carrier.swallowed} answers swallowed, {replayed} commands replayed")
    assert carrier.swallowed >= 5
    assert replayed >= 50
    positions = {answer.position: stream for stream, answer in zip(streams, answers, strict=True)}
    assert stored(database) == [(positions[n], 1) for n in range(1, 301)]


async def test_a_database_that_is_back_within_patience_is_waited_for(database: str) -> None:
    stream, other, key = ids(3)
    async with group_commit(database) as group:
        await group.append(command(stream))
        async with nobody_is_let_in(database):
            asked = asyncio.create_task(together(group, command(stream, key=key), command(other, key=key)))
            await asyncio.sleep(0.5)
            assert not asked.done()
        refused, appended = await asked
    assert isinstance(refused, VersionConflict)
    assert appended == Appended(2, 1, 1)
    assert stored(database) == [(stream, 1), (other, 1)]


async def test_a_database_that_is_silent_is_given_up_and_found_again(database: str) -> None:
    stream, key = ids(2)
    async with group_commit(database, patience=0.5) as group:
        async with appends_held_up(database):
            with pytest.raises(StoreUnavailable):
                await group.append(command(stream, key=key))
        answer = await group.append(command(stream, key=key))
    assert (answer.position, answer.last_version) == (1, 1)
    assert stored(database) == [(stream, 1)]


async def test_a_database_that_stays_away_is_given_up_and_found_again(database: str) -> None:
    stream, key = ids(2)
    async with group_commit(database, patience=0.5) as group:
        await group.append(command(stream))
        async with nobody_is_let_in(database):
            began = time.monotonic()
            with pytest.raises(StoreUnavailable):
                await group.append(command(stream, 2, key=key))
            assert 0.5 < time.monotonic() - began < 3
            began = time.monotonic()
            with pytest.raises(StoreUnavailable):  # patience is for the database, not for each command
                await group.append(command(stream, 2, key=key))
            assert time.monotonic() - began < 0.3
        assert await group.append(command(stream, 2, key=key)) == Appended(2, 2, 2)
        async with nobody_is_let_in(database):
            asked = asyncio.create_task(group.append(command(stream, 3, key=uuid4())))
            await asyncio.sleep(0.3)
            assert not asked.done()
        assert await asked == Appended(3, 3, 3)


async def test_a_server_that_does_not_answer_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        async with group_commit(f"host=127.0.0.1 port={port} dbname=x user=x", patience=0.1) as group:
            began = time.monotonic()
            with pytest.raises(StoreUnavailable):
                await group.append(command(uuid4(), key=uuid4()))
            assert time.monotonic() - began < 6


async def test_a_database_that_became_read_only_is_left_for_the_next_one(database: str) -> None:
    """After a failover the old primary may answer a while longer, as a standby."""
    stream, key = ids(2)
    admin, name = make_conninfo(database, dbname="postgres"), conninfo_to_dict(database)["dbname"]
    async with group_commit(database) as group:
        await group.append(command(uuid4()))
        execute(admin, f'alter database "{name}" set default_transaction_read_only to on')
        execute(admin, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
        asked = asyncio.create_task(group.append(command(stream, key=key)))
        await asyncio.sleep(0.3)
        assert not asked.done()
        execute(admin, f'alter database "{name}" reset default_transaction_read_only')
        assert await asked == Appended(2, 1, 1)
