"""Many commands at once: each decided as ever, thousands of them appended in one transaction.

What a command is granted on is what the service would grant it on: the same deciders, policies, idempotency
keys, versions, claims and sealing, the same append in the database. What is left out is an answer for each:
the first command that cannot be granted ends the work, and of what was not yet appended nothing is stored.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection, RawCursor
from psycopg.errors import UniqueViolation
from uuid_utils.compat import uuid7

from ...domain.commands import Context
from ...domain.correction.commands import CorrectEvent, RetractEvent
from ...domain.correction.decide import decide as decide_correction
from ...domain.correction.effective import effective, is_correction
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.claims import IDENTITY_NUMBER, number_of
from ...domain.identity.rules import IDENTITY_NUMBER_TAKEN
from ...domain.kind import Kind
from ...domain.policies.book import PolicyBook
from ...domain.references import references
from ...store.append import (
    APPEND_BATCH,
    Append,
    AppendRefused,
    Claim,
    KeyReused,
    Receipt,
    batch_parameters,
)
from ...store.codec import Recording, needs_key
from ...store.keys import MasterKey, StreamKey
from ...store.pg_arrays import register
from .asked import Asked, instant, receipt_of
from .changes import typed_changes
from .recording import number_after_correction, recording_for, rows_of
from .reviewing import recording_of

_AT_ONCE = 5000
"""Events in a transaction, at least. Other writers wait while it is appended; readers wait for nothing."""
_STORED = (
    "select stream, array_agg(command order by version), max(position) from events where stream = any(%s)"
    " group by stream"
)


class StreamBegun(AppendRefused):
    """Other commands than these have begun the stream, or not all of these were granted. `stream`: which."""

    def __init__(self, stream: UUID) -> None:
        super().__init__(f"the stream {stream} is on record with other commands than these")
        self.stream = stream


class Bulk:
    """Appends whole new streams over one connection.

    `commands`, `events` (by type): what was stored; `replayed`: commands that were stored before. `position`:
    of the last event.
    """

    def __init__(self, connection: Connection[Any], master: MasterKey, policies: PolicyBook) -> None:
        register(connection)
        self._connection = connection
        self._master = master
        self._policies = policies
        self._waiting: list[Append] = []
        self._size = 0
        self.events: Counter[str] = Counter()
        self.commands = 0
        self.replayed = 0
        self.position = 0

    def close(self) -> None:
        """End the connection. What was not appended is forgotten."""
        self._connection.close()

    def add(self, kind: Kind, commands: Iterable[Asked]) -> None:
        """Decide the commands of one stream, the first of which begins it, and have them appended in time.

        Raises `Refused` and `WrongChange` where one is not granted, and as `flush` does. Commands that name
        other records than their own are not taken here: nobody looks whether there are such.
        """
        told = _Telling(kind, self._master, self._policies)
        for asked in commands:
            append = told.decided(asked)
            if append is not None:
                self._waiting.append(append)
                self._size += len(append.events)
        if self._size >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Append what waits, in one transaction; what was stored before is not stored again.

        Raises `StreamBegun`, and `Refused` where an identity number is somebody else's; then nothing of it is
        stored.
        """
        waiting, self._waiting, self._size = _with_last_claims(self._waiting), [], 0
        with self._connection.transaction(), RawCursor(self._connection) as cursor:
            if waiting and not self._append(cursor, waiting):
                new = self._new(waiting)
                self.replayed += len(waiting) - len(new)
                if new and not self._append(cursor, new):
                    raise IDENTITY_NUMBER_TAKEN.refuse("identity_number")

    def _append(self, cursor: RawCursor[Any], appends: Sequence[Append]) -> bool:
        """False where a version or a claimed value is taken; nothing is stored then."""
        try:
            with self._connection.transaction():
                cursor.execute(APPEND_BATCH, batch_parameters(appends), prepare=True, binary=True)
                row = cursor.fetchone()
        except UniqueViolation:
            return False
        assert row is not None
        types = [event.type for append in appends for event in append.events]
        self.commands += len(appends)
        self.events.update(types)
        self.position = row[0] + len(types)
        return True

    def _new(self, waiting: Sequence[Append]) -> list[Append]:
        """Those of streams that are not stored yet; one that is must be stored whole, by these commands."""
        asked: dict[UUID, list[UUID]] = {}
        for append in waiting:
            assert append.receipt is not None
            asked.setdefault(append.events[0].stream, []).extend(append.receipt.key for _ in append.events)
        stored = self._connection.execute(_STORED, (list(asked),)).fetchall()
        for stream, keys, position in stored:
            if keys != asked[stream]:
                raise StreamBegun(stream)
            self.position = max(self.position, position)
        there = {stream for stream, _, _ in stored}
        return [append for append in waiting if append.events[0].stream not in there]


