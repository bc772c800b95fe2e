"""Migrations: each once, whole, in order, and never another one than was applied."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from store.appending import rows
from store.at_once import at_once

from tongxin.store import migrations
from tongxin.store.migrations import Migration, MigrationRefused, migrate, pending, shipped

ONE = Migration(1, "0001_one.sql", "create table one (n int); insert into one values (1);")
TWO = Migration(2, "0002_two.sql", "create table two (n int); insert into one select n + 1 from one;")
BROKEN = replace(TWO, statements=TWO.statements + " select 1 / 0;")
THREE = Migration(3, "0003_three.sql", "create table three (n int);")


def tables(conninfo: str) -> list[str]:
    query = "select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'"
    return sorted(rows(conninfo, query))


def applied(conninfo: str) -> list[tuple[int, str]]:
    return rows(conninfo, "select number, name from schema_migrations order by number")


def test_what_is_shipped_is_applied_once_and_in_order(empty_database: str) -> None:
    assert pending(empty_database) == shipped()
    assert migrate(empty_database) == shipped()
    assert applied(empty_database) == [(number, m.name) for number, m in enumerate(shipped(), 1)]
    assert pending(empty_database) == []
    assert migrate(empty_database) == []


def test_only_what_is_new_is_applied(empty_database: str) -> None:
    assert migrate(empty_database, [ONE]) == [ONE]
    assert migrate(empty_database, [ONE, TWO, THREE]) == [TWO, THREE]
    assert rows(empty_database, "select n from one order by n") == [1, 2]


def test_processes_that_start_at_once_apply_each_migration_once(empty_database: str, tmp_path: Path) -> None:
    counts = at_once(
        tmp_path,
        3,
        "from tongxin.store.migrations import migrate",
        "len(migrate(sys.argv[3]))",
        empty_database,
    )
    assert sorted(counts) == [0, 0, len(shipped())]


def test_who_asks_what_is_pending_while_another_migrates_is_answered(empty_database: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(pending, empty_database) for _ in range(7)]
        done = threads.submit(migrate, empty_database)
    assert all(answer.result() in ([], shipped()) for answer in asked)
    assert done.result() == shipped()


def test_a_migration_that_fails_leaves_nothing_behind(empty_database: str) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty_database, [ONE, BROKEN, THREE])
    assert tables(empty_database) == ["one"]
    assert rows(empty_database, "select n from one") == [1]
    assert applied(empty_database) == [(1, ONE.name)]
    assert migrate(empty_database, [ONE, TWO, THREE]) == [TWO, THREE]


def test_a_migration_that_was_altered_later_is_refused(empty_database: str) -> None:
    migrate(empty_database, [ONE, TWO])
    altered = replace(ONE, statements=ONE.statements + " -- only a remark")
    with pytest.raises(MigrationRefused, match=r"0001_one\.sql was altered"):
        migrate(empty_database, [altered, TWO, THREE])
    assert tables(empty_database) == ["one", "two"]


def test_a_database_that_is_newer_than_the_code_is_refused(empty_database: str) -> None:
    migrate(empty_database, [ONE, TWO, THREE])
    with pytest.raises(MigrationRefused, match=r"newer than this code: it has 0003_three\.sql"):
        migrate(empty_database, [ONE, TWO])


def test_the_refusals_hold_for_what_is_pending_too(empty_database: str) -> None:
    newer = Migration(len(shipped()) + 1, "9999_newer.sql", "select 1;")
    migrate(empty_database, [*shipped(), newer])
    with pytest.raises(MigrationRefused, match="newer"):
        pending(empty_database)


def test_the_end_of_a_line_does_not_alter_a_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "_SOURCE", tmp_path)
    checksums = set()
    for content in (b"select 1;\nselect 2;\n", b"select 1;\r\nselect 2;\r\n"):
        (tmp_path / "0001_one.sql").write_bytes(content)
        checksums.add(shipped()[0].checksum)
    assert len(checksums) == 1


@pytest.mark.parametrize(
    "names", [["0002_b.sql"], ["0001_a.sql", "0003_c.sql"], ["0001_a.sql", "0001_b.sql"]]
)
def test_a_number_that_is_missing_or_given_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    monkeypatch.setattr(migrations, "_SOURCE", tmp_path)
    for name in names:
        (tmp_path / name).write_text("select 1;")
    with pytest.raises(MigrationRefused, match="not numbered"):
        shipped()
