"""From the events of a granted command to what is stored of them; the same wherever commands are run."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from uuid_utils.compat import uuid7

from ...domain.commands import Context
from ...domain.correction.effective import effective
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.claims import number_of
from ...store.append import NewEvent, Receipt
from ...store.codec import Recording, encode
from ...store.keys import StreamKey
from .asked import Asked, NewEventId
from .policy_used import policy_used
from .reviewing import named, recording_of
from .two_records import no_number


def recording_for(asked: Asked, context: Context, receipt: Receipt, events: Sequence[Event]) -> Recording:
    """What the envelopes of a command's events say."""
    return Recording(
        recorded_at=context.now,
        actor=asked.actor,
        correlation_id=asked.correlation_id,
        idempotency_key=asked.key or receipt.key.hex,
        legal_basis=asked.command.legal_basis,
        causation_id=asked.causation_id,
        policy=policy_used(events[0], context),
        documents=asked.command.documents,
    )


def rows_of(
    stream: UUID, after: int, events: Sequence[Event], recording: Recording, key: StreamKey | None
) -> tuple[list[NewEventId], list[NewEvent]]:
    """The events after a version of their stream, as an answer names them and as they are stored."""
    ids = [named(uuid7(), event, after + n) for n, event in enumerate(events, 1)]
    rows = []
    for new, event in zip(ids, events, strict=True):
        about = recording_of(event, recording, ids[0].event_id)
        state = encode(stream, new.version, event, new.event_id, about, key)
        rows.append(NewEvent(stream, new.version, new.type, state))
    return ids, rows


def number_after_correction(
    stream: UUID, history: Sequence[Recorded[Event]], events: Sequence[Event]
) -> str | None:
    """The identity number that a stream claims once these corrections count; None where it never had one."""
    after = [replace(history[-1], version=len(history) + n, event=event) for n, event in enumerate(events, 1)]
    number = number_of(recorded.event for recorded in effective([*history, *after]))
    if number is None and number_of(recorded.event for recorded in history) is not None:
        return no_number(stream)  # which gives up the number that it had
    return number
