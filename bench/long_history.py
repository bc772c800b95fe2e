"""One person's stream of any length: a synthetic life, then daily work, now and then corrected."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tongxin.api.demo import submitting
from tongxin.api.reference_data.loader import load
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.commands import Actor
from tongxin.domain.correction.events import EventCorrected
from tongxin.store.codec import Recording, decode, encode

_DAILY = ("visit.", "talk.", "person.screened", "test.taken", "note.", "document.")
_A_CORRECTION_EVERY = 200
_BY = Recording(
    recorded_at=datetime(2021, 1, 1, tzinfo=UTC),
    actor=Actor(user="ma.li", role="case_worker", unit="640324100"),
    correlation_id="bench",
    idempotency_key="bench",
)
Stored = tuple[str, bytes]


def lives(conninfo: str, folder: Path, persons: int) -> list[list[Stored]]:
    """The stored events of some synthetic persons, the longest life first; loaded by commands."""

    async def fill() -> None:
        async with running(Settings(data_dir=folder), conninfo) as runtime:
            await load(submitting(runtime), persons=persons, seed=3)

    asyncio.run(fill())
    found: dict[UUID, list[Stored]] = {}
    with psycopg.connect(conninfo) as connection:
        for stream, kind, state in connection.execute(
            "select stream, type, state from events order by stream, version"
        ):
            found.setdefault(stream, []).append((kind, bytes(state)))
    people = [life for life in found.values() if life[0][0].startswith("person.registered/")]
    return sorted(people, key=len, reverse=True)


def store(
    conninfo: str, people: list[list[Stored]], events: int, *, corrected: bool = True
) -> tuple[UUID, list[datetime]]:
    """A stream of so many events. Returns it and the times at which its events were true."""
    stream, life = uuid4(), people[0][:events]
    daily = [one for other in people for one in other if one[0].startswith(_DAILY)]
    rows: list[Any] = []
    when: list[datetime] = []
    with psycopg.connect(conninfo, autocommit=True) as connection:
        found = connection.execute("select coalesce(max(position), 0) from events").fetchone()
        position = 0 if found is None else int(found[0])
        for version in range(1, events + 1):
            kind, state = life[version - 1] if version <= len(life) else daily[version % len(daily)]
            if corrected and version > len(life) and version % _A_CORRECTION_EVERY == 0:
                kind, state = _correction(stream, version, rows[version - 2])
            when.append(decode(stream, version, 0, kind, state).occurred_at)
            rows.append((stream, version, position + version, kind, state))
        with (
            connection.cursor() as cursor,
            cursor.copy("copy events (stream, version, position, type, state) from stdin") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        connection.execute("vacuum analyze events")
    return stream, when


def _correction(stream: UUID, version: int, target: Any) -> Stored:
    """The event before was a day later than recorded."""
    wrong = decode(*target).event
    right = replace(wrong, occurred_at=wrong.occurred_at + timedelta(days=1))
    event = EventCorrected(occurred_at=_BY.recorded_at, target=version - 1, replacement=right)
    return event.TYPE, encode(stream, version, event, uuid4(), _BY, None)
