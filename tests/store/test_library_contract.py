"""The `eventsourcing` library's own recorder tests, run against our recorders."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Server
from eventsourcing.persistence import AggregateRecorder
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    TrackingRecorderTestCase,
)
from psycopg.conninfo import conninfo_to_dict

from tongxin.store.library import Factory, Recorder, TrackingRecorder


def environment(conninfo: str) -> dict[str, str]:
    """How the library is told of a database."""
    parts: dict[str, Any] = conninfo_to_dict(conninfo)
    return {
        "POSTGRES_DBNAME": parts["dbname"],
        "POSTGRES_HOST": parts["host"],
        "POSTGRES_PORT": str(parts.get("port", 5432)),
        "POSTGRES_USER": parts["user"],
        "POSTGRES_PASSWORD": parts.get("password", "") or "none",
        "POSTGRES_POOL_SIZE": "4",
        "POSTGRES_MAX_OVERFLOW": "12",
    }


class WithDatabase:
    """Gives each test a factory on a database of its own."""

    factory: Factory
    _recorders: list[Recorder]

    @pytest.fixture(autouse=True)
    def _database(self, server: Server, template: str) -> Iterator[None]:
        conninfo = server.create_database(template)
        self._recorders = []
        with Factory(environment(conninfo)) as self.factory:
            yield
            for recorder in self._recorders:
                recorder.close()
        server.drop_database(conninfo)

    def recorder(self, recorder: Any) -> Any:
        if isinstance(recorder, Recorder):
            self._recorders.append(recorder)
        return recorder


class TestAggregateRecorder(WithDatabase, AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.recorder(self.factory.aggregate_recorder())


class TestApplicationRecorder(WithDatabase, ApplicationRecorderTestCase[Recorder]):
    def create_recorder(self) -> Recorder:
        return self.recorder(self.factory.application_recorder())

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleaving(WithDatabase, NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> Recorder:
        return self.recorder(self.factory.application_recorder())


class TestTrackingRecorder(WithDatabase, TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        return self.recorder(self.factory.tracking_recorder())


del AggregateRecorderTestCase, ApplicationRecorderTestCase
del NonInterleavingNotificationIDsBaseCase, TrackingRecorderTestCase
