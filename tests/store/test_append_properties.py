"""Any batches of any commands come to what the commands come to one by one, in some order."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
import pytest
from conftest import Server
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import AsyncConnection, AsyncRawCursor
from store.appending import rows

from tongxin.store.append import (
    AlreadyClaimed,
    Append,
    Appended,
    Claim,
    KeyReused,
    NewEvent,
    Outcome,
    Receipt,
    VersionConflict,
)
from tongxin.store.group_commit import _append_each, _Committer

EXAMPLES = int(os.environ.get("TONGXIN_TEST_EXAMPLES", "50"))
TABLES = ("events", "stream_keys", "claims")


@dataclass
class Model:
    """What the tables hold, and how one command is judged."""

    events: list[NewEvent] = field(default_factory=list)
    receipts: dict[tuple[UUID, int], Receipt] = field(default_factory=dict)
    keys: dict[UUID, bytes] = field(default_factory=dict)
    claims: dict[UUID, tuple[str, UUID]] = field(default_factory=dict)

    def copy(self) -> "Model":
        return Model([*self.events], {**self.receipts}, {**self.keys}, {**self.claims})

    def judge(self, append: Append) -> Outcome:
        """What comes of a command; if it is granted, the model has changed."""
        first = append.events[0]
        there = self.receipts.get((first.stream, first.version))
        if append.receipt is not None and there is not None and there.key == append.receipt.key:
            if there.fingerprint != append.receipt.fingerprint:
                return KeyReused()
            return self.came_to(first.stream, there.key)
        claims = {(claim.kind, claim.stream): claim.value for claim in append.claims}
        if len(set(claims.values())) < len(claims):
            return AlreadyClaimed()
        for (_, stream), value in claims.items():
            holder = self.claims.get(value)
            if holder is not None and holder[1] != stream and holder not in claims:  # who gives up nothing
                return AlreadyClaimed()
        places = [(event.stream, event.version) for event in append.events]
        taken = {(event.stream, event.version) for event in self.events}
        if taken & set(places) or len(set(places)) < len(places):
            return VersionConflict()
        if any(self.keys.get(stream, wrapped) != wrapped for stream, wrapped in append.keys):
            return VersionConflict()
        self.events += append.events
        own = [version for stream, version in places if stream == places[0][0]]
        granted = Appended(len(self.events), own[0], own[-1])
        if append.receipt is not None:
            self.receipts |= dict.fromkeys(places, append.receipt)
        self.keys |= append.keys
        self.claims = {value: key for value, key in self.claims.items() if key not in claims}
        self.claims |= {value: key for key, value in claims.items()}
        return granted

    def came_to(self, stream: UUID, key: UUID) -> Appended:
        """Where the events of a command are that was granted before."""
        made = [self.receipts.get((event.stream, event.version)) for event in self.events]
        own = {
            event.version: position
            for position, (event, receipt) in enumerate(zip(self.events, made, strict=True), 1)
            if event.stream == stream and receipt is not None and receipt.key == key
        }
        last = max(own.values())
        while last < len(made) and (after := made[last]) is not None and after.key == key:
            last += 1
        return Appended(last, min(own), max(own), replayed=True)

    def judge_together(self, batch: Sequence[Append], answers: Sequence[Outcome | Exception]) -> None:
        """Check that a batch was answered as if its commands had come one by one."""
        granted = sorted(
            (answer.position, append)
            for append, answer in zip(batch, answers, strict=True)
            if isinstance(answer, Appended) and not answer.replayed
        )
        moments = [self.copy()]
        for position, append in granted:
            expected = self.judge(append)
            assert isinstance(expected, Appended)
            assert expected.position == position
            moments.append(self.copy())
        for number, (append, answer) in enumerate(zip(batch, answers, strict=True)):
            possible = moments[: 1 if number == 0 else None]
            assert any(same(moment.copy().judge(append), answer) for moment in possible), (append, answer)


def same(one: Outcome, other: Outcome | Exception) -> bool:
    return one == other if isinstance(one, Appended) else type(one) is type(other)


STREAMS = [UUID(int=n << 64 | n) for n in (1, 2, 3)]
KINDS = ["licence", "number"]
VALUES = [UUID(int=n << 8) for n in (1, 2, 3)]
streams = st.sampled_from(STREAMS)
types = st.sampled_from(["test.happened/1", "测试/1"])
new_events = st.builds(NewEvent, streams, st.integers(1, 5), types, st.binary(max_size=4))
receipts = st.builds(Receipt, st.sampled_from([UUID(int=7), UUID(int=8)]), st.sampled_from([b"a", b"b"]))
claims = st.builds(Claim, st.sampled_from(VALUES), st.sampled_from(KINDS), streams)
keys = st.tuples(streams, st.sampled_from([b"one", b"two"]))


@st.composite
def ordinary(draw: st.DrawFn) -> Append:
    """A command on one stream, with versions that follow each other, under a key that may be another's."""
    stream, first, count = draw(streams), draw(st.integers(1, 4)), draw(st.integers(1, 2))
    events = [NewEvent(stream, first + n, "test.happened/1", b"") for n in range(count)]
    receipt = Receipt(UUID(int=draw(st.integers(1, 9))), draw(st.sampled_from([b"a", b"a", b"b"])))
    claim = draw(st.none() | claims)
    return Append(events, receipt, () if claim is None else [claim._replace(stream=stream)])


