"""The one place where a decision meets the store: load, decide, append."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import random
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from cachetools import LRUCache
from uuid_utils.compat import uuid7

from ...domain.commands import Context
from ...domain.correction.commands import CorrectEvent, RetractEvent
from ...domain.correction.decide import decide as decide_correction
from ...domain.correction.effective import effective, is_correction
from ...domain.events import Event
from ...domain.identity.claims import IDENTITY_NUMBER, number_of
from ...domain.identity.rules import IDENTITY_NUMBER_TAKEN
from ...domain.kind import Kind
from ...domain.policies.book import PolicyBook
from ...domain.refusals import Refused
from ...store.append import (
    AlreadyClaimed,
    Append,
    Appended,
    Claim,
    KeyReused,
    Receipt,
    StoreOverloaded,
    VersionConflict,
)
from ...store.codec import needs_key
from ...store.group_commit import GroupCommit
from ...store.keys import StreamKey
from ...store.streams import Streams
from .asked import Asked, Outcome, Stale, instant, receipt_of
from .changes import typed_changes
from .elsewhere import check_references, informed, referring
from .recording import number_after_correction, recording_for, rows_of
from .reviewing import named
from .turns import Turns
from .two_records import beside, is_merging, recorded_beside, whole_history

_ATTEMPTS = 60
_LONGEST_PAUSE = 0.1
"""Seconds between attempts at most; shorter ones at first, by chance, so that rivals do not keep step."""


class Policies(Protocol):
    """Where the policies of the moment are."""

    @property
    def book(self) -> PolicyBook:
        """Every policy that is known now."""


class _Loaded(NamedTuple):
    state: Any
    version: int
    position: int
    commands: bytes
    """The idempotency keys of all commands so far, one after the other."""


class CommandService:
    """Runs commands of one kind of stream. Commands on one stream run one after another in this process."""

    def __init__(
        self,
        kind: Kind,
        streams: Streams,
        committing: GroupCommit,
        *,
        policies: Policies,
        remembered: int = 50_000,
    ) -> None:
        self._kind = kind
        self._streams = streams
        self._committing = committing
        self._policies = policies
        self._known: LRUCache[UUID, _Loaded] = LRUCache(remembered)
        self._turns = Turns()

    @property
    def policies(self) -> PolicyBook:
        """The policies that decisions are given."""
        return self._policies.book

    async def handle(self, asked: Asked) -> Outcome:
        """Grant a command durably, or raise.

        Raises `Refused`, `Stale`, `KeyReused`, `StreamErased`, `StoreUnavailable`, `changes.WrongChange`.
        """
        now = datetime.now(UTC)
        occurred_at = now if asked.command.occurred_at is None else instant(asked.command.occurred_at)
        stream, receipt = receipt_of(asked, occurred_at)
        context = Context(
            now=now, occurred_at=occurred_at, actor=asked.actor, new_id=uuid7(), policies=self._policies.book
        )
        async with self._turns.take(stream):
            for attempt in range(_ATTEMPTS):
                try:
                    return await self._try(asked, context, stream, receipt)
                except VersionConflict:  # another process was first
                    self._known.pop(stream, None)
                    await asyncio.sleep(min(random() * 0.004 * attempt, _LONGEST_PAUSE))
            raise StoreOverloaded("other processes keep changing this record")

    async def _try(self, asked: Asked, context: Context, stream: UUID, receipt: Receipt) -> Outcome:
        remembered = self._known.get(stream)
        loaded = remembered or await self._load(stream, begins=asked.stream is None)
        if receipt.key.bytes in loaded.commands and (granted := await self._streams.granted(stream, receipt)):
            return await self._replayed(stream, granted)
        try:
            if not loaded.version and asked.stream is not None:
                raise self._kind.unknown.refuse()
            if asked.if_version is not None and asked.if_version != loaded.version:
                raise Stale(loaded.version)
            context = await beside(self._streams, asked.command, context, stream)
            events = await self._decide(asked, context, stream, loaded)
        except (Refused, Stale):
            await self._check_memory(stream, remembered)
            raise
        if not events:
            await self._check_memory(stream, remembered)
            return Outcome(stream, loaded.version, loaded.position, ())
        return await self._append(asked, context, stream, receipt, loaded, events)

    async def _check_memory(self, stream: UUID, remembered: _Loaded | None) -> None:
        """Raise `VersionConflict` where another process has gone on from what is remembered.

        Where something is appended, the database checks it.
        """
        if remembered is not None and await self._streams.history(stream, after=remembered.version):
            raise VersionConflict

    async def _decide(self, asked: Asked, context: Context, stream: UUID, loaded: _Loaded) -> list[Event]:
        command = asked.command
        if not isinstance(command, CorrectEvent | RetractEvent):
            await check_references(self._streams, command)
            state = await informed(self._streams, stream, loaded.state, command)
            return self._kind.decide(state, command, context)
        history = await self._streams.history(stream, unsealed=True)
        if isinstance(command, CorrectEvent):
            command = replace(command, changes=typed_changes(history, command))
        return await referring(self._streams, decide_correction(history, command, context))

    async def _append(
        self,
        asked: Asked,
        context: Context,
        stream: UUID,
        receipt: Receipt,
        loaded: _Loaded,
        events: list[Event],
    ) -> Outcome:
        key, new_keys = await self._key_for(stream, loaded, events)
        recording = recording_for(asked, context, receipt, events)
        ids, rows = rows_of(stream, loaded.version, events, recording, key)
        more, moved = await recorded_beside(self._streams, stream, events, context, recording)
        claims = [*await self._claims(stream, events), *moved]
        append = Append([*rows, *more], receipt, claims, new_keys)
        try:
            appended = await self._committing.append(append)
        except AlreadyClaimed:
            raise IDENTITY_NUMBER_TAKEN.refuse("identity_number") from None
        if appended.replayed:
            self._known.pop(stream, None)
            return await self._replayed(stream, appended)
        self._remember(stream, loaded, events, receipt, appended)
        return Outcome(stream, appended.last_version, appended.position, ids)

    def _remember(
        self, stream: UUID, loaded: _Loaded, events: list[Event], receipt: Receipt, appended: Appended
    ) -> None:
        if any(is_correction(event) or is_merging(event) for event in events):
            self._known.pop(stream, None)  # what counted before may count no more
            return
        state = loaded.state
        for event in events:
            state = self._kind.evolve(state, event)
        commands = loaded.commands + receipt.key.bytes
        self._known[stream] = _Loaded(state, appended.last_version, appended.position, commands)

    async def _replayed(self, stream: UUID, appended: Appended) -> Outcome:
        history = await self._streams.history(
            stream, after=appended.first_version - 1, upto=appended.last_version
        )
        ids = [named(recorded.event_id, recorded.event, recorded.version) for recorded in history]
        return Outcome(stream, appended.last_version, appended.position, ids, replayed=True)

    async def _load(self, stream: UUID, *, begins: bool) -> _Loaded:
        history, commands = await self._streams.commanded(stream)
        if not history:
            return _Loaded(self._kind.initial, 0, 0, b"")
        if not isinstance(history[0].event, self._kind.begins_with):
            # A stream that a command begins has its id from the key.
            raise KeyReused if begins else self._kind.unknown.refuse()
        state = self._kind.initial
        for recorded in effective(await whole_history(self._streams, history)):
            state = self._kind.evolve(state, recorded.event)
        loaded = _Loaded(state, history[-1].version, history[-1].position, commands)
        self._known[stream] = loaded
        return loaded

    async def _key_for(
        self, stream: UUID, loaded: _Loaded, events: Sequence[Event]
    ) -> tuple[StreamKey | None, Sequence[tuple[UUID, bytes]]]:
        """The key that seals these events, and what to store of it if it is new."""
        if not any(needs_key(event) for event in events):
            return None, ()
        key = await self._streams.sealing_key(stream) if loaded.version else None
        if key is not None:
            return key, ()
        key, wrapped = self._streams.new_key()
        return key, [(stream, wrapped)]

    async def _claims(self, stream: UUID, events: Sequence[Event]) -> Sequence[Claim]:
        """The identity number that the stream holds after these events, where they may change it."""
        number = number_of(events)
        if any(is_correction(event) for event in events):
            history = await self._streams.history(stream, unsealed=True)
            number = number_after_correction(stream, history, events)
        if number is None:
            return ()
        return [Claim(self._streams.claim_value(IDENTITY_NUMBER, number), IDENTITY_NUMBER, stream)]
