"""What a read model keeps of a value in JSON, and that it comes back."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec
import psycopg
from hypothesis import given
from hypothesis import strategies as st

from tongxin.projections.lean import lean
from tongxin.projections.projection import Part
from tongxin.projections.tables import PartTable


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Leaf:
    day: date
    colour: Colour = Colour.RED
    is_open: bool = True
    note: str | None = None


@dataclass
class Tree:
    leaves: dict[UUID, Leaf] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    names: frozenset[str] = frozenset()
    first: Leaf | None = None


leaves = st.builds(Leaf, st.dates(), st.sampled_from(Colour), st.booleans(), st.none() | st.text())
trees = st.builds(
    Tree,
    st.dictionaries(st.uuids(), leaves, max_size=3),
    st.lists(st.integers(-5, 5)).map(tuple),
    st.frozensets(st.text(max_size=3), max_size=3),
    st.none() | leaves,
)


@given(tree=trees)
def test_what_is_kept_comes_back_as_it_was(tree: Tree) -> None:
    kept = msgspec.json.decode(msgspec.json.encode(lean(tree)))
    assert msgspec.convert(kept, Tree) == tree


def test_what_says_nothing_is_not_kept() -> None:
    assert lean(Tree()) == {}
    assert lean(Leaf(date(2020, 1, 1))) == {"day": date(2020, 1, 1)}
    assert lean(Leaf(date(2020, 1, 1), is_open=False)) == {"day": date(2020, 1, 1), "is_open": False}


def test_a_set_is_kept_in_one_order() -> None:
    names = [f"{n:02}" for n in range(20)]
    assert lean(Tree(names=frozenset(names)))["names"] == names


@dataclass
class Owner:
    stream: UUID
    numbers: dict[int, str]


@dataclass
class Owned:
    stream: UUID
    number: int
    word: str


def parts(owner: Owner) -> list[Owned]:
    return [Owned(owner.stream, n, word) for n, word in owner.numbers.items()]


def written(connection: psycopg.Connection) -> dict[tuple[int, int], str]:
    """By whom each row was written last."""
    found = connection.execute("select right(stream::text, 1)::int, number, xmin::text from owned").fetchall()
    return {(owner, number): writer for owner, number, writer in found}


def put(table: PartTable, connection: psycopg.Connection, *owners: Owner) -> None:
    table.replace(connection, table.ask(connection, [(owner.stream,) for owner in owners]), owners)


def test_of_a_part_only_what_differs_is_written(empty_database: str) -> None:
    table = PartTable(Part("owned", Owned, ("stream", "number"), ("stream",), parts))
    one, other = Owner(UUID(int=1), {1: "a", 2: "b", 3: "c"}), Owner(UUID(int=2), {1: "x"})
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(
            "create table owned (stream uuid, number bigint, word text, primary key (stream, number))"
        )
        put(table, connection, one, other)
        before = written(connection)
        one.numbers = {1: "a", 2: "B", 4: "d"}
        put(table, connection, one)
        rows = connection.execute(
            "select number, word from owned where stream = %s order by 1", (one.stream,)
        )
        assert rows.fetchall() == [(1, "a"), (2, "B"), (4, "d")]
        assert {key for key, by in written(connection).items() if before.get(key) != by} == {(1, 2), (1, 4)}
        put(table, connection)