@st.composite
def moving(draw: st.DrawFn) -> Append:
    """A command on two streams, which may give a value of the one to the other, or change theirs."""
    giver, taker = draw(st.permutations(STREAMS))[:2]
    first = draw(st.integers(1, 4))
    events = [
        NewEvent(stream, draw(st.integers(first, first + 1)), "test.happened/1", b"")
        for stream in (taker, giver)
    ]
    receipt = Receipt(UUID(int=draw(st.integers(1, 9))), b"a")
    given, taken = draw(st.permutations(VALUES))[:2]
    kind = draw(st.sampled_from(KINDS))
    moved = [Claim(given, kind, giver), Claim(taken, draw(st.sampled_from(KINDS)), taker)]
    return Append(events, receipt, draw(st.permutations(moved)))


anything = st.builds(
    Append,
    st.lists(new_events, min_size=1, max_size=3),
    st.none() | receipts,
    st.lists(claims, max_size=3),
    st.lists(keys, max_size=1),
)
batches = st.lists(
    st.lists(ordinary() | ordinary() | moving() | anything, min_size=1, max_size=7), min_size=1, max_size=4
)


class Database:
    """A database whose tables are emptied before each example."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.runner = asyncio.Runner()
        self.committer = _Committer(conninfo, patience=60)
        self.connection: AsyncConnection | None = None

    def empty(self) -> None:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            for table in TABLES:
                connection.execute(f"delete from {table}".encode())

    def together(self, batch: Sequence[Append]) -> Sequence[Outcome | Exception]:
        """As the service appends: all at once, and each by itself if that fails."""
        return self.runner.run(self.committer._send(batch))

    def each(self, batch: Sequence[Append]) -> Sequence[Outcome | Exception]:
        """Each looked at from the beginning."""
        return self.runner.run(self._each(batch))

    async def _each(self, batch: Sequence[Append]) -> Sequence[Outcome | Exception]:
        if self.connection is None:
            self.connection = await AsyncConnection.connect(self.conninfo, autocommit=True)
        async with AsyncRawCursor(self.connection) as cursor:
            return await _append_each(cursor, batch)

    def close(self) -> None:
        self.runner.run(self.committer.close())
        if self.connection is not None:
            self.runner.run(self.connection.close())
        self.runner.close()


@pytest.fixture(scope="module")
def emptied(server: Server, template: str) -> Iterator[Database]:
    conninfo = server.create_database(template)
    database = Database(conninfo)
    yield database
    database.close()
    server.drop_database(conninfo)


@pytest.mark.parametrize("way", [Database.together, Database.each], ids=["together", "each"])
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=batches)
def test_batches_come_to_what_their_commands_come_to_one_by_one(
    emptied: Database, way: object, batches: list[list[Append]]
) -> None:
    assert callable(way)
    emptied.empty()
    model = Model()
    for batch in batches:
        model.judge_together(batch, way(emptied, batch))
    assert rows(emptied.conninfo, "select position, stream, version, type, state from events order by 1") == [
        (position, *event) for position, event in enumerate(model.events, 1)
    ]
    query = "select stream, version, command, fingerprint from events where command is not null"
    assert set(rows(emptied.conninfo, query)) == {
        (*place, *receipt) for place, receipt in model.receipts.items()
    }
    assert dict(rows(emptied.conninfo, "select stream, wrapped from stream_keys")) == model.keys
    query = "select value, kind, stream from claims"
    assert {value: (kind, stream) for value, kind, stream in rows(emptied.conninfo, query)} == model.claims
