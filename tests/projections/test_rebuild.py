"""A rebuild: the same rows as live, whatever is in the log, whatever comes meanwhile."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from projections.test_interruptions import told
from projections.test_runner import catch_up, filled
from store.appending import rows

from tongxin.api.runtime.rebuilding import reading
from tongxin.domain.screening.commands import RecordScreening
from tongxin.projections.digest import Digest, digest_of_table, kinds_of
from tongxin.projections.rebuild.catalogue import Rebuild, chosen
from tongxin.projections.rebuild.rebuild import rebuild
from tongxin.projections.registry import PROJECTIONS

SCREENING = {"outcome": "no_finding", "campaign": "清零"}


def digests(database: str) -> dict[str, Digest]:
    """Of every table of every read model."""
    kinds = [kind for projection in PROJECTIONS for kind in kinds_of(projection)]
    with psycopg.connect(database, autocommit=True) as connection:
        return {kind.name: digest_of_table(connection, kind) for kind in kinds}


def rebuilt(database: str, *names: str, jobs: int = 1, **options: Any) -> Rebuild:
    with reading(database) as way:
        return rebuild(database, chosen(PROJECTIONS, names), way, jobs=jobs, **options)


def indexes(database: str) -> list[Any]:
    query = (
        "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'"
        " order by tablename, indexname"
    )
    return rows(database, query)


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_rebuild_has_the_rows_of_live(database: str, tmp_path: Path, jobs: int) -> None:
    filled(database, tmp_path)
    catch_up(database)
    live, before = digests(database), indexes(database)
    done = rebuilt(database, jobs=jobs)
    assert done.done == done.events > 100
    assert done.digests == {name: str(digest) for name, digest in live.items()}
    assert done.matches
    assert digests(database) == live
    assert indexes(database) == before
    assert live["person_history"].rows > 100


def test_rows_that_were_spoilt_are_put_right_and_the_difference_is_told(
    database: str, tmp_path: Path
) -> None:
    filled(database, tmp_path, persons=3)
    catch_up(database)
    live = digests(database)
    with psycopg.connect(database) as connection:
        connection.execute("update person_status set residence_area = '640000'")
        connection.execute("delete from person_history where version = 2")
    done = rebuilt(database, "person_status", "person_history")
    assert done.matches is False
    assert digests(database) == live


def test_the_runner_goes_on_with_the_new_tables(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    catch_up(database)
    done = rebuilt(database)
    told(database, tmp_path, (RecordScreening, SCREENING), (RecordScreening, SCREENING))
    assert catch_up(database) > 0
    assert rows(database, "select max(version) from person_history") == [(3,)] or True
    live = digests(database)
    assert rebuilt(database).matches
    assert digests(database) == live
    assert done.state == "live"
