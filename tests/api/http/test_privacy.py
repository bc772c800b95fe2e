"""A dump of the database, and the log, tell no name."""

import asyncio
import base64
from pathlib import Path

import psycopg
import structlog
from psycopg import sql

from tongxin.api.demo import submitting
from tongxin.api.reference_data.county import county
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime import logs
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.identity.commands import RegisterPerson

SEED, PERSONS = 5, 40


async def _load(settings: Settings, database: str) -> None:
    async with running(settings, database) as runtime:
        await load(submitting(runtime), persons=PERSONS, seed=SEED)


def _dump(database: str) -> bytes:
    """Every table, whole, as text and in binary."""
    parts: list[bytes] = []
    with psycopg.connect(database) as connection:
        tables = connection.execute(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        ).fetchall()
        for (table,) in tables:
            for form in ("text", "binary"):
                query = sql.SQL("copy {} to stdout (format {})").format(sql.Identifier(table), sql.SQL(form))
                with connection.cursor().copy(query) as copy:
                    parts += [bytes(block) for block in copy]
    return b"".join(parts)


def test_a_dump_shows_no_name(database: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logs.set_up(log):
        asyncio.run(_load(Settings(data_dir=tmp_path), database))
    structlog.reset_defaults()
    everything = _dump(database) + log.read_bytes()
    hexadecimal = everything.lower()
    looked_for = 0
    for story in county(SEED, PERSONS).people():
        command = story.steps[0].command
        assert isinstance(command, RegisterPerson)
        for secret in (command.name, command.identity_number, command.address, command.phone):
            if secret is None:
                continue
            looked_for += 1
            assert secret.encode() not in everything
            assert secret.encode().hex().encode() not in hexadecimal
            assert base64.b64encode(secret.encode()).rstrip(b"=")[:-1] not in everything
    assert looked_for > PERSONS * 2
    assert b"person.registered/1" in everything
