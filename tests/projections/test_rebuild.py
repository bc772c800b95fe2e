"""A rebuild: the same rows as live, whatever is in the log, whatever comes meanwhile."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from projections.test_interruptions import POISON, poison, told
from projections.test_runner import catch_up, filled
from store.appending import rows

from tongxin.api.runtime.rebuilding import reading
from tongxin.domain.screening.commands import RecordScreening
from tongxin.projections.digest import Digest, digest_of_table, kinds_of
from tongxin.projections.rebuild.catalogue import (
    Rebuild,
    RebuildRefused,
    ask_to_cancel,
    begin,
    chosen,
    drop_replaced,
    hold,
    rebuild_of,
)
from tongxin.projections.rebuild.fold import Folded, StreamFold
from tongxin.projections.rebuild.plan import BUCKETS
from tongxin.projections.rebuild.progress import Progress
from tongxin.projections.rebuild.rebuild import RebuildCancelled, rebuild
from tongxin.projections.rebuild.streams import by_stream
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
    rebuilt(database)
    filled(database, tmp_path, persons=2)
    assert catch_up(database) > 10
    live = digests(database)
    assert rebuilt(database).matches
    assert digests(database) == live


def test_what_live_has_set_aside_is_set_aside_again(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    for type_name, state in POISON:
        poison(database, type_name, state)
    catch_up(database)
    aside = "select stream, version, projection, position, type, error from set_aside order by 2, 3"
    before, live = rows(database, aside), digests(database)
    assert len(before) == len(POISON) * len(PROJECTIONS)
    assert rebuilt(database).matches
    assert rows(database, aside) == before
    assert digests(database) == live


def test_folds_look_at_no_more_than_they_say(database: str, tmp_path: Path) -> None:
    """Else a rebuild reads everything from then on, and is slow."""
    filled(database, tmp_path, persons=4)
    for projection in PROJECTIONS:
        if projection.reads is None or not projection.by_stream:
            continue
        with reading(database) as way, psycopg.connect(database, autocommit=True) as connection:
            fold = StreamFold([projection], way, set())
            for stream, stored in by_stream(connection, range(BUCKETS), 1 << 60).items():
                fold.fold(stream, stored, Folded({kind.name: [] for kind in kinds_of(projection)}))
            assert fold.glimpses, projection.name


def test_one_that_is_cancelled_leaves_nothing_behind(database: str, tmp_path: Path) -> None:
    filled(database, tmp_path, persons=2)
    catch_up(database)
    live = digests(database)

    def cancel(progress: Progress) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            if not rebuild_of(connection, progress.rebuild).cancel_asked:
                ask_to_cancel(connection, progress.rebuild)

    with pytest.raises(RebuildCancelled):
        rebuilt(database, report=cancel)
    assert rows(database, "select state from rebuilding.rebuilds") == ["cancelled"]
    assert (
        rows(database, "select nspname::text from pg_namespace where starts_with(nspname, 'rebuild_')") == []
    )
    assert digests(database) == live
    assert rebuilt(database).matches


def test_the_old_tables_are_kept_until_they_are_dropped(database: str, tmp_path: Path) -> None:
    told(database, tmp_path, (RecordScreening, SCREENING))
    catch_up(database)
    done = rebuilt(database, "person_history")
    old = f"select count(*) from replaced_{done.id}.person_history"
    assert rows(database, old) == [2]
    with psycopg.connect(database, autocommit=True) as connection:
        drop_replaced(connection, done.id)
        with pytest.raises(RebuildRefused, match="keeps no old tables"):
            drop_replaced(connection, done.id)
    with pytest.raises(psycopg.errors.UndefinedTable):
        rows(database, old)


def test_what_cannot_be_rebuilt_is_said(database: str) -> None:
    with pytest.raises(RebuildRefused, match="There is no read model nothing; there are person_status"):
        chosen(PROJECTIONS, ["nothing"])
    with psycopg.connect(database, autocommit=True) as connection:
        unfinished = begin(connection, chosen(PROJECTIONS, ["person_status"]))
        with pytest.raises(RebuildRefused, match=f"Rebuild {unfinished.id} of person_status"):
            begin(connection, chosen(PROJECTIONS, ["person_status", "person_history"]))
        assert begin(connection, chosen(PROJECTIONS, ["person_status"])).id == unfinished.id
        assert hold(connection, unfinished.id)
        with pytest.raises(RebuildRefused, match="going on already"):
            rebuilt(database, "person_status")
    assert rebuilt(database, "person_status").id == unfinished.id
