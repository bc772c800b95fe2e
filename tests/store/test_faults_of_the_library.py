"""Faults of the `eventsourcing` library that ours must not have. In each, the library itself is the control:
if it no longer shows the fault, the test has lost its meaning and fails.

With POSTGRES_ENABLE_DB_FUNCTIONS on, and in its DCB recorder, events get their positions before anything
orders the commits, so a reader can pass a position that is committed later; and the functions are named by
schema, so of two applications in one schema the one that starts last takes the other's events.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

import pytest
from eventsourcing.dcb.api import DCBEvent
from eventsourcing.dcb.postgres_tt import PostgresTTDCBFactory
from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.postgres import PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment
from store.appending import rows, stored
from store.tailing import Tailed, repeatedly, shows_skipping, tail
from store.test_library_contract import environment

from tongxin.store.library import ApplicationRefused, EventLog, Factory, Recorder, SwitchRefused

SWITCH = "POSTGRES_ENABLE_DB_FUNCTIONS"
SECONDS = 1.5
SINGLE_WRITERS = 5


def stream_of(count: int) -> list[StoredEvent]:
    stream = uuid4()
    return [StoredEvent(stream, version, "test.happened/1", b"{}") for version in range(1, count + 1)]


def mixed_writers(append: Callable[[int], object]) -> list[Callable[[], None]]:
    """One that writes many events at once, and some that write single events."""
    return [repeatedly(partial(append, count), SECONDS) for count in [400] + [1] * SINGLE_WRITERS]


def race_of_recorder(recorder: ApplicationRecorder, all_of_them: Callable[[], set[int]]) -> Tailed:
    def read(after: int) -> list[int]:
        found = recorder.select_notifications(after, 500, inclusive_of_start=False)
        return [int(notification.id) for notification in found]

    return tail(mixed_writers(lambda count: recorder.insert_events(stream_of(count))), read, all_of_them)


@contextmanager
def library(conninfo: str, name: str = "", **more: str) -> Iterator[PostgresFactory]:
    """The library's own factory, for an application of this name."""
    with PostgresFactory(Environment(name, environment(conninfo) | more)) as factory:
        yield factory


@contextmanager
def library_dcb(conninfo: str, name: str = "") -> Iterator[PostgresTTDCBFactory]:
    with PostgresTTDCBFactory(Environment(name, environment(conninfo))) as factory:
        yield factory


def test_our_readers_skip_nothing(database: str) -> None:
    with Factory(environment(database)) as factory:
        recorder = factory.application_recorder()
        assert isinstance(recorder, Recorder)
        tailed = race_of_recorder(recorder, lambda: set(rows(database, "select position from events")))
        recorder.close()
    print(f"ours: {tailed.skipped} of {tailed.written} skipped")
    assert tailed.written > 1000
    assert tailed.skipped == 0
    assert rows(database, "select count(*) from events") == [tailed.written]  # no two at one position


def test_fault_1_with_its_switch_the_library_skips(empty_database: str) -> None:
    with library(empty_database, **{SWITCH: "y"}) as factory:
        recorder = factory.application_recorder()
        query = "select notification_id from stored_events"
        shows_skipping(lambda: race_of_recorder(recorder, lambda: set(rows(empty_database, query))))


def test_fault_3_its_dcb_recorder_skips(empty_database: str) -> None:
    with library_dcb(empty_database) as factory:
        recorder = factory.dcb_recorder()

        def race() -> Tailed:
            one = DCBEvent("test.happened/1", b"{}", [])
            return tail(
                mixed_writers(lambda count: recorder.append([one] * count)),
                lambda after: [event.position for event in recorder.read(after=after, limit=500)],
                lambda: set(rows(empty_database, "select id from dcb_events_tt_main")),
            )

        shows_skipping(race)


def test_fault_2_with_its_switch_the_library_mixes_two_applications(empty_database: str) -> None:
    with (
        library(empty_database, "one", **{SWITCH: "y"}) as one,
        library(empty_database, "two", **{SWITCH: "y"}) as two,
    ):
        for recorder in [factory.application_recorder() for factory in (one, two)]:
            recorder.insert_events(stream_of(1))
    counts = [rows(empty_database, f"select count(*) from {name}_events")[0] for name in ("one", "two")]
    print("control, one event for each application:", counts)
    assert counts == [0, 2]


def test_fault_4_its_dcb_recorder_mixes_two_applications(empty_database: str) -> None:
    with library_dcb(empty_database, "one") as one, library_dcb(empty_database, "two") as two:
        for recorder in [factory.dcb_recorder() for factory in (one, two)]:
            recorder.append([DCBEvent("test.happened/1", b"{}", [])])
    counts = [
        rows(empty_database, f"select count(*) from {name}_events_tt_main")[0] for name in ("one", "two")
    ]
    print("control, one event for each application:", counts)
    assert counts == [0, 2]


def test_a_second_application_cannot_be_had_in_a_database_by_accident(database: str) -> None:
    parts = environment(database)
    for name, more in (("two", {}), ("", {"POSTGRES_SCHEMA": "two"})):
        with pytest.raises(ApplicationRefused):
            Factory(Environment(name, parts | more))
    with Factory(parts) as factory:
        with pytest.raises(ApplicationRefused):
            Recorder(factory.datastore, events_table_name="two_events")
        with pytest.raises(NotImplementedError):
            factory.process_recorder()
    assert stored(database) == []


def test_what_each_recorder_of_a_database_stores_is_one_log(database: str) -> None:
    one, two = stream_of(1), stream_of(2)
    for given in (one, two):
        with Factory(environment(database)) as factory:
            recorder = factory.application_recorder()
            assert isinstance(recorder, Recorder)
            recorder.insert_events(given)
            recorder.close()
    log = EventLog(environment(database))
    assert [item.originator_id for item in log.notification_log.select(1, 10)] == [
        event.originator_id for event in one + two
    ]
    log.close()


@pytest.mark.parametrize("spelling", ["y", "yes", "t", "true", "on", "1", "Y", "Yes", "TRUE"])
def test_the_switch_is_refused_at_the_start(
    database: str, spelling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SwitchRefused, match=SWITCH):
        Factory(environment(database) | {SWITCH: spelling})
    monkeypatch.setenv(SWITCH, spelling)
    with pytest.raises(SwitchRefused, match=SWITCH):
        EventLog(environment(database))


@pytest.mark.parametrize("spelling", ["n", "no", "f", "false", "off", "0", ""])
def test_the_switch_may_be_off(database: str, spelling: str) -> None:
    with Factory(environment(database) | {SWITCH: spelling}) as factory:
        assert isinstance(factory.application_recorder(), Recorder)


def test_a_recorder_refuses_the_switch_however_its_datastore_came_by_it(database: str) -> None:
    parts = environment(database)
    names = ("DBNAME", "HOST", "PORT", "USER", "PASSWORD")
    datastore = PostgresDatastore(*(parts[f"POSTGRES_{name}"] for name in names), enable_db_functions=True)
    with pytest.raises(SwitchRefused, match=SWITCH):
        Recorder(datastore)
