"""Commands about two records: what the decision needs of the other one, and what is recorded there with it.

Both are appended at once, each at the version that was looked at, so that the decision holds for both or for
none. A record that is merged away changes no more; whoever appends to the kept one has seen all of both.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args
from uuid import UUID

from uuid_utils.compat import uuid7

from ...domain.calendar import law_date
from ...domain.commands import Command, Context
from ...domain.correction.effective import effective
from ...domain.duplicates.as_one import as_one, merged_into
from ...domain.duplicates.commands import DuplicateCommand, MergePersons, UnmergePersons
from ...domain.duplicates.counterpart import Counterpart
from ...domain.duplicates.events import PersonMerged, PersonUnmerged, counterpart_of
from ...domain.duplicates.likeness import likeness
from ...domain.duplicates.scoring import Feature, rules_in_force
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.claims import IDENTITY_NUMBER
from ...domain.identity.events import PersonRegistered
from ...domain.person.state import Person, fold
from ...store.append import Claim, NewEvent
from ...store.codec import Recording, encode
from ...store.identifiers import identifiers_of
from ...store.streams import Streams

_ABOUT_TWO = get_args(DuplicateCommand)
_MERGING = (PersonMerged, PersonUnmerged)


def is_merging(event: Event) -> bool:
    """Whether another record counts from this event on, or no more."""
    return isinstance(event, _MERGING)


def no_number(stream: UUID) -> str:
    """What a record claims in the place of an identity number that it has given up."""
    return f"none of {stream}"


def number_of_merged(stream: UUID) -> str:
    """Under which kind a record holds the identity number of one that was merged into it."""
    return f"{IDENTITY_NUMBER} of {stream}"


async def whole_history(streams: Streams, history: Sequence[Recorded[Event]]) -> Sequence[Recorded[Event]]:
    """A record with those merged into it, as one; itself, where none is."""
    if not any(isinstance(recorded.event, PersonMerged) for recorded in history):
        return history
    others = {other: await streams.history(other) for other in merged_into(history)}
    return as_one(history, others)


async def beside(streams: Streams, command: Command, context: Context, stream: UUID) -> Context:
    """The context with the other record, where a command is about two."""
    if not isinstance(command, _ABOUT_TWO):
        return context
    other = command.other
    history = await streams.history(other)  # before the claims, which change only with it
    if not history or not isinstance(history[0].event, PersonRegistered) or other == stream:
        return replace(context, counterpart=Counterpart(this=stream, other=other, person=_nobody(history)))
    counterpart = Counterpart(
        this=stream,
        other=other,
        version=history[-1].version,
        person=fold(recorded.event for recorded in effective(history)),
        agreed=await _agreed(streams, stream, other, context),
        has_number=await _number(streams, command, stream) is not None,
    )
    return replace(context, counterpart=counterpart)


def _nobody(history: Sequence[Recorded[Event]]) -> Person | None:
    is_person = bool(history) and isinstance(history[0].event, PersonRegistered)
    return fold(recorded.event for recorded in effective(history)) if is_person else None


async def _agreed(streams: Streams, one: UUID, other: UUID, context: Context) -> tuple[Feature, ...]:
    if (rules := rules_in_force(context.policies, law_date(context.now))) is None:
        return ()
    known = await identifiers_of(streams, [one, other])
    return likeness(known[one], known[other], rules[1]).agreed


async def _number(streams: Streams, command: Command, stream: UUID) -> UUID | None:
    """The keyed hash of the identity number that goes from one record to the other."""
    if isinstance(command, MergePersons):
        found = await streams.claimed(command.other, IDENTITY_NUMBER)
        return None if found == streams.claim_value(IDENTITY_NUMBER, no_number(command.other)) else found
    if isinstance(command, UnmergePersons):
        kind = number_of_merged(command.other)
        found = await streams.claimed(stream, kind)
        return None if found == streams.claim_value(kind, no_number(stream)) else found
    return None


async def recorded_beside(
    streams: Streams, stream: UUID, events: Sequence[Event], context: Context, recording: Recording
) -> tuple[list[NewEvent], list[Claim]]:
    """What is appended to the other record with these events, and where the identity number goes."""
    rows: list[NewEvent] = []
    claims: list[Claim] = []
    for event in events:
        if (found := counterpart_of(event, stream)) is None:
            continue
        other, told = found
        assert context.counterpart is not None
        version = context.counterpart.version + 1
        rows.append(
            NewEvent(other, version, told.TYPE, encode(other, version, told, uuid7(), recording, None))
        )
        if context.counterpart.has_number:
            claims += await _moved(streams, stream, other, merges=isinstance(event, PersonMerged))
    return rows, claims


async def _moved(streams: Streams, kept: UUID, other: UUID, *, merges: bool) -> list[Claim]:
    """The number of the other record to the kept one, or back; in its place each claims to have none."""
    ends = [(other, IDENTITY_NUMBER), (kept, number_of_merged(other))]
    (giver, given_as), (taker, taken_as) = ends if merges else reversed(ends)
    value = await streams.claimed(giver, given_as)
    if value is None:
        return []
    nothing = streams.claim_value(given_as, no_number(giver))
    return [Claim(nothing, given_as, giver), Claim(value, taken_as, taker)]
