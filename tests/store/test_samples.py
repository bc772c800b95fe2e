"""A sample of every event type ever released is still read as what it was written for."""

import json
from dataclasses import fields
from typing import Any

import pytest
from store.make_samples import (
    BARE,
    FULL,
    KEY,
    POSITION,
    SAMPLES,
    STREAM,
    VERSION,
    envelope,
    event_of,
    file_of,
    plain,
)

from tongxin.domain.events import EVENT_TYPES, sealed_fields
from tongxin.store.codec import decode, encode
from tongxin.store.upcasting import UPCASTS

KEPT: dict[str, list[dict[str, Any]]] = {
    content["type"]: content["samples"]
    for path in sorted(SAMPLES.glob("*.json"))
    if (content := json.loads(path.read_text("utf-8")))
}
CASES = [
    pytest.param(type_name, sample, id=f"{type_name} {kind}")
    for type_name, samples in KEPT.items()
    for kind, sample in zip(("full", "bare"), samples, strict=True)
]


def test_every_type_has_a_sample_and_every_sample_a_type() -> None:
    """A missing one is made by tests/store/make_samples.py; a released type may not go away."""
    assert KEPT.keys() == EVENT_TYPES.keys() | UPCASTS.keys()
    assert all(file_of(type_name).exists() for type_name in KEPT)
    assert len({file_of(type_name) for type_name in KEPT}) == len(KEPT)


@pytest.mark.parametrize(("type_name", "sample"), CASES)
def test_a_sample_is_read_as_what_it_was_written_for(type_name: str, sample: dict[str, Any]) -> None:
    recorded = decode(STREAM, VERSION, POSITION, type_name, sample["stored"].encode(), KEY)
    assert plain(recorded.event) == sample["event"]
    assert envelope(recorded) == sample["envelope"]


@pytest.mark.parametrize(("type_name", "sample"), CASES)
def test_a_sample_is_read_without_its_key_too(type_name: str, sample: dict[str, Any]) -> None:
    event = decode(STREAM, VERSION, POSITION, type_name, sample["stored"].encode()).event
    sealed = sealed_fields(type(event))
    assert all(getattr(event, name) is None for name in sealed)
    nested = {name for name, value in sample["event"].items() if isinstance(value, dict) and "type" in value}
    read = plain(event)
    for name in sample["event"].keys() - nested - set(sealed):
        assert read[name] == sample["event"][name]


@pytest.mark.parametrize(("type_name", "sample"), [case for case in CASES if case.values[0] in EVENT_TYPES])
def test_a_sample_of_today_is_written_again_as_it_was(type_name: str, sample: dict[str, Any]) -> None:
    """But for the sealed part, which no two writings have in common."""
    recorded = decode(STREAM, VERSION, POSITION, type_name, sample["stored"].encode(), KEY)
    recording = FULL if recorded.documents else BARE
    again = json.loads(encode(STREAM, VERSION, recorded.event, recorded.event_id, recording, KEY))
    stored = json.loads(sample["stored"])
    assert ("sealed" in again) == ("sealed" in stored)
    assert again | {"sealed": None} == stored | {"sealed": None}


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_a_full_sample_says_something_in_every_field(type_name: str) -> None:
    cls = EVENT_TYPES[type_name]
    event = event_of(cls)
    assert all(getattr(event, field.name) is not None for field in fields(cls))
