"""The one module that knows the `eventsourcing` library (9.5): its recorders over our tables.

The append path is ours (group commit); reading, the notification log and subscriptions are the library's.
Its switch POSTGRES_ENABLE_DB_FUNCTIONS is refused: it drops the lock that keeps positions in commit order, so
readers skip events for good, and its functions are named by schema, so two applications write into one table.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Event, Lock, Thread
from typing import Any
from uuid import UUID

import psycopg
from anyio.from_thread import BlockingPortal, start_blocking_portal
from eventsourcing.application import Application
from eventsourcing.persistence import (
    AggregateRecorder,
    IntegrityError,
    InterfaceError,
    ListenNotifySubscription,
    OperationalError,
    ProcessRecorder,
    StoredEvent,
)
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
    PostgresTrackingRecorder,
)
from eventsourcing.utils import Environment, EnvType
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from .append import Append, NewEvent, StoreUnavailable, VersionConflict
from .group_commit import GroupCommit

_POLL = 0.05
_EVENTS = "stored_events"


class SwitchRefused(Exception):
    """POSTGRES_ENABLE_DB_FUNCTIONS is on. With it readers skip events and applications mix; switch it off."""


class ApplicationRefused(Exception):
    """A database holds one application's events, in the schema public: give no other name or schema."""


class Recorder(PostgresApplicationRecorder):
    """Records in the table `events`, which the migrations create."""

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = _EVENTS) -> None:
        _check(datastore)
        if events_table_name != _EVENTS:
            raise ApplicationRefused(ApplicationRefused.__doc__)
        super().__init__(datastore, events_table_name=events_table_name)
        self._lock = Lock()
        self._exits = ExitStack()
        self._committing: tuple[BlockingPortal, GroupCommit] | None = None

    def create_table(self) -> None:
        """Nothing to do: tables come with the migrations."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Store events, all or none, and return their positions.

        Raises `IntegrityError` where a version is taken, `OperationalError` where the database is lost.
        """
        if kwargs.get("tracking") is not None:
            raise NotImplementedError("a recorder of events keeps no tracking; use TrackingRecorder")
        if not stored_events:
            return []
        append = Append([NewEvent(*_fields(event)) for event in stored_events])
        portal, committing = self._group_commit()
        try:
            appended = portal.call(committing.append, append)
        except VersionConflict as conflict:
            raise IntegrityError("a version is taken") from conflict
        except StoreUnavailable as lost:
            raise OperationalError(str(lost)) from lost
        return list(range(appended.position - len(stored_events) + 1, appended.position + 1))

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> "PollingSubscription":
        """Events after `gt` as they come, found by polling: a writing transaction notifies nobody."""
        return PollingSubscription(self, gt, topics)

    def close(self) -> None:
        """Finish what waits and stop the committing thread."""
        with self._lock:
            if self._committing is not None:
                portal, committing = self._committing
                portal.call(committing.close)
                self._committing = None
            self._exits.close()

    def _group_commit(self) -> tuple[BlockingPortal, GroupCommit]:
        with self._lock:
            if self._committing is None:
                portal = self._exits.enter_context(start_blocking_portal())
                self._committing = portal, portal.call(self._start)
            return self._committing

    async def _start(self) -> GroupCommit:
        await asyncio.sleep(0)
        return GroupCommit(_conninfo(self.datastore))


class SnapshotlessRecorder(Recorder):
    """The library's aggregate recorder: as above, but it tells no positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Store events, all or none."""
        super().insert_events(stored_events, **kwargs)


class PollingSubscription(ListenNotifySubscription[Recorder]):
    """The library's subscription, woken by a clock and not by NOTIFY."""

    def __init__(self, recorder: Recorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._ended = Event()
        self._clock = Thread(target=self._tick)
        self._clock.start()

    def stop(self) -> None:
        """End the subscription."""
        self._ended.set()
        super().stop()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        try:
            super().__exit__(*args, **kwargs)
        finally:
            self._ended.set()
            self._clock.join()

    def _tick(self) -> None:
        while not self._ended.wait(_POLL):
            self._has_been_notified.set()


class TrackingRecorder(PostgresTrackingRecorder):
    """Keeps how far a reader has come in `notification_tracking`, which the migrations create."""

    def create_table(self) -> None:
        """Nothing to do: tables come with the migrations."""


class Factory(PostgresFactory):
    """What the library builds recorders with, named by PERSISTENCE_MODULE=tongxin.store.library:Factory."""

    application_recorder_class = Recorder
    tracking_recorder_class = TrackingRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        _check(self.datastore)
        if self.env.name:
            raise ApplicationRefused(ApplicationRefused.__doc__)

    def process_recorder(self) -> ProcessRecorder:
        """There is none: events and tracking are kept apart."""
        raise NotImplementedError("use an application recorder and a tracking recorder")

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """A recorder of events. Raises `NotImplementedError` for snapshots, of which there are none."""
        if purpose != "events":
            raise NotImplementedError(f"there is no table for {purpose}")
        return SnapshotlessRecorder(self.datastore)


class EventLog(Application[UUID]):
    """The library's application over our events, for its notification log."""

    name = ""
    env = {"PERSISTENCE_MODULE": f"{__name__}:Factory"}  # noqa: RUF012 - the library's own class attribute


def _check(datastore: PostgresDatastore) -> None:
    if datastore.enable_db_functions:
        raise SwitchRefused(SwitchRefused.__doc__)
    if datastore.schema != "public":
        raise ApplicationRefused(ApplicationRefused.__doc__)


def _fields(event: StoredEvent) -> tuple[UUID, int, str, bytes]:
    assert isinstance(event.originator_id, UUID)
    return event.originator_id, event.originator_version, event.topic, event.state


def notification_log(conninfo: str) -> Recorder:
    """A recorder to read the log of a database with. Close its `datastore` when done."""
    parts = conninfo_to_dict(conninfo)
    datastore = PostgresDatastore(
        dbname=str(parts.get("dbname") or ""),
        host=str(parts.get("host") or ""),
        port=str(parts.get("port") or 5432),
        user=str(parts.get("user") or ""),
        password=str(parts.get("password") or ""),
        pool_size=1,
        max_overflow=2,
    )
    return Recorder(datastore)


@contextmanager
def lost_as_in_psycopg() -> Iterator[None]:
    """Where the library loses the database, raise what psycopg raises; the rest of the code knows that."""
    try:
        yield
    except (InterfaceError, OperationalError) as error:
        raise psycopg.OperationalError(str(error)) from error


def _conninfo(datastore: PostgresDatastore) -> str:
    kwargs = datastore.pool.kwargs
    assert isinstance(kwargs, dict)
    return make_conninfo(**{name: kwargs[name] for name in ("dbname", "host", "port", "user", "password")})
