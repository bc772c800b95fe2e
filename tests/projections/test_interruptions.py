"""What comes between: bytes that are no event, a runner that was overtaken, a log with nothing in it."""

import asyncio
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import psycopg
import pytest
from api.http.conftest import PERSON, SCREENING
from api.http.test_two_services import asked
from projections.test_runner import assert_equal_to_fresh_fold, catch_up, filled
from store.appending import rows

from tongxin.api.runtime.feed import NotificationFeed
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.commands import Command
from tongxin.domain.correction.commands import CorrectEvent
from tongxin.domain.identity.commands import RegisterPerson
from tongxin.domain.screening.commands import RecordScreening
from tongxin.projections.registry import PROJECTIONS
from tongxin.projections.runner import Runner
from tongxin.store.library import notification_log

POISON = [
    ("person.screened/1", b"\xff\xfe"),
    ("person.screened/1", b""),
    ("person.screened/1", b"null"),
    ("person.screened/1", b'{"event_id": "\\u0000"}'),
    ("person.screened/1", b'{"event_id":"01970000-0000-7000-8000-000000000001","\\u0000":1}'),
    ("nobody.knows/7", b'{"data":{}}'),
]


def told(database: str, folder: Path, *commands: tuple[type[Command], dict[str, Any]]) -> None:
    """Register a person and give commands."""

    async def tell() -> None:
        async with running(Settings(data_dir=folder), database) as runtime:
            person = (await runtime.persons.handle(asked(RegisterPerson, PERSON, key="p"))).stream
            for number, (kind, body) in enumerate(commands):
                await runtime.persons.handle(asked(kind, body, person, f"{number}"))

    asyncio.run(tell())


def poison(database: str, type_name: str, state: bytes) -> None:
    """Put bytes after the only stream's last event."""
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select stream, max(version) + 1, max(position) + 1, %s, %s from events group by stream",
            (type_name, state),
        )


def test_an_empty_log_is_up_to_date(database: str) -> None:
    assert catch_up(database) == 0
    assert rows(database, "select * from notification_tracking") == []


@pytest.mark.parametrize("batch", [1, 1000])
def test_bytes_that_are_no_event_are_set_aside_and_their_stream_goes_on(
    database: str, tmp_path: Path, batch: int
) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    for type_name, state in POISON:
        poison(database, type_name, state)
    assert catch_up(database, batch) == 2 + len(POISON)
    assert catch_up(database, batch) == 0
    aside = rows(database, "select version, projection from set_aside order by 1, 2")
    names = sorted(projection.tracking_name for projection in PROJECTIONS)
    assert aside == [(version, name) for version in range(3, 3 + len(POISON)) for name in names]
    assert rows(database, "select version from person_status") == [2]
    assert rows(database, "select version from person_history order by 1") == [1, 2]


def test_a_correction_goes_round_what_cannot_be_read(database: str, tmp_path: Path) -> None:
    wrong = {"target": 1, "changes": {"residence_area": "640324101"}, "reason": "登记有误"}
    told(database, tmp_path, (RecordScreening, SCREENING), (CorrectEvent, wrong))
    with psycopg.connect(database) as connection:
        connection.execute("update events set state = 'broken' where version = 2")
    assert catch_up(database) == 3
    assert rows(database, "select version, residence_area from person_status") == [(3, "640324101")]
    marks = rows(database, "select version, superseded_by from person_history order by 1")
    assert marks == [(1, 3), (3, None)]


def test_an_overtaken_runner_writes_nothing(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    recorder = notification_log(database)
    with recorder.datastore, psycopg.connect(database, autocommit=True) as connection:
        feed = NotificationFeed(recorder)
        overtaken, other = Runner(database, feed, PROJECTIONS), Runner(database, feed, PROJECTIONS)
        with psycopg.connect(database, autocommit=True) as another, pytest.MonkeyPatch.context() as patch:
            read = feed.after

            def overtake(position: int, limit: int) -> Any:
                """Between reading and writing, another runner does the same."""
                patch.setattr(feed, "after", read)
                found = read(position, limit)
                other.step(another)
                return found

            patch.setattr(feed, "after", overtake)
            assert overtaken.step(connection) == 0
    assert rows(database, "select distinct xmin from person_history") == rows(
        database, "select distinct xmin from notification_tracking"
    )
    assert rows(database, "select version from person_history order by 1") == [(1), (2)]


def test_runners_that_start_and_stop_all_the_time_leave_nothing_out(database: str, tmp_path: Path) -> None:
    stop = Signal()

    def restless() -> None:
        while not stop.is_set():
            catch_up(database, 17)

    threads = [Thread(target=restless) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        filled(database, tmp_path, persons=3)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    catch_up(database)
    assert_equal_to_fresh_fold(database)
    reached = rows(database, "select distinct notification_id from notification_tracking")
    assert reached == rows(database, "select max(position) from events")
    assert rows(database, "select count(*) from set_aside") == [0]
