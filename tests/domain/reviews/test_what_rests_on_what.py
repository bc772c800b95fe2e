"""The declared table: for each type of decision each ground that it may rest on, and no other."""

from collections.abc import Iterator
from dataclasses import fields, replace
from enum import Enum
from itertools import product
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from projections.recorded import recorded
from spec import on
from store.make_samples import event_of

from tongxin.domain.commands import Document
from tongxin.domain.correction.effective import is_correction
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import EVENT_TYPES, Event
from tongxin.domain.notes.events import DocumentAttached, DocumentKind
from tongxin.domain.reviews.basis import Basis
from tongxin.domain.reviews.resting import Rested, rested_on
from tongxin.domain.reviews.rests_on import RESTS_ON
from tongxin.domain.screening.events import PersonScreened, ScreeningOutcome

FIRST = UUID(int=1 << 90)
OTHER = UUID(int=2 << 90)
ALL = frozenset({"anything", "birth_date"})
SCREENED = PersonScreened(occurred_at=on("2020-01-01"), outcome=ScreeningOutcome.NO_FINDING)
BASES = [(kind, number) for kind, bases in RESTS_ON.items() for number in range(len(bases))]


def variants(kind: type[Event]) -> Iterator[Any]:
    """Events of a type with every value of its enumerations; optional identifiers given, then not."""
    hints = get_type_hints(kind)
    event = event_of(kind)
    chosen: dict[str, list[Any]] = {}
    for field in fields(kind):
        enums = [one for one in (hints[field.name], *get_args(hints[field.name])) if _is_enum(one)]
        if enums:
            values: list[Any] = list(enums[0])
            is_many = isinstance(getattr(event, field.name), tuple)
            chosen[field.name] = [(value,) if is_many else value for value in values]
            if type(None) in get_args(hints[field.name]):
                chosen[field.name].append(None)
        elif field.name.endswith("_id") and type(None) in get_args(hints[field.name]):
            chosen[field.name] = [getattr(event, field.name), None]
        elif field.name == "fired_rules":
            chosen[field.name] = [(), event.fired_rules]  # type: ignore[attr-defined]
    for choice in product(*chosen.values()):
        yield replace(event, **dict(zip(chosen, choice, strict=True)))


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def pairs(kind: type[Event], basis: Basis) -> Iterator[tuple[Event, Event]]:
    """A ground and a decision that rests on it by this basis, for every kind of ground."""
    decision = next(one for one in variants(kind) if basis.when(one) and _can_name(basis, one))
    for ground_kind in basis.kinds:
        ground: Any = event_of(ground_kind)
        if basis.named is not None and hasattr(ground, basis.named[1]):
            ground = replace(ground, **{basis.named[1]: getattr(decision, basis.named[0])})
        yield ground, decision


def _can_name(basis: Basis, decision: Event) -> bool:
    return not basis.strict or basis.names(decision)


def _holds(basis: Basis, decision: Event, ground: Event) -> bool:
    return isinstance(ground, basis.kinds) and basis.when(decision) and basis.joins(decision, ground)


def resting(*events: Event, changed: frozenset[str] = ALL) -> list[Rested]:
    """What rests on the second event."""
    return rested_on(recorded([REGISTERED, *events]), 2, changed)


@pytest.mark.parametrize(("kind", "number"), BASES, ids=lambda one: getattr(one, "TYPE", one))
def test_a_decision_rests_on_each_of_its_grounds(kind: type[Event], number: int) -> None:
    basis = RESTS_ON[kind][number]
    for ground, decision in pairs(kind, basis):
        found = resting(ground, SCREENED, decision)
        assert [one.version for one in found] == [4], type(ground)
        assert found[0].rests_on == (2,)
        assert found[0].is_named == basis.names(decision) or len(RESTS_ON[kind]) > 1
        assert resting(SCREENED, decision, ground) == [] or isinstance(SCREENED, basis.kinds)
        if basis.fields is not None:
            assert resting(ground, SCREENED, decision, changed=frozenset({"domicile_area"})) == []


@pytest.mark.parametrize(("kind", "number"), BASES, ids=lambda one: getattr(one, "TYPE", one))
def test_what_names_another_does_not_rest_on_this_one(kind: type[Event], number: int) -> None:
    basis = RESTS_ON[kind][number]
    if basis.named is None:
        return
    for ground, decision in pairs(kind, basis):
        if not basis.names(decision):
            continue
        changed: dict[str, Any] = {basis.named[1]: OTHER}
        other = replace(ground, **changed)
        by_others = [b for b in RESTS_ON[kind] if b is not basis and _holds(b, decision, other)]
        if not by_others:
            assert resting(other, decision) == [], type(ground)


def test_only_on_the_latest_where_that_is_the_one() -> None:
    latest = [(kind, basis) for kind, bases in RESTS_ON.items() for basis in bases if basis.latest]
    assert latest
    for kind, basis in latest:
        for ground, decision in pairs(kind, basis):
            own: dict[str, Any] = {"test_id": FIRST} if hasattr(ground, "test_id") else {}
            theirs: dict[str, Any] = {"test_id": OTHER} if own else {}
            one, another = replace(ground, **own), replace(ground, **theirs)
            others = [b for b in RESTS_ON[kind] if not b.latest and _holds(b, decision, one)]
            found = rested_on(recorded([REGISTERED, one, another, decision]), 2, ALL)
            directly = [rested for rested in found if rested.version == 4 and 2 in rested.rests_on]
            assert bool(directly) == bool(others), (kind, type(ground))
            assert rested_on(recorded([REGISTERED, one, another, decision]), 3, ALL)
            if own:  # all of one test counts
                assert rested_on(recorded([REGISTERED, one, one, decision]), 2, ALL)


def test_a_decision_rests_on_nothing_else() -> None:
    for kind, bases in RESTS_ON.items():
        grounds = {ground for basis in bases for ground in basis.kinds}
        for other in EVENT_TYPES.values():
            if other in grounds or is_correction(event_of(other)):
                continue
            for decision in list(variants(kind))[:40]:
                found = resting(event_of(other), decision)
                assert found == [], (kind, other)


def test_what_is_no_decision_is_not_reviewed() -> None:
    assert PersonScreened not in RESTS_ON
    assert resting(SCREENED, SCREENED, SCREENED) == []


def _with(one: Recorded[Event], **changes: Any) -> Recorded[Event]:
    return replace(one, **changes)


def test_a_document_or_a_cause_names_an_event_of_whatever_type() -> None:
    document = Document(reference="文书/1", sha256="a" * 64)
    kind = next(iter(RESTS_ON))
    decision = event_of(kind)
    ground, decided = recorded([REGISTERED, SCREENED, decision])[1:]
    registered = recorded([REGISTERED])
    assert rested_on([*registered, ground, decided], 2, ALL) == []
    for named in (
        [*registered, _with(ground, documents=(document,)), _with(decided, documents=(document,))],
        [
            *registered,
            _with(
                ground,
                event=DocumentAttached(
                    occurred_at=on("2020-01-01"), kind=DocumentKind.OTHER, document=document
                ),
            ),
            _with(decided, documents=(document,)),
        ],
        [*registered, ground, _with(decided, causation_id=str(ground.event_id))],
    ):
        assert rested_on(named, 2, ALL) == [Rested(3, (2,), is_named=True)]
