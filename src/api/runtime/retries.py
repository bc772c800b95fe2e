"""Retrying what was set aside, over a connection of its own."""

from typing import Any
from uuid import UUID

import psycopg

from ...projections.projection import Projection
from ...projections.retrying import retry
from ...projections.set_aside import Aside
from ...store.library import notification_log
from .feed import NotificationFeed


def retried(conninfo: str, projection: Projection[Any], stream: UUID) -> list[Aside]:
    """Fold a stream anew for one read model; return what is still set aside. Raises `NothingSetAside`."""
    recorder = notification_log(conninfo)
    with recorder.datastore, psycopg.connect(conninfo, autocommit=True) as connection:
        return retry(connection, NotificationFeed(recorder), projection, stream)
