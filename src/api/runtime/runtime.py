"""The composition root: everything that a process needs, built once and closed in order."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from structlog import get_logger

from ...domain.kinds import COUNTY_KINDS, PERSON
from ...domain.policies.book import PolicyBook
from ...projections.queries import Queries
from ...store.database import check_server
from ...store.embedded import EmbeddedServer, ServerSettings
from ...store.group_commit import GroupCommit
from ...store.keys import load_or_create
from ...store.migrations import migrate
from ...store.streams import Pool, Streams, open_pool
from .county_past import CountyPast
from .kinds import POLICIES
from .policy_files import shipped
from .register import KnownPolicies, RegisterService
from .service import CommandService
from .settings import Settings
from .wake import TellingCommit, Waker
from .wake import place as wake_folder
from .watch import kept_running

_LOG = get_logger("tongxin")


@dataclass(frozen=True, slots=True)
class Runtime:
    """What serves requests. `services`: what runs commands on each kind of stream, by its name."""

    settings: Settings
    pool: Pool
    committing: GroupCommit
    streams: Streams
    services: Mapping[str, CommandService]
    queries: Queries
    register: RegisterService
    known: KnownPolicies
    past: CountyPast

    @property
    def persons(self) -> CommandService:
        """What runs commands on persons."""
        return self.services[PERSON.name]

    @property
    def policies(self) -> PolicyBook:
        """Every policy that is known now."""
        return self.known.book


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The database of these settings, checked and with the schema of this code; as a connection string.

    The embedded one is started again when it dies. The URL stays the same.
    Raises `EmbeddedServerError`, `ServerRefused`, `MigrationRefused`, each with what to do.
    """
    if settings.database_url is not None:
        yield _ready(settings, settings.database_url)
        return
    embedded = ServerSettings(data_directory=settings.data_dir / "postgresql")
    with EmbeddedServer.start(embedded) as server, kept_running(server):
        yield _ready(settings, server.dsn)


def _ready(settings: Settings, conninfo: str) -> str:
    report = check_server(conninfo, data_may_be_lost=settings.data_may_be_lost)
    if report.unsafe:
        _LOG.warning("data_may_be_lost", switched_off=list(report.unsafe))
    for migration in migrate(conninfo):
        _LOG.info("migrated", migration=migration.name)
    return conninfo


@asynccontextmanager
async def running(settings: Settings, conninfo: str) -> AsyncIterator[Runtime]:
    """Everything that serves requests, on the running event loop."""
    master = load_or_create(settings.key_file)
    pool = await open_pool(conninfo, least=2, most=10, patience=settings.patience)
    waker = Waker(wake_folder(settings.data_dir))
    committing = TellingCommit(conninfo, waker, committers=settings.committers, patience=settings.patience)
    past = CountyPast(conninfo, pool, log_file=settings.log_file)
    try:
        streams = Streams(pool, master)
        known = KnownPolicies(shipped(), streams)
        async with known.kept_fresh():
            yield Runtime(
                settings,
                pool,
                committing,
                streams,
                {
                    kind.name: CommandService(kind, streams, committing, policies=known)
                    for kind in (PERSON, *COUNTY_KINDS)
                },
                Queries(pool),
                RegisterService(CommandService(POLICIES, streams, committing, policies=known), known),
                known,
                past,
            )
    finally:
        await past.close()
        await committing.close()
        await pool.close()
