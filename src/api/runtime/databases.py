"""The database of a process: the embedded one or a server's, checked and with the schema of this code."""

from collections.abc import Iterator
from contextlib import contextmanager

from structlog import get_logger

from ...store.database import check_server
from ...store.embedded import EmbeddedServer, ServerSettings
from ...store.migrations import migrate
from .settings import Settings
from .watch import kept_running

_LOG = get_logger("tongxin")


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
