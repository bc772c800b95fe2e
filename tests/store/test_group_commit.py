"""What is appended, refused and answered, with the database at hand."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from store.appending import command, events, execute, group_commit, ids, rows, stored, together

from tongxin.store.append import (
    AlreadyClaimed,
    Append,
    Appended,
    Claim,
    KeyReused,
    NewEvent,
    Receipt,
    VersionConflict,
)
from tongxin.store.group_commit import GroupCommit


@pytest.fixture
async def group(database: str) -> AsyncIterator[GroupCommit]:
    async with group_commit(database) as group:
        yield group


async def test_events_are_there_byte_for_byte(group: GroupCommit, database: str) -> None:
    states = [b"", bytes(range(256)), '{"name":"马建国"}'.encode(), b'{"a": 1 }', b"\0" * 1_000_000]
    stream = uuid4()
    given = [NewEvent(stream, n, f"test.{n}/1", state) for n, state in enumerate(states, 1)]
    assert await group.append(Append(given)) == Appended(5, 1, 5)
    query = "select stream, version, type, state from events order by position"
    assert rows(database, query) == [tuple(event) for event in given]


@pytest.mark.parametrize("isolation", ["read committed", "serializable"])
async def test_positions_rise_in_commit_order_without_a_gap(database: str, isolation: str) -> None:
    execute(database, f"alter database {{database}} set default_transaction_isolation to '{isolation}'")
    async with group_commit(database, committers=3, largest_batch=5) as one, group_commit(database) as two:
        answers = await asyncio.gather(
            *(group.append(command(uuid4(), count=1 + n % 3)) for n in range(100) for group in (one, two))
        )
    ends = sorted((answer.position, answer.last_version) for answer in answers)
    assert [end - count for end, count in ends] == [0, *(end for end, _ in ends[:-1])]
    assert len(stored(database)) == ends[-1][0]


async def test_a_taken_version_is_a_conflict_and_nothing_of_the_command_is_stored(
    group: GroupCommit, database: str
) -> None:
    taken, other, third, key = ids(4)
    await group.append(command(taken))
    loser = Append(
        [*events(other, 1), *events(taken, 1)],
        Receipt(key, b"asked"),
        [Claim(uuid4(), "number", other)],
        [(other, b"wrapped")],
    )
    refused, appended = await together(group, loser, command(third, count=2))
    assert isinstance(refused, VersionConflict)
    assert appended == Appended(3, 1, 2)
    assert stored(database) == [(taken, 1), (third, 1), (third, 2)]
    for table in ("claims", "stream_keys"):
        assert rows(database, f"select count(*) from {table}") == [0]


async def test_of_commands_for_one_version_one_wins(group: GroupCommit, database: str) -> None:
    stream = uuid4()
    answers = await together(group, *(command(stream) for _ in range(20)))
    assert answers[0] == Appended(1, 1, 1)
    assert all(isinstance(answer, VersionConflict) for answer in answers[1:])
    assert stored(database) == [(stream, 1)]


async def test_commands_that_build_on_each_other_may_wait_together(group: GroupCommit, database: str) -> None:
    stream = uuid4()
    answers = await together(group, *(command(stream, version) for version in (1, 2, 3)))
    assert answers == [Appended(n, n, n) for n in (1, 2, 3)]


@pytest.mark.parametrize("crowded", [False, True])
async def test_a_command_on_several_streams_is_stored_whole(
    group: GroupCommit, database: str, crowded: bool
) -> None:
    """Its answer tells the versions of its first stream, now and when it is repeated."""
    person, case, taken, key = ids(4)
    await group.append(command(person, count=4))
    await group.append(command(taken))
    both = Append([*events(person, 5, 2), *events(case, 1)], Receipt(key, b"asked"))
    neighbours = [command(taken)] if crowded else []  # refused, so the batch is judged command by command
    answers = await together(group, both, *neighbours)
    assert answers[0] == Appended(8, 5, 6)
    assert stored(database)[-3:] == [(person, 5), (person, 6), (case, 1)]
    assert await group.append(both) == Appended(8, 5, 6, replayed=True)


async def test_a_repeated_key_gets_the_first_answer(group: GroupCommit, database: str) -> None:
    stream, key = ids(2)
    first = await group.append(command(stream, count=2, key=key))
    await group.append(command(stream, 3))
    for count in (1, 2, 3):  # whatever else the repetition would add
        again = await group.append(command(stream, count=count, key=key))
        assert again == Appended(first.position, 1, 2, replayed=True)
    assert len(stored(database)) == 3


async def test_a_key_that_stands_further_on_is_a_conflict(group: GroupCommit, database: str) -> None:
    """So that who appends reads on, and finds it."""
    stream, key = ids(2)
    await together(group, command(stream), command(stream, 2, key=key))
    with pytest.raises(VersionConflict):
        await group.append(command(stream, key=key))
    assert len(stored(database)) == 2


async def test_a_key_repeated_in_the_same_batch_gets_the_first_answer(
    group: GroupCommit, database: str
) -> None:
    stream, key, value, sealing = ids(4)
    twice = command(stream, key=key, claims=[Claim(value, "number", stream)], keys=[(stream, sealing.bytes)])
    answers = await together(group, twice, twice, twice)
    assert answers == [Appended(1, 1, 1), *[Appended(1, 1, 1, replayed=True)] * 2]
    assert stored(database) == [(stream, 1)]


async def test_a_key_used_for_another_request_is_refused(group: GroupCommit, database: str) -> None:
    stream, key = ids(2)
    await group.append(command(stream, key=key))
    with pytest.raises(KeyReused):
        await group.append(command(stream, key=key, fingerprint=b"asked for something else"))
    other = uuid4()
    assert await group.append(command(other, key=key)) == Appended(2, 1, 1)  # a key is of one stream
    assert stored(database) == [(stream, 1), (other, 1)]


async def test_a_value_held_by_another_stream_is_refused(group: GroupCommit, database: str) -> None:
    holder, other, value = ids(3)
    await group.append(command(holder, claims=[Claim(value, "number", holder)]))
    with pytest.raises(AlreadyClaimed):
        await group.append(command(other, claims=[Claim(value, "number", other)]))
    assert stored(database) == [(holder, 1)]
    again = command(holder, 2, claims=[Claim(value, "number", holder)])
    assert await group.append(again) == Appended(2, 2, 2)


async def test_of_two_who_claim_a_value_together_one_gets_it(group: GroupCommit, database: str) -> None:
    one, two, value = ids(3)
    first, second = await together(
        group, *(command(stream, claims=[Claim(value, "number", stream)]) for stream in (one, two))
    )
    assert first == Appended(1, 1, 1)
    assert isinstance(second, AlreadyClaimed)
    assert rows(database, "select value, stream from claims") == [(value, one)]


async def test_who_claims_what_a_refused_command_claimed_too_gets_it(
    group: GroupCommit, database: str
) -> None:
    stale, other, value = ids(3)
    await group.append(command(stale))
    refused, granted = await together(
        group,
        command(stale, claims=[Claim(value, "number", stale)]),
        command(other, claims=[Claim(value, "number", other)]),
    )
    assert isinstance(refused, VersionConflict)
    assert granted == Appended(2, 1, 1)


async def test_a_new_value_frees_the_old_one(group: GroupCommit, database: str) -> None:
    stream, other, old, new, licence = ids(5)
    await group.append(
        command(stream, claims=[Claim(old, "number", stream), Claim(licence, "licence", stream)])
    )
    await group.append(command(stream, 2, claims=[Claim(new, "number", stream)]))
    assert sorted(rows(database, "select value from claims")) == sorted([new, licence])
    assert await group.append(command(other, claims=[Claim(old, "number", other)])) == Appended(3, 1, 1)


async def test_the_last_of_several_values_of_a_kind_counts(group: GroupCommit, database: str) -> None:
    stream, first, second, third = ids(4)
    await group.append(
        command(stream, claims=[Claim(first, "number", stream), Claim(second, "number", stream)])
    )
    assert rows(database, "select value from claims") == [second]
    await together(
        group,
        command(stream, 2, claims=[Claim(first, "number", stream)]),
        command(stream, 3, claims=[Claim(third, "number", stream)]),
    )
    assert rows(database, "select value from claims") == [third]


async def test_a_stream_has_one_key(group: GroupCommit, database: str) -> None:
    """A second key must not be taken for stored: what it sealed could never be read."""
    stream, other = ids(2)
    await group.append(command(stream, keys=[(stream, b"first")]))
    with pytest.raises(VersionConflict):
        await group.append(command(stream, 2, keys=[(stream, b"second")]))
    answers = await together(
        group,
        command(stream, 2, keys=[(stream, b"first")]),
        command(other, 1, keys=[(other, b"third")]),
        command(other, 2, keys=[(other, b"fourth")]),
    )
    assert [type(answer) for answer in answers] == [Appended, Appended, VersionConflict]
    assert rows(database, "select stream, wrapped from stream_keys order by wrapped") == [
        (stream, b"first"),
        (other, b"third"),
    ]


@pytest.mark.parametrize("type_name", ["nul\0", "half a pair \ud800"])
async def test_a_value_that_cannot_be_stored_fails_its_own_command_alone(
    group: GroupCommit, database: str, type_name: str
) -> None:
    one, bad, two = ids(3)
    answers = await together(group, command(one), Append([NewEvent(bad, 1, type_name, b"{}")]), command(two))
    assert [type(answer) for answer in answers] == [Appended, type(answers[1]), Appended]
    assert isinstance(answers[1], Exception)
    assert stored(database) == [(one, 1), (two, 1)]
    assert await group.append(command(bad)) == Appended(3, 1, 1)


async def test_more_than_one_batch_can_hold_is_taken_in_turns(database: str) -> None:
    async with group_commit(database, largest_batch=7) as group:
        answers = await together(group, *(command(uuid4()) for _ in range(50)))
    assert [answer.position for answer in answers if isinstance(answer, Appended)] == [*range(1, 51)]
