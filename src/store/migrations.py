"""Numbered SQL files, applied in order under a lock, each in its own transaction, and never changed again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import Connection

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_LOCK = 4850
_PACKAGED = Path(__file__).parent.parent / "migrations"
_SOURCE = Path(__file__).resolve().parents[2] / "infra" / "migrations"


class MigrationRefused(Exception):
    """The database and this code do not fit together; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. `number` rises by one; `checksum` shows whether the file was altered later."""

    number: int
    name: str
    statements: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the statements."""
        return sha256(self.statements.encode()).hexdigest()


def shipped() -> list[Migration]:
    """The migrations of this code, in order. Raises `MigrationRefused` where a number is missing."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _SOURCE
    files = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    found = [Migration(int(path.name[:4]), path.name, path.read_text("utf-8")) for path in files]
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise MigrationRefused(f"The migrations in {folder} are not numbered 1, 2, 3 …")
    return found


def migrate(conninfo: str, migrations: Sequence[Migration] | None = None) -> list[Migration]:
    """Bring a database up to this code, and return what was applied. Several processes may try at once.

    Raises `MigrationRefused` where the database is newer than the code, or a migration was altered after use.
    """
    wanted = shipped() if migrations is None else migrations
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        applied = _applied(connection)
        _check(wanted, applied)
        pending = wanted[len(applied) :]
        for migration in pending:
            _apply(connection, migration)
        return list(pending)


def pending(conninfo: str) -> list[Migration]:
    """What `migrate` would apply. Raises as it does."""
    wanted = shipped()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        applied = _applied(connection)
    _check(wanted, applied)
    return wanted[len(applied) :]


def _applied(connection: Connection) -> list[tuple[int, str, str]]:
    connection.execute(
        "create table if not exists schema_migrations (number integer primary key, name text not null,"
        " checksum text not null, applied_at timestamptz not null default now())"
    )
    return connection.execute(
        "select number, name, checksum from schema_migrations order by number"
    ).fetchall()


def _check(wanted: Sequence[Migration], applied: Sequence[tuple[int, str, str]]) -> None:
    if len(applied) > len(wanted):
        newest = applied[-1][1]
        raise MigrationRefused(
            f"The database is newer than this code: it has {newest}, the code ends at {len(wanted):04}."
            " Start a newer version of the service."
        )
    for migration, (_, name, checksum) in zip(wanted, applied, strict=False):
        if migration.checksum != checksum:
            raise MigrationRefused(f"{name} was altered after it was applied; add a new migration instead.")


def _apply(connection: Connection, migration: Migration) -> None:
    with connection.transaction():
        connection.execute("set local lock_timeout = '10s'")
        connection.execute("set local statement_timeout = '10min'")
        connection.execute(migration.statements.encode())
        connection.execute(
            "insert into schema_migrations (number, name, checksum) values (%s, %s, %s)",
            (migration.number, migration.name, migration.checksum),
        )
