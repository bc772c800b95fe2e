"""Events to stored bytes and back: nothing is lost, nothing sealed shows, old versions are understood."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.make_samples import BARE, FULL, KEY, STREAM

from tongxin.domain.commands import Actor, Document
from tongxin.domain.correction.events import EventCorrected
from tongxin.domain.envelope import PolicyUsed
from tongxin.domain.events import EVENT_TYPES, Event, Sealed, sealed_fields
from tongxin.domain.identity.events import PersonDied, PersonRegistered
from tongxin.store.codec import Recording, decode, encode, needs_key
from tongxin.store.keys import KeyUnusable, StreamKey
from tongxin.store.upcasting import UPCASTS

MARK = "sealed-text-"  # base64 has no hyphen
PLACE = (STREAM, 3)

instants = st.datetimes(
    min_value=datetime(1900, 1, 2), timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])
)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
integers = st.integers(-(1 << 63), (1 << 63) - 1)
json_values = st.recursive(
    st.none() | st.booleans() | integers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
sealed_texts = st.text().map(lambda text: MARK + text)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any values of the type of a field."""
    if get_origin(kind) in (Union, UnionType):
        return st.one_of([st.none() if one is NoneType else values(one) for one in get_args(kind)])
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=3).map(tuple)
    if get_origin(kind) is Mapping:
        return st.dictionaries(st.text(max_size=5), json_values, max_size=3)
    if kind is Event:
        return st.sampled_from([cls for cls in EVENT_TYPES.values() if cls is not EventCorrected]).flatmap(
            events
        )
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})
    simple = {datetime: instants, Decimal: decimals, int: integers}
    if kind in simple:
        return simple[kind]
    return st.from_type(kind)


def events(cls: type[Event]) -> st.SearchStrategy[Event]:
    """Any events of a class; every sealed text begins with the mark."""
    sealed = sealed_fields(cls)
    hints = get_type_hints(cls)
    assert all(hints[name] == str | None for name in sealed)
    return st.builds(
        cls,
        **{
            field.name: st.none() | sealed_texts if field.name in sealed else values(hints[field.name])
            for field in fields(cls)
        },
    )


recordings = st.builds(
    Recording,
    recorded_at=instants,
    actor=st.builds(Actor),
    documents=st.lists(st.builds(Document), max_size=3).map(tuple),
    policy=st.none() | st.builds(PolicyUsed),
)
any_event = st.sampled_from([*EVENT_TYPES.values()]).flatmap(events)


def without_sealed(event: Event) -> Event:
    hidden: dict[str, Any] = dict.fromkeys(sealed_fields(type(event)))
    hidden |= {
        field.name: without_sealed(value)
        for field in fields(event)
        if isinstance(value := getattr(event, field.name), Event)
    }
    return replace(event, **hidden)


@settings(max_examples=400, deadline=None)
@given(any_event, recordings)
def test_what_is_written_is_read(event: Event, recording: Recording) -> None:
    event_id = uuid4()
    state = encode(*PLACE, event, event_id, recording, KEY)
    read = decode(*PLACE, 7, event.TYPE, state, KEY)
    assert read.event == event
    assert type(read.event) is type(event)
    assert (read.stream, read.version, read.position, read.event_id) == (*PLACE, 7, event_id)
    assert recording == Recording(**{f.name: getattr(read, f.name) for f in fields(Recording)})
    assert MARK.encode() not in state
    assert decode(*PLACE, 7, event.TYPE, state).event == without_sealed(event)
    assert needs_key(event) == (event != without_sealed(event))


@pytest.mark.parametrize("cls", EVENT_TYPES.values(), ids=EVENT_TYPES.keys())
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_in_every_class(cls: type[Event], data: st.DataObject) -> None:
    event = data.draw(events(cls))
    state = encode(*PLACE, event, uuid4(), BARE, KEY)
    assert decode(*PLACE, 7, event.TYPE, state, KEY).event == event
    assert MARK.encode() not in state


REGISTERED = PersonRegistered(
    occurred_at=datetime(2026, 1, 1, tzinfo=UTC),
    name=f"{MARK}马建国",
    birth_date=datetime(1988, 3, 15).date(),
    sex="male",  # type: ignore[arg-type]
    domicile_area="640324",
    residence_area="640324100",
    source="screening",
)
DIED = PersonDied(occurred_at=datetime(2026, 1, 1, tzinfo=UTC))


def stored(event: Event = REGISTERED, key: StreamKey | None = KEY) -> bytes:
    return encode(*PLACE, event, UUID(int=1), FULL, key)


def test_an_event_with_sealed_fields_needs_a_key() -> None:
    assert needs_key(REGISTERED)
    with pytest.raises(ValueError, match=r"person\.registered/1"):
        stored(key=None)
    assert not needs_key(DIED)
    assert decode(*PLACE, 7, DIED.TYPE, stored(DIED, key=None)).event == DIED


@pytest.mark.parametrize(
    ("stream", "version", "type_name"),
    [
        (UUID(int=5), 3, "person.registered/1"),
        (STREAM, 4, "person.registered/1"),
        (STREAM, 3, "person.identity_corrected/1"),
    ],
    ids=["stream", "version", "type"],
)
def test_sealed_bytes_that_were_moved_cannot_be_read(stream: UUID, version: int, type_name: str) -> None:
    with pytest.raises(KeyUnusable):
        decode(stream, version, 7, type_name, stored(), KEY)


