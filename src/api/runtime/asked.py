"""A command as it comes in, and what it came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from ...domain.calendar import SHANGHAI
from ...domain.commands import Actor, Command
from ...projections.duplicate_queries import Suspected
from ...store.append import Receipt


class Stale(Exception):
    """The stream is no longer at the version that the command was made for. `version`: where it is."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the record is at version {version}")
        self.version = version


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it came in: by whom, under which key, for which version of the stream.

    `stream`: None where the command begins one; its id follows from the key. `key`: the client's.
    `body`: the exact bytes, for the fingerprint. `if_version`: refuse unless the stream is at this version.
    `only_stream`: that of a kind of which there is one; it need not have begun.
    """

    stream: UUID | None
    command: Command
    body: bytes
    actor: Actor
    correlation_id: str
    key: str | None = None
    if_version: int | None = None
    causation_id: str | None = None
    only_stream: UUID | None = None


class NewEventId(NamedTuple):
    """An event as an answer names it; of a review, `review_id` and the version of the `decision` too."""

    event_id: UUID
    type: str
    version: int
    review_id: UUID | None = None
    decision: int | None = None

    def told(self) -> dict[str, Any]:
        """What there is to tell of it."""
        return {name: value for name, value in self._asdict().items() if value is not None}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to; no events where nothing changed.

    `position`: of its last event, to wait for in queries. `replayed`: it was granted before. `suspected`:
    other records that may be of the same person, where the command says who the person is.
    """

    stream: UUID
    version: int
    position: int
    events: Sequence[NewEventId]
    replayed: bool = False
    suspected: Sequence[Suspected] = ()


_FIRST, _LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


def instant(given: datetime) -> datetime:
    """A time in UTC. A date, or a time without zone, is Asia/Shanghai.

    The first and the last day of the calendar end where UTC, or the county, has no such day any more.
    """
    given = given if given.tzinfo is not None else given.replace(tzinfo=SHANGHAI)
    try:
        return min(given.astimezone(UTC), _LAST)
    except OverflowError:
        return _FIRST if given.year == 1 else _LAST


def receipt_of(asked: Asked, occurred_at: datetime) -> tuple[UUID, Receipt]:
    """In which stream and under which key a command is remembered.

    Without a client's key, one follows from what is asked: the same command for the same instant is the
    same command. Where no instant is named, each asking is another.
    """
    fingerprint = sha256(b"%s\0%s" % (type(asked.command).__name__.encode(), asked.body)).digest()
    key = asked.key
    if key is None:
        key = f"{fingerprint.hex()} {asked.if_version} {occurred_at.timestamp():.6f}"
    begun = b"" if asked.stream is None else asked.stream.bytes
    digest = sha256(begun + f"{asked.actor.user}\0{key}".encode()).digest()
    stream = asked.stream or asked.only_stream or UUID(bytes=digest[16:], version=5)
    return stream, Receipt(UUID(bytes=digest[:16]), fingerprint[:16])
