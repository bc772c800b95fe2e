"""A read model of the stock library as documented: a view, a projection, a `ProjectionRunner`.

The view keeps what ours keep of an event: a row of the person's present, and a row of the history.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, AggregateEvent, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL

from .stock import environment

_BATCH = 500
_TABLES = (
    "create table if not exists stock_status (stream uuid primary key, version bigint, position bigint,"
    " residence_area text, last_outcome text, last_on date, last_event_at timestamptz,"
    " last_recorded_at timestamptz)",
    "create table if not exists stock_history (stream uuid, version bigint, position bigint, type text,"
    " occurred_at timestamptz, recorded_at timestamptz, actor_user text, actor_role text, actor_unit text,"
    " legal_basis text, correlation_id text, primary key (stream, version))",
)
_SHOW_STATUS = (
    "insert into stock_status values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (stream) do update"
    " set version = excluded.version, position = excluded.position,"
    " last_outcome = excluded.last_outcome, last_on = excluded.last_on,"
    " last_event_at = greatest(stock_status.last_event_at, excluded.last_event_at),"
    " last_recorded_at = excluded.last_recorded_at"
)
_ADD_ENTRY = "insert into stock_history values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


class Person(Aggregate):
    """A person who is screened again and again."""

    @event("Registered")
    def __init__(self, residence_area: str) -> None:
        self.residence_area = residence_area
        self.last_outcome = ""


class Screened(AggregateEvent):
    """A screening, with what ours say of one."""

    outcome: str
    campaign: str
    occurred_at: datetime
    actor_user: str
    actor_role: str
    actor_unit: str
    legal_basis: str
    correlation_id: str


class Register(Application[UUID]):
    """Nothing but the log."""

    name = "register"


class View(PostgresTrackingRecorder):
    """The two tables, each event in a transaction with its tracking record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sql_create_statements.extend(SQL(one).format() for one in _TABLES)

    def screened(self, event: Screened, tracking: Tracking) -> None:
        """Show a screening."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(_SHOW_STATUS, _status(event, tracking), prepare=True)
            cursor.execute(_ADD_ENTRY, _entry(event, tracking), prepare=True)


def _status(event: Screened, tracking: Tracking) -> tuple[Any, ...]:
    return (
        event.originator_id,
        event.originator_version,
        tracking.notification_id,
        event.actor_unit,
        event.outcome,
        event.occurred_at.date(),
        event.occurred_at,
        event.timestamp,
    )


def _entry(event: Screened, tracking: Tracking) -> tuple[Any, ...]:
    return (
        event.originator_id,
        event.originator_version,
        tracking.notification_id,
        "screened",
        event.occurred_at,
        event.timestamp,
        event.actor_user,
        event.actor_role,
        event.actor_unit,
        event.legal_basis,
        event.correlation_id,
    )


class Showing(Projection[View]):
    """Events to the view."""

    name = "showing"
    topics = ()

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Nothing else is shown."""

    @process_event.register
    def _(self, domain_event: Screened, tracking: Tracking) -> None:
        self.view.screened(domain_event, tracking)


def _events(streams: int, each: int) -> Iterator[Screened]:
    ids = [uuid4() for _ in range(streams)]
    for version in range(1, each + 1):
        for stream in ids:
            yield Screened(  # type: ignore[call-arg]  # the library makes it a dataclass as it is declared
                originator_id=stream,
                originator_version=version,
                timestamp=datetime.now(UTC),
                outcome="no_finding",
                campaign="清零",
                occurred_at=datetime.now(UTC),
                actor_user="yang.hailong",
                actor_role="police_officer",
                actor_unit="640324106",
                legal_basis="禁毒法 32",
                correlation_id=f"screening of {version}",
            )


def fill(conninfo: str, events: int) -> None:
    """Put so many events into the library's log."""
    application = Register(environment(conninfo))
    try:
        stored = [application.mapper.to_stored_event(one) for one in _events(max(1, events // 48), 48)]
        for begin in range(0, len(stored), _BATCH):
            application.recorder.insert_events(stored[begin : begin + _BATCH])
    finally:
        application.close()


def project(conninfo: str) -> float:
    """Let the library's runner show every event from the first on; return events a second."""
    _forget(conninfo)
    with ProjectionRunner(
        application_class=Register, projection_class=Showing, view_class=View, env=environment(conninfo)
    ) as runner:
        last = runner.app.recorder.max_notification_id()
        assert last is not None
        began = time.perf_counter()
        runner.wait(last, timeout=3600)
        return last / (time.perf_counter() - began)


def _forget(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for table in ("stock_status", "stock_history", "showing_tracking"):
            connection.execute(f"drop table if exists {table}".encode())
