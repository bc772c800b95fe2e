"""Suspected duplicates: looked for when a record says something new of who the person is, and by sweeps.

Nothing is refused because of one, and one that cannot be looked for holds nothing up: a sweep finds it.
Names and numbers are unsealed to be compared and are kept nowhere; the table has keyed hashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

from structlog import get_logger

from ...domain.calendar import law_date
from ...domain.correction.commands import CorrectEvent, RetractEvent
from ...domain.duplicates.identifiers import Identifiers
from ...domain.duplicates.likeness import Likeness, likeness
from ...domain.duplicates.scoring import DuplicateRules, rules_in_force
from ...domain.identity.commands import IdentityCommand
from ...projections.duplicate_queries import Suspected, standings, write_suspicions
from ...projections.queries import Queries
from ...store.identifiers import hashes_of, identifiers_of, put_features, sharing
from ...store.streams import Pool, Streams
from .asked import Asked, Outcome
from .service import CommandService, Policies

_LOG = get_logger("tongxin.duplicates")
_SAYING_WHO = (*get_args(IdentityCommand), CorrectEvent, RetractEvent)


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules of today, and under which version a suspicion is kept."""

    rules: DuplicateRules
    version: str


class Suspicions:
    """Looks for records of one person."""

    def __init__(self, pool: Pool, streams: Streams, policies: Policies) -> None:
        self._pool = pool
        self._streams = streams
        self._policies = policies

    @property
    def in_force(self) -> InForce | None:
        """The rules of today; None where there are none, and then nobody is suspected."""
        found = rules_in_force(self._policies.book, law_date(datetime.now(UTC)))
        return None if found is None else InForce(found[1], found[0].version)

    async def looked_at(self, stream: UUID) -> list[Suspected]:
        """Who may be the same person, and what was decided about it; the likeliest first."""
        if (now := self.in_force) is None:
            return []
        own = (await identifiers_of(self._streams, [stream]))[stream]
        return await self._compared(stream, own, now)

    async def renewed(self, stream: UUID) -> list[Suspected]:
        """The same, after the record said something new: its features and suspicions are kept anew."""
        if (now := self.in_force) is None:
            return []
        own = (await identifiers_of(self._streams, [stream]))[stream]
        await put_features(self._pool, [(stream, hashes_of(self._streams, own))])  # first, so that of two at
        found = await self._compared(stream, own, now)  # the same time at least one finds the other
        await write_suspicions(self._pool, stream, found, now.version)
        return found

    async def _compared(self, stream: UUID, own: Identifiers, now: InForce) -> list[Suspected]:
        candidates = [other for _, other in await sharing(self._pool, [stream])]
        if not candidates:
            return []
        known = await identifiers_of(self._streams, candidates)
        alike = {
            other: found
            for other, theirs in known.items()
            if (found := likeness(own, theirs, now.rules)).is_suspected
        }
        return await self._standing(stream, alike)

    async def _standing(self, stream: UUID, alike: Mapping[UUID, Likeness]) -> list[Suspected]:
        """What is merged already stands for the record into which it was; that one is named once."""
        found: dict[UUID, Suspected] = {}
        standing = await standings(self._pool, stream, list(alike))
        for other, like in alike.items():
            kept = standing.kept.get(other, other)
            if kept in (stream, standing.kept.get(stream)):
                continue
            one = Suspected(kept, like.score, like.features, like.agreed)
            one = replace(one, decision=standing.decision(kept, like.agreed))
            if kept not in found or found[kept].score < one.score:
                found[kept] = one
        return sorted(found.values(), key=lambda one: (-one.score, one.other))


class WatchedService:
    """Commands on persons; an answer names whom the person may be, where the command says who that is."""

    def __init__(self, persons: CommandService, suspicions: Suspicions, queries: Queries) -> None:
        self._persons = persons
        self._suspicions = suspicions
        self._queries = queries

    async def handle(self, asked: Asked) -> Outcome:
        """Grant a command durably, or raise. See `CommandService`."""
        outcome = await self._persons.handle(asked)
        if not isinstance(asked.command, _SAYING_WHO):
            return outcome
        try:
            found = [one for one in await self._suspicions.renewed(outcome.stream) if one.decision is None]
            if found:
                others, told = [one.other for one in found], ("suspicion", asked.correlation_id)
                await self._queries.log_read(others, asked.actor, "not given", *told)
        except Exception as error:  # the command is granted, whatever happens here; a sweep will find it
            _LOG.error("not_compared", stream=str(outcome.stream), why=type(error).__name__)
            return outcome
        return replace(outcome, suspected=found)
