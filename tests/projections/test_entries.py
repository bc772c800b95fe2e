"""Rows that are packed straight from events are those that the fold makes."""

from dataclasses import replace
from struct import pack
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projections.corrected_lives import corrected_lives
from projections.stored_lives import unsealed

from tongxin.domain import kinds  # noqa: F401  (every event is known once these are)
from tongxin.domain.correction.effective import is_correction
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.projections.copy_binary import RowPacker
from tongxin.projections.folding import rows_of
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.rebuild.entries import entry_packer
from tongxin.projections.rebuild.fold import Folded, StreamFold
from tongxin.projections.rebuild.plan import Reading
from tongxin.store.codec import Recording, encode
from tongxin.store.lean import readers

BASES = st.none() | st.sampled_from(["禁毒法 33", "戒毒条例 13", ""])


def as_copied(one: Recorded[Event]) -> bytes:
    """The row of the log, as COPY has it."""
    recording = Recording(
        recorded_at=one.recorded_at,
        actor=one.actor,
        correlation_id=one.correlation_id,
        idempotency_key=one.idempotency_key,
        legal_basis=one.legal_basis,
    )
    kind = one.event.TYPE.encode()
    state = encode(one.stream, one.version, one.event, one.event_id, recording, None)
    head = pack("!hi16siqiqi", 5, 16, one.stream.bytes, 8, one.version, 8, one.position, len(kind))
    return head + kind + pack("!i", len(state)) + state


def careful(*_args: Any) -> Any:
    raise AssertionError("there is nothing here that cannot be read")


@given(life=corrected_lives(), basis=BASES, correlation=st.text(max_size=9), data=st.data())
def test_an_entry_has_the_bytes_of_the_row_that_the_fold_adds(
    life: list[Recorded[Event]], basis: str | None, correlation: str, data: st.DataObject
) -> None:
    events = [
        replace(one, event=unsealed(one.event), legal_basis=basis, correlation_id=correlation)
        for one in life
        if not is_correction(one.event)
    ]
    into = Folded({PERSON_HISTORY.name: []})
    fold = StreamFold([PERSON_HISTORY], Reading(readers, careful, None), set())  # type: ignore[arg-type]
    stored = data.draw(st.permutations([as_copied(one) for one in events]))
    fold.fold(events[0].stream.bytes, stored, into)
    assert into.rows[PERSON_HISTORY.name] == []
    packed = RowPacker(PERSON_HISTORY.row).packed(rows_of(PERSON_HISTORY, events))
    assert into.packed[PERSON_HISTORY.name] == packed


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"stream": "stream"}, "person_history: the first columns are to be stream, version, position"),
        ({**PERSON_HISTORY.entry, "superseded_by": "by"}, "by: an entry has no bigint or none"),  # type: ignore[dict-item]
    ],
)
def test_a_projection_that_says_too_little_of_its_entry_is_refused(
    entry: dict[str, str], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        entry_packer(replace(PERSON_HISTORY, entry=entry))
