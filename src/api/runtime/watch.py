"""The embedded database is started again when it dies, so that the service need not be."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from structlog import get_logger

from ...store.embedded import EmbeddedServer

_LOG = get_logger("tongxin.database")
_LOOK = 0.25
_PAUSE = 5.0


@contextmanager
def kept_running(server: EmbeddedServer) -> Iterator[None]:
    """Look after the server while the block runs. Of several processes that do so, one starts it again."""
    stop = Event()
    watch = Thread(target=_keep, args=(server, stop), name="database-watch", daemon=True)
    watch.start()
    try:
        yield
    finally:
        stop.set()
        watch.join()


def _keep(server: EmbeddedServer, stop: Event) -> None:
    while not stop.wait(_LOOK):
        try:
            if not server.is_running() and server.ensure_running():
                _LOG.warning("database_started_again", pid=server.pid)
        except Exception as error:  # whatever it is, the next attempt may succeed
            _LOG.error("database_not_started", error=str(error))
            stop.wait(_PAUSE)