def _with_last_claims(appends: Sequence[Append]) -> list[Append]:
    """What a stream claims and gives up again within the transaction, nobody sees it hold."""
    last = {(one.kind, one.stream): one for append in appends for one in append.claims}
    kept = {id(one) for one in last.values()}
    return [
        replace(append, claims=[one for one in append.claims if id(one) in kept]) if append.claims else append
        for append in appends
    ]


class _Telling:
    """One new stream while its commands are decided."""

    def __init__(self, kind: Kind, master: MasterKey, policies: PolicyBook) -> None:
        self._kind = kind
        self._master = master
        self._policies = policies
        self._state = kind.initial
        self._history: list[Recorded[Event]] = []
        self._key: StreamKey | None = None
        self._receipts: set[UUID] = set()

    def decided(self, asked: Asked) -> Append | None:
        """What a command adds to the stream; None where it changes nothing."""
        now = datetime.now(UTC)
        command = asked.command
        if references(command):
            raise ValueError(f"{type(command).__name__} names another record")
        occurred_at = now if command.occurred_at is None else instant(command.occurred_at)
        stream, receipt = receipt_of(asked, occurred_at)
        if receipt.key in self._receipts:
            raise KeyReused
        self._receipts.add(receipt.key)
        context = Context(
            now=now, occurred_at=occurred_at, actor=asked.actor, new_id=uuid7(), policies=self._policies
        )
        if isinstance(command, CorrectEvent | RetractEvent):
            if isinstance(command, CorrectEvent):
                command = replace(command, changes=typed_changes(self._history, command))
            events: list[Event] = decide_correction(self._history, command, context)
        else:
            events = self._kind.decide(self._state, command, context)
        return self._append(asked, context, stream, receipt, events) if events else None

    def _append(
        self, asked: Asked, context: Context, stream: UUID, receipt: Receipt, events: Sequence[Event]
    ) -> Append:
        keys = []
        if self._key is None and any(map(needs_key, events)):
            self._key, wrapped = self._master.new_stream_key()
            keys.append((stream, wrapped))
        recording = recording_for(asked, context, receipt, events)
        ids, rows = rows_of(stream, len(self._history), events, recording, self._key)
        claims = self._claims(stream, events)
        for new, event in zip(ids, events, strict=True):
            about = recording_of(event, recording, ids[0].event_id)
            self._history.append(_recorded(stream, new.version, event, new.event_id, about))
        self._evolve(events)
        return Append(rows, receipt, claims, keys)

    def _evolve(self, events: Sequence[Event]) -> None:
        counting = events
        if any(map(is_correction, events)):  # what counted before may count no more
            self._state, counting = self._kind.initial, [one.event for one in effective(self._history)]
        for event in counting:
            self._state = self._kind.evolve(self._state, event)

    def _claims(self, stream: UUID, events: Sequence[Event]) -> Sequence[Claim]:
        number = number_of(events)
        if any(map(is_correction, events)):
            number = number_after_correction(stream, self._history, events)
        if number is None:
            return ()
        return [Claim(self._master.keyed_hash(IDENTITY_NUMBER, number), IDENTITY_NUMBER, stream)]


def _recorded(stream: UUID, version: int, event: Event, event_id: UUID, about: Recording) -> Recorded[Event]:
    return Recorded(
        stream=stream,
        version=version,
        position=0,  # not known before it is appended; no decision looks at it
        event=event,
        event_id=event_id,
        recorded_at=about.recorded_at,
        actor=about.actor,
        correlation_id=about.correlation_id,
        idempotency_key=about.idempotency_key,
        legal_basis=about.legal_basis,
        causation_id=about.causation_id,
        policy=about.policy,
        documents=about.documents,
    )
