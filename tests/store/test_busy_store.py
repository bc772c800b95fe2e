"""Too many commands, askers that go away, and closing while commands wait."""

import asyncio
from uuid import uuid4

import pytest
from store.appending import appends_held_up, command, group_commit, ids, stored, together

from tongxin.store.append import Appended, StoreOverloaded, StoreUnavailable
from tongxin.store.group_commit import GroupCommit


async def test_a_command_too_many_is_refused_and_not_sent(database: str) -> None:
    async with group_commit(database, most_waiting=5) as group:
        answers = await together(group, *(command(uuid4()) for _ in range(8)))
        assert [type(answer) for answer in answers] == [Appended] * 5 + [StoreOverloaded] * 3
        assert isinstance(await group.append(command(uuid4())), Appended)
    assert len(stored(database)) == 6


async def test_an_asker_that_goes_away_breaks_nobody_else(database: str) -> None:
    streams = ids(5)
    async with group_commit(database, largest_batch=3) as group:
        async with appends_held_up(database):
            asked = [asyncio.create_task(group.append(command(stream))) for stream in streams]
            await asyncio.sleep(0.2)
            asked[1].cancel()  # on its way
            asked[4].cancel()  # still waiting
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(answers[n]) for n in (1, 4)] == [asyncio.CancelledError] * 2
        assert [answers[n] for n in (0, 2, 3)] == [Appended(n, 1, 1) for n in (1, 3, 4)]
        assert isinstance(await group.append(command(uuid4())), Appended)


async def test_closing_finishes_what_waits_and_what_is_on_its_way(database: str) -> None:
    streams = ids(25)
    group = GroupCommit(database, committers=2, largest_batch=10)
    async with appends_held_up(database):
        asked = [asyncio.create_task(group.append(command(stream))) for stream in streams]
        await asyncio.sleep(0.2)
        closing = asyncio.create_task(group.close())
        await asyncio.sleep(0.1)
        assert not closing.done()
    await closing
    assert all([isinstance(await answer, Appended) for answer in asked])
    assert len(stored(database)) == 25


async def test_a_closed_store_takes_nothing_more(database: str) -> None:
    group = GroupCommit(database)
    await group.close()
    await group.close()
    with pytest.raises(StoreUnavailable):
        await group.append(command(uuid4()))
    assert stored(database) == []


async def test_a_service_that_is_ended_lets_its_askers_go(database: str) -> None:
    """Whoever waits for a command in flight is told that nobody knows what became of it."""
    group = GroupCommit(database, committers=1)
    async with appends_held_up(database):
        asked = asyncio.create_task(group.append(command(uuid4())))
        await asyncio.sleep(0.2)
        for task in group._tasks:
            task.cancel()
        with pytest.raises(StoreUnavailable):
            await asked
