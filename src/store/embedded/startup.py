"""The way to a running server: joining one, or making everything ready and launching one."""

import time

import structlog

from .accounts import server_account
from .cluster import check_owner, create_cluster, major_version, owner_of
from .launch import Launch
from .layout import Layout, check_reach, ensure_password, prepare_socket_directory
from .postmaster import Postmaster, await_ready, lives, running
from .provision import usable_binaries
from .settings import ServerSettings

_RETRY_SECONDS = 15.0
_PAUSE_SECONDS = 0.5
# What PostgreSQL says while something of a dead predecessor has not quite gone.
_PASSING_FAULTS = ("lock file", "pre-existing shared memory block")

_log = structlog.get_logger(__name__)


def join_or_launch(layout: Layout, settings: ServerSettings) -> tuple[Postmaster, bool]:
    """A server that answers, and whether it was running already. Call with the guard held.

    Raises EmbeddedServerError with the end of the server's log when it does not start.
    """
    if found := _join(layout, settings):
        return found, True
    launch = _prepare(layout, settings)
    retry_until = time.monotonic() + _RETRY_SECONDS
    while True:
        started, said = launch.attempt()
        if started is not None:
            return started, False
        passing = any(fault in said for fault in _PASSING_FAULTS)
        if not passing or time.monotonic() > retry_until:
            raise launch.failed(said)
        time.sleep(_PAUSE_SECONDS)
        # What was in the way may have been a server in the making.
        if found := _join(layout, settings):
            return found, True


def _join(layout: Layout, settings: ServerSettings) -> Postmaster | None:
    """The server that runs already, once it answers; None when there is none or it ends meanwhile.

    Raises StillStartingError when it does not answer in time.
    """
    entry = running(layout.cluster)
    if entry is None:
        return None
    return await_ready(
        layout.cluster,
        lambda: lives(entry, layout.cluster),
        entry.pid,
        settings.start_timeout,
    )


def _prepare(layout: Layout, settings: ServerSettings) -> Launch:
    """Check or make everything that a server needs, its cluster included."""
    account = server_account(owner_of(layout.cluster))
    check_reach(layout, account)
    check_owner(layout.cluster, account)
    major = major_version(layout.cluster)
    binaries = usable_binaries(layout, account, major)
    password = ensure_password(layout)
    if major is None:
        create_cluster(layout, binaries, account, password)
        _log.info("embedded_postgresql.created", directory=str(layout.home), version=binaries.version)
    prepare_socket_directory(layout, account)
    return Launch(layout=layout, account=account, binaries=binaries, settings=settings)
