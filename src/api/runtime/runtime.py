"""The composition root: everything that a process needs, built once and closed in order."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ...domain.kinds import COUNTY_KINDS, PERSON
from ...domain.policies.book import PolicyBook
from ...projections.queries import Queries
from ...store.group_commit import GroupCommit
from ...store.keys import load_or_create
from ...store.streams import Pool, Streams, open_pool
from .county_past import CountyPast
from .kinds import POLICIES
from .past import PersonPast
from .policy_files import shipped
from .register import KnownPolicies, RegisterService
from .service import CommandService
from .settings import Settings
from .suspicions import Suspicions, WatchedService
from .wake import TellingCommit, Waker
from .wake import place as wake_folder


@dataclass(frozen=True, slots=True)
class Runtime:
    """What serves requests. `services`: what runs commands on each kind of stream, by its name.

    `watched`: the same for persons; its answers name suspected duplicates.
    """

    settings: Settings
    pool: Pool
    committing: GroupCommit
    streams: Streams
    services: Mapping[str, CommandService]
    queries: Queries
    register: RegisterService
    known: KnownPolicies
    past: CountyPast
    person_past: PersonPast
    suspicions: Suspicions
    watched: WatchedService

    @property
    def persons(self) -> CommandService:
        """What runs commands on persons."""
        return self.services[PERSON.name]

    @property
    def policies(self) -> PolicyBook:
        """Every policy that is known now."""
        return self.known.book


@asynccontextmanager
async def running(settings: Settings, conninfo: str) -> AsyncIterator[Runtime]:
    """Everything that serves requests, on the running event loop."""
    master = load_or_create(settings.key_file)
    pool = await open_pool(conninfo, least=2, most=10, patience=settings.patience)
    waker = Waker(wake_folder(settings.data_dir))
    committing = TellingCommit(conninfo, waker, committers=settings.committers, patience=settings.patience)
    past = CountyPast(conninfo, pool, log_file=settings.log_file)
    person_past = PersonPast(conninfo, pool, patience=settings.patience)
    try:
        streams = Streams(pool, master)
        known = KnownPolicies(shipped(), streams)
        services = {
            kind.name: CommandService(kind, streams, committing, policies=known)
            for kind in (PERSON, *COUNTY_KINDS)
        }
        queries, suspicions = Queries(pool), Suspicions(pool, streams, known)
        async with known.kept_fresh():
            yield Runtime(
                settings,
                pool,
                committing,
                streams,
                services,
                queries,
                RegisterService(CommandService(POLICIES, streams, committing, policies=known), known),
                known,
                past,
                person_past,
                suspicions,
                WatchedService(services[PERSON.name], suspicions, queries),
            )
    finally:
        await person_past.close()
        await past.close()
        await committing.close()
        await pool.close()
