"""One command's effects, and the SQL call that appends a batch of them. The narrow port to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from .pg_arrays import ByteaArray, Int8Array, PgArray, TextArray, UuidArray

APPEND_BATCH = f"select append_batch({', '.join(f'${n}' for n in range(1, 12))})"

_EACH = (
    *("int", "int[]", "uuid[]", "int8[]", "text[]", "bytea[]", "uuid[]", "bytea[]"),
    *("int[]", "uuid[]", "bytea[]"),
    *("int[]", "uuid[]", "text[]", "uuid[]"),
)
APPEND_EACH = f"select * from append_each({', '.join(f'${n}::{kind}' for n, kind in enumerate(_EACH, 1))})"


class NewEvent(NamedTuple):
    """An event to store: its exact bytes at its place in its stream."""

    stream: UUID
    version: int
    type: str
    state: bytes


class Receipt(NamedTuple):
    """Under which key a command is remembered in its stream, and the fingerprint of what it asked for."""

    key: UUID
    fingerprint: bytes


_NO_RECEIPT = (None, None)


class Claim(NamedTuple):
    """A value that only one stream may hold: a keyed hash. A new one of a kind replaces the old."""

    value: UUID
    kind: str
    stream: UUID


@dataclass(frozen=True, slots=True)
class Append:
    """What one command adds, granted whole or not at all. `keys`: (stream, wrapped key) of new streams.

    Who appends after version n has read the stream up to n, and did not find the receipt's key there: whether
    a command was granted before is looked for at its own versions only. Of several claims of one kind for a
    stream, the last one counts.
    """

    events: Sequence[NewEvent]
    receipt: Receipt | None = None
    claims: Sequence[Claim] = ()
    keys: Sequence[tuple[UUID, bytes]] = ()

    @property
    def versions(self) -> tuple[int, int]:
        """First and last version that the command adds to the stream of its first event."""
        stream = self.events[0].stream
        own = [event.version for event in self.events if event.stream == stream]
        return own[0], own[-1]

    @property
    def standing_claims(self) -> Sequence[Claim]:
        """The claims that count."""
        if len(self.claims) < 2:
            return self.claims
        return list({(claim.kind, claim.stream): claim for claim in self.claims}.values())


@dataclass(frozen=True, slots=True)
class Appended:
    """A command was granted. `position`: of its last event. `replayed`: it was granted before."""

    position: int
    first_version: int
    last_version: int
    replayed: bool = False


class AppendRefused(Exception):
    """A command was not appended; nothing of it was stored."""


class VersionConflict(AppendRefused):
    """One of its versions is taken: the stream has moved on."""


class KeyReused(AppendRefused):
    """Its idempotency key was used before for another request."""


class AlreadyClaimed(AppendRefused):
    """A value that it claims is held by another stream."""


class StreamErased(AppendRefused):
    """The stream's key was destroyed, and with it what was sealed; nothing is sealed in it any more."""


Outcome = Appended | AppendRefused


class StoreUnavailable(Exception):
    """The database did not answer. Whether the command was stored is unknown; the same key will tell."""


class StoreOverloaded(StoreUnavailable):
    """Too many commands wait already. This one was not sent."""


class StoreFull(StoreUnavailable):
    """The database has no room left (SQLSTATE 53100)."""


def batch_parameters(batch: Sequence[Append]) -> list[PgArray]:
    """The arguments of `append_batch`."""
    events = [(*event, *(append.receipt or _NO_RECEIPT)) for append in batch for event in append.events]
    keys = [key for append in batch for key in append.keys]
    claims = [claim for append in batch for claim in append.standing_claims]
    return [
        *_pack((UuidArray, Int8Array, TextArray, ByteaArray, UuidArray, ByteaArray), events),
        *_pack((UuidArray, ByteaArray), keys),
        *_pack((UuidArray, TextArray, UuidArray), claims),
    ]


def _pack(kinds: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[PgArray]:
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return [kind.of(column) for kind, column in zip(kinds, columns, strict=True)]


def each_parameters(batch: Sequence[Append]) -> list[Any]:
    """The arguments of `append_each`: columns, with the number of the command (1, 2 …) beside each row."""
    numbered = list(enumerate(batch, 1))
    events = [
        (n, *event, *(append.receipt or _NO_RECEIPT)) for n, append in numbered for event in append.events
    ]
    keys = [(n, *key) for n, append in numbered for key in append.keys]
    claims = [(n, *claim) for n, append in numbered for claim in append.standing_claims]
    return [len(batch), *_columns(events, 7), *_columns(keys, 3), *_columns(claims, 4)]


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    return [[row[column] for row in rows] for column in range(width)]


def all_granted(batch: Sequence[Append], position: int) -> list[Appended]:
    """The outcomes of a batch that was granted whole, after `position`."""
    granted = []
    for append in batch:
        position += len(append.events)
        granted.append(Appended(position, *append.versions))
    return granted


def outcomes(batch: Sequence[Append], rows: Sequence[tuple[Any, ...]]) -> list[Outcome | None]:
    """What `append_each` answered for each command of a batch, in order. None: send it again."""
    result: list[Outcome | None] = [None] * len(batch)
    for number, *outcome in rows:
        result[number - 1] = _outcome(batch[number - 1], *outcome)
    return result


def _outcome(
    append: Append, outcome: str, position: int, first: int, last: int, fingerprint: bytes | None
) -> Outcome | None:
    match outcome:
        case "appended":
            return Appended(position, *append.versions)
        case "replayed":
            assert append.receipt is not None
            if fingerprint != append.receipt.fingerprint:
                return KeyReused()
            return Appended(position, first, last, replayed=True)
        case "claimed":
            return AlreadyClaimed()
        case "conflict":
            return VersionConflict()
        case _:
            return None
