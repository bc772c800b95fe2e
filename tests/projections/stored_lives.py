"""Lives put straight into the log, as the store would have them."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import psycopg

from tongxin.domain.correction.events import EventCorrected
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event, sealed_fields
from tongxin.store.codec import Recording, encode

TABLES = (
    "select tablename::text from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'"
)
SCHEMAS = "select nspname::text from pg_namespace where nspname ~ '^(rebuild|replaced)_[0-9]+$'"


def unsealed(event: Event) -> Event:
    """The event as whoever has no key reads it."""
    if isinstance(event, EventCorrected):
        event = replace(event, replacement=unsealed(event.replacement))
    there = {field.name for field in fields(event)}
    hidden: dict[str, Any] = {name: None for name in sealed_fields(type(event)) if name in there}
    return replace(event, **hidden)


def streams_of(lives: Sequence[Sequence[Recorded[Event]]]) -> list[list[Recorded[Event]]]:
    """Each life in a stream of its own, their events taking turns in the log."""
    turns = sorted(
        (recorded.version, number, recorded) for number, life in enumerate(lives) for recorded in life
    )
    streams: list[list[Recorded[Event]]] = [[] for _ in lives]
    for position, (_, number, recorded) in enumerate(turns, 1):
        stream = UUID(int=(7 << 64) + number * 0x9E3779B97F4A7C15 % (1 << 64))
        event = unsealed(recorded.event)
        streams[number].append(replace(recorded, stream=stream, position=position, event=event))
    return streams


def empty(conninfo: str) -> None:
    """Forget every event, every read model and every rebuild."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        tables = [name for (name,) in connection.execute(TABLES).fetchall()]
        connection.execute(f"truncate {', '.join(tables)}, rebuilding.rebuilds, rebuilding.buckets".encode())
        for (name,) in connection.execute(SCHEMAS).fetchall():
            connection.execute(f"drop schema {name} cascade".encode())


def put(conninfo: str, events: Sequence[Recorded[Event]]) -> None:
    """Store these events at their positions."""
    with psycopg.connect(conninfo) as connection, connection.cursor() as cursor:
        for one in events:
            recording = Recording(
                recorded_at=one.recorded_at,
                actor=one.actor,
                correlation_id=one.correlation_id,
                idempotency_key=one.idempotency_key,
                legal_basis=one.legal_basis,
            )
            state = encode(one.stream, one.version, one.event, one.event_id, recording, None)
            cursor.execute(
                "insert into events (stream, version, position, type, state) values (%s, %s, %s, %s, %s)",
                (one.stream, one.version, one.position, one.event.TYPE, state),
            )
