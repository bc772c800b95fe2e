"""What a read model could not take is shown, and can be taken later, as if nothing had been."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import psycopg
import pytest
from api.http.conftest import SCREENING
from api.test_cli import tongxin
from projections.test_interruptions import poison, told
from projections.test_runner import assert_equal_to_fresh_fold, catch_up
from store.appending import rows

from tongxin.api.runtime.retries import retried
from tongxin.domain.screening.commands import RecordScreening
from tongxin.domain.screening.events import PersonScreened
from tongxin.projections import person_status
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.projections.registry import PROJECTIONS
from tongxin.projections.retrying import NothingSetAside

STATUS = PERSON_STATUS.tracking_name
OF_STATUS = f"select version, type, error from set_aside where projection = '{STATUS}' order by 1"


@contextmanager
def faulty_fold() -> Iterator[None]:
    """The fold of the status fails at screenings, until it is put right."""

    def fail(_row: Any, _event: Any) -> None:
        raise ValueError("an outcome that nobody thought of")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(person_status._CHANGES_BY_TYPE, PersonScreened.TYPE, fail)
        yield


def only_stream(database: str) -> Any:
    return rows(database, "select distinct stream from events")[0]


def test_an_event_that_a_fold_fails_at_is_set_aside_for_that_read_model_only(
    database: str, tmp_path: Path
) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING), (RecordScreening, SCREENING | {"campaign": "x"}))
    with faulty_fold():
        catch_up(database)
    problem = "ValueError: an outcome that nobody thought of"
    assert rows(database, OF_STATUS) == [(n, PersonScreened.TYPE, problem) for n in (2, 3)]
    assert rows(database, "select distinct projection from set_aside") == [STATUS]
    assert rows(database, "select version from person_status") == [1]
    assert rows(database, "select version from person_history order by 1") == [1, 2, 3]


def test_once_the_fold_is_right_a_retry_takes_what_was_set_aside(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    with faulty_fold():
        catch_up(database)
    assert retried(database, PERSON_STATUS, only_stream(database)) == []
    assert rows(database, "select count(*) from set_aside") == [0]
    assert_equal_to_fresh_fold(database)


def test_what_still_cannot_be_taken_stays_set_aside(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    poison(database, "nobody.knows/7", b"{}")
    with faulty_fold():
        catch_up(database)
        left = retried(database, PERSON_STATUS, only_stream(database))
    assert [one.version for one in left] == [3, 2]
    left = retried(database, PERSON_STATUS, only_stream(database))
    assert [(one.version, one.type) for one in left] == [(3, "nobody.knows/7")]
    assert [version for version, _, _ in rows(database, OF_STATUS)] == [3]
    assert rows(database, "select version from person_status") == [2]


def test_where_nothing_is_set_aside_there_is_nothing_to_retry(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    catch_up(database)
    for stream in (only_stream(database), uuid4()):
        with pytest.raises(NothingSetAside, match="person_history"):
            retried(database, PERSON_HISTORY, stream)


def test_a_retry_waits_for_who_holds_the_position(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    with faulty_fold():
        catch_up(database)
    impatient = psycopg.conninfo.make_conninfo(database, options="-c lock_timeout=200ms")
    with psycopg.connect(database) as runner:
        runner.execute("select from notification_tracking for update")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            retried(impatient, PERSON_STATUS, only_stream(database))
    assert [version for version, _, _ in rows(database, OF_STATUS)] == [2]


def on_command_line(database: str, folder: Path, *words: str) -> tuple[int, list[Any]]:
    """The exit code of `tongxin projections …`, and the objects that it printed."""
    safe = {"database_url": database, "data_may_be_lost": "true"}
    done = tongxin(folder, "projections", *words, "--json", **safe)
    return done.returncode, [orjson.loads(line) for line in done.stdout.splitlines()]


def test_on_the_command_line_it_is_listed_and_retried(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    poison(database, "nobody.knows/7", b"{}")
    with faulty_fold():
        catch_up(database)
    _, standing = on_command_line(database, tmp_path, "list")
    assert {one["name"]: (one["position"], one["behind"], one["set_aside"]) for one in standing} == {
        projection.name: (3, 0, 1 + (projection is PERSON_STATUS)) for projection in PROJECTIONS
    }
    _, listed = on_command_line(database, tmp_path, "set-aside", "person_status")
    assert [(one["position"], one["type"]) for one in listed] == [
        (2, PersonScreened.TYPE),
        (3, "nobody.knows/7"),
    ]
    code, left = on_command_line(database, tmp_path, "retry", "person_status")
    assert (code, [one["version"] for one in left]) == (1, [3])
    assert rows(database, "select version from person_status") == [2]
    assert on_command_line(database, tmp_path, "retry", "nothing") == (2, [])