def flipped(sealed: bytes, at: int) -> bytes:
    return sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]


@pytest.mark.parametrize(
    "alter",
    [
        lambda sealed: flipped(sealed, 0),  # the name of the algorithm
        lambda sealed: flipped(sealed, 1),  # the nonce
        lambda sealed: flipped(sealed, 20),
        lambda sealed: flipped(sealed, len(sealed) - 1),  # the tag
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[:13],
        lambda sealed: sealed[:5],
        lambda _: b"",
    ],
)
def test_sealed_bytes_that_were_altered_cannot_be_read(alter: Callable[[bytes], bytes]) -> None:
    content = msgspec.json.decode(stored())
    content["sealed"] = b64encode(alter(b64decode(content["sealed"]))).decode()
    altered = msgspec.json.encode(content)
    assert decode(*PLACE, 7, REGISTERED.TYPE, altered).event == without_sealed(REGISTERED)
    with pytest.raises(KeyUnusable):
        decode(*PLACE, 7, REGISTERED.TYPE, altered, KEY)


def test_the_key_of_another_stream_cannot_read() -> None:
    with pytest.raises(KeyUnusable):
        decode(*PLACE, 7, REGISTERED.TYPE, stored(), StreamKey(b"x" * 32))


def test_nothing_sealed_is_written_twice_alike() -> None:
    assert stored() != stored()
    assert stored(DIED) == stored(DIED)


def test_an_unknown_type_is_told() -> None:
    with pytest.raises(KeyError, match=r"person\.invented/1"):
        decode(*PLACE, 7, "person.invented/1", stored())


@pytest.mark.parametrize("state", [b"", b"{}", b"[]", stored(DIED), stored()[:-1], b"\xff"])
def test_bytes_that_are_no_such_event_are_told(state: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        decode(*PLACE, 7, REGISTERED.TYPE, state)


def test_fields_that_only_newer_code_knows_are_passed_over() -> None:
    content = msgspec.json.decode(stored())
    content["added"] = content["data"]["added"] = {"later": 1}
    assert decode(*PLACE, 7, REGISTERED.TYPE, msgspec.json.encode(content), KEY).event == REGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOnce(Event):
    TYPE: ClassVar[str] = "test.moved/1"
    area: str
    reason: Sealed[str] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    TYPE: ClassVar[str] = "test.moved/3"
    to_area: str
    from_area: str | None
    reason: Sealed[str] = None


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event type whose field was renamed in version 2, and that got another field in version 3."""
    monkeypatch.setitem(EVENT_TYPES, "test.moved/3", Moved)
    monkeypatch.setitem(UPCASTS, "test.moved/1", ("test.moved/2", _renamed))
    monkeypatch.setitem(UPCASTS, "test.moved/2", ("test.moved/3", lambda data: data | {"from_area": None}))


def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    return {"to_area" if name == "area" else name: value for name, value in data.items()}


OLD = MovedOnce(occurred_at=DIED.occurred_at, area="640324", reason=f"{MARK}原因")
NEW = Moved(occurred_at=DIED.occurred_at, to_area="640324", from_area=None, reason=OLD.reason)


@pytest.mark.usefixtures("versions")
def test_an_old_version_is_read_as_todays() -> None:
    state = stored(OLD)
    assert decode(*PLACE, 7, "test.moved/1", state, KEY).event == NEW
    assert decode(*PLACE, 7, "test.moved/1", state).event == without_sealed(NEW)
    second = msgspec.json.decode(stored(replace(OLD, reason=None)))
    second["data"] = _renamed(second["data"])
    assert decode(*PLACE, 7, "test.moved/2", msgspec.json.encode(second)).event == without_sealed(NEW)


@pytest.mark.usefixtures("versions")
def test_an_old_version_inside_a_correction_is_read_as_todays() -> None:
    correction = EventCorrected(occurred_at=DIED.occurred_at, target=1, replacement=OLD)
    state = stored(correction)
    assert decode(*PLACE, 7, correction.TYPE, state, KEY).event == replace(correction, replacement=NEW)


@pytest.mark.usefixtures("versions")
def test_an_old_version_is_bound_to_the_type_it_was_stored_as() -> None:
    with pytest.raises(KeyUnusable):
        decode(*PLACE, 7, "test.moved/2", stored(OLD).replace(b'"area"', b'"to_area"'), KEY)


def test_a_chain_of_versions_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(UPCASTS, "test.moved/1", ("test.moved/2", _renamed))
    with pytest.raises(KeyError, match=r"test\.moved/2"):
        decode(*PLACE, 7, "test.moved/1", stored(OLD), KEY)


def test_a_correction_inside_a_correction_is_read_whole() -> None:
    inner = EventCorrected(occurred_at=DIED.occurred_at, target=1, replacement=REGISTERED, reason=f"{MARK}1")
    outer = EventCorrected(occurred_at=DIED.occurred_at, target=2, replacement=inner, reason=f"{MARK}2")
    state = stored(outer)
    assert decode(*PLACE, 7, outer.TYPE, state, KEY).event == outer
    assert decode(*PLACE, 7, outer.TYPE, state).event == without_sealed(outer)
    assert MARK.encode() not in state
