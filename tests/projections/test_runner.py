"""The runner: read models equal a fresh fold, whatever happens to runners and events."""

import asyncio
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from store.appending import HELD

from tongxin.api.demo import submitting
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime.feed import NotificationFeed
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.correction.effective import effective, is_correction
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.projections.projection import Part, Projection, Rows
from tongxin.projections.registry import PROJECTIONS
from tongxin.projections.runner import Runner
from tongxin.projections.tables import Table
from tongxin.store.codec import decode
from tongxin.store.library import notification_log


def filled(database: str, folder: Path, persons: int = 12) -> None:
    """A few synthetic lives, with their corrections."""

    async def fill() -> None:
        async with running(Settings(data_dir=folder), database) as runtime:
            await load(submitting(runtime), persons=persons, seed=3)

    asyncio.run(fill())


def stored(database: str) -> list[Recorded[Event]]:
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "select stream, version, position, type, state from events order by position"
        ).fetchall()
    return [decode(*row) for row in rows]


def fresh(projection: Projection[Any], events: list[Recorded[Event]]) -> dict[Any, Any]:
    """The read model folded in one go, each stream from the events that count."""
    rows: Rows[Any] = Rows(projection.key_of)
    streams: dict[UUID, list[Recorded[Event]]] = {}
    for recorded in events:
        streams.setdefault(recorded.stream, []).append(recorded)
    for history in streams.values():
        if projection.refolds:
            for recorded in effective(history):
                projection.fold(rows, recorded)
            for recorded in history:
                if is_correction(recorded.event):
                    last = recorded
                    projection.fold(rows, last)
            row = rows.take((history[0].stream,))
            if row is not None and hasattr(row, "version"):
                row.version, row.position = history[-1].version, history[-1].position
                if hasattr(row, "last_recorded_at"):
                    row.last_recorded_at = history[-1].recorded_at
        else:
            for recorded in history:
                projection.fold(rows, recorded)
    return dict(rows.touched)


def part_key(part: Projection[Any] | Part[Any], row: Any) -> Any:
    return tuple(getattr(row, name) for name in part.key)


def in_tables(projection: Projection[Any] | Part[Any], database: str, keys: Any) -> dict[Any, Any]:
    with psycopg.connect(database) as connection:
        return {part_key(projection, row): row for row in Table(projection).load(connection, keys)}


def rows_in(table: str, database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def assert_equal_to_fresh_fold(database: str) -> None:
    events = stored(database)
    for projection in PROJECTIONS:
        expected = fresh(projection, events)
        assert in_tables(projection, database, expected) == expected
        assert rows_in(projection.name, database) == len(expected)
        if (part := projection.part) is not None:
            owned = {part_key(part, one): one for row in expected.values() for one in part.of(row)}
            assert in_tables(part, database, owned) == owned
            assert rows_in(part.name, database) == len(owned)


def catch_up(database: str, batch: int = 1000) -> int:
    recorder = notification_log(database)
    with recorder.datastore:
        return Runner(database, NotificationFeed(recorder), PROJECTIONS, batch=batch).catch_up()


@pytest.mark.parametrize("batch", [7, 1000])
def test_the_read_models_equal_a_fresh_fold_for_any_batch(database: str, tmp_path: Path, batch: int) -> None:
    filled(database, tmp_path, persons=2 if batch == 7 else 12)
    assert catch_up(database, batch) > 100
    assert catch_up(database, batch) == 0
    assert_equal_to_fresh_fold(database)


def test_of_two_runners_one_works_and_the_other_takes_over(database: str, tmp_path: Path) -> None:
    filled(database, tmp_path)
    stop = Signal()
    recorders = [notification_log(database) for _ in range(2)]
    threads = [
        Thread(
            target=Runner(database, NotificationFeed(r), PROJECTIONS, batch=20, pause=0.01).run, args=(stop,)
        )
        for r in recorders
    ]
    for thread in threads:
        thread.start()
    killed = 0
    with psycopg.connect(database, autocommit=True) as connection:
        for _ in range(200):
            holders = connection.execute(HELD.format(4852).encode()).fetchall()
            if holders and killed < 6:
                connection.execute("select pg_terminate_backend(%s)", holders[0])
                killed += 1
            reached = connection.execute("select min(notification_id) from notification_tracking").fetchone()
            last = connection.execute("select max(position) from events").fetchone()
            if killed >= 6 and reached == last:
                break
            stop.wait(0.1)
    stop.set()
    for thread in threads:
        thread.join()
    for recorder in recorders:
        recorder.datastore.close()
    assert killed == 6
    assert_equal_to_fresh_fold(database)


def test_an_event_that_cannot_be_read_is_set_aside_and_the_others_go_on(
    database: str, tmp_path: Path
) -> None:
    filled(database, tmp_path, persons=2)
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select %s, 1, max(position) + 1, 'person.registered/1', '{broken' from events",
            (uuid4(),),
        )
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select %s, 1, max(position) + 1, 'nobody.knows/7', '{}' from events",
            (uuid4(),),
        )
    filled_up = catch_up(database, 50)
    assert filled_up > 2
    with psycopg.connect(database) as connection:
        aside = connection.execute("select projection, type from set_aside order by 1, 2").fetchall()
    assert aside == [
        (projection, kind)
        for projection in sorted(one.tracking_name for one in PROJECTIONS)
        for kind in ("nobody.knows/7", "person.registered/1")
    ]
