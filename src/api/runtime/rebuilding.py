"""How a rebuild reads events: quickly where that is enough, whole where not, and in order to catch up."""

from collections.abc import Iterator
from contextlib import contextmanager

from ...domain import kinds  # noqa: F401  (every event of every kind of stream is known once these are)
from ...projections.rebuild.plan import Reading
from ...store.lean import readers
from ...store.library import notification_log
from .feed import NotificationFeed, read_event


@contextmanager
def reading(conninfo: str) -> Iterator[Reading]:
    """The way from this database's events to what folds read."""
    recorder = notification_log(conninfo)
    with recorder.datastore:
        yield Reading(readers, read_event, NotificationFeed(recorder))
