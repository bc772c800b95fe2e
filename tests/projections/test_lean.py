"""What a read model keeps of a value in JSON, and that it comes back."""

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec
import psycopg
import pytest
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


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))  # what jsonb can hold
leaves = st.builds(Leaf, st.dates(), st.sampled_from(Colour), st.booleans(), st.none() | words)
trees = st.builds(
    Tree,
    st.dictionaries(st.uuids(), leaves, max_size=3),
    st.lists(st.integers(-5, 5)).map(tuple),
    st.frozensets(words, max_size=3),
    st.none() | leaves,
)


@given(tree=trees)
def test_what_is_kept_comes_back_as_it_was(tree: Tree) -> None:
    assert msgspec.json.decode(lean(tree), type=Tree) == tree


def test_the_text_is_that_of_postgresql(empty_database: str) -> None:
    with psycopg.connect(empty_database, autocommit=True) as connection:

        @given(tree=trees, more=st.dictionaries(words, words | st.integers() | st.none()))
        def check(tree: Tree, more: dict[str, object]) -> None:
            ours = lean({"tree": tree, "more": more, "": [tree, more]})
            row = connection.execute("select %s::jsonb::text", (ours,)).fetchone()
            assert row == (ours,)

        check()


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError):
        lean(Tree(order=(object(),)))  # type: ignore[arg-type]


def test_what_says_nothing_is_not_kept() -> None:
    assert lean(Tree()) == "{}"
    assert lean(Leaf(date(2020, 1, 1))) == '{"day": "2020-01-01"}'
    assert lean(Leaf(date(2020, 1, 1), is_open=False)) == '{"day": "2020-01-01", "is_open": false}'


def test_a_set_is_kept_in_one_order() -> None:
    names = [f"{n:02}" for n in range(20)]
    assert json.loads(lean(Tree(names=frozenset(names))))["names"] == names


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
