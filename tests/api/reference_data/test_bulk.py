"""The bulk path: what it stores is what the service would store, of each transaction all or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import psycopg
import pytest
from store.appending import rows

from tongxin.api.demo import submitting
from tongxin.api.reference_data.bulk_loader import NotGranted, load_persons
from tongxin.api.reference_data.county import county
from tongxin.api.reference_data.loader import Progress, Written, load
from tongxin.api.reference_data.steps import Story
from tongxin.api.runtime.asked import Asked
from tongxin.api.runtime.bulk import Bulk, StreamBegun
from tongxin.api.runtime.policy_files import shipped
from tongxin.api.runtime.runtime import running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.identity.rules import IDENTITY_NUMBER_TAKEN
from tongxin.domain.kinds import PERSON
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.refusals import Refused
from tongxin.store.codec import decode
from tongxin.store.keys import load_or_create

PERSONS, SEED = 40, 7
TOLD = (
    "select stream, version, position, type, state, command, fingerprint from events order by stream, version"
)


def plain(value: Any) -> Any:
    """Built-in values; identifiers, which differ from one telling to the next, are all alike."""
    if isinstance(value, UUID):
        return "an identifier"
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple | frozenset) else value


def stored(database: str, key_file: Path) -> list[Any]:
    """Every event of persons, unsealed, with its receipt."""
    master = load_or_create(key_file)
    wrapped = rows(database, "select stream, wrapped from stream_keys")
    keys = {stream: master.unwrap(bytes(one)) for stream, one in wrapped}
    found = []
    for stream, version, position, kind, state, command, fingerprint in rows(database, TOLD):
        recorded = decode(stream, version, position, kind, bytes(state), keys.get(stream))
        data = msgspec.to_builtins(recorded.event, builtin_types=(UUID,))
        about = (recorded.actor, recorded.correlation_id, recorded.idempotency_key, recorded.legal_basis)
        found.append(
            (stream, version, kind, plain(data), about, recorded.policy, command, bytes(fingerprint))
        )
    return found


def load_all(database: str, key_file: Path) -> tuple[Written, list[Progress]]:
    told: list[Progress] = []
    given = {"persons": PERSONS, "seed": SEED}
    return load_persons(database, key_file, shipped(), **given, jobs=2, report=told.append), told


@pytest.fixture
def bulk(database: str, master_key_file: Path) -> Iterator[Bulk]:
    with psycopg.connect(database, autocommit=True) as connection:
        yield Bulk(connection, load_or_create(master_key_file), shipped())


def asked(story: Story) -> list[Asked]:
    return [story.asked(step, story.stream if number else None) for number, step in enumerate(story.steps)]


def story() -> Story:
    return next(county(SEED, PERSONS).people())


async def test_it_stores_what_the_service_stores(
    database: str, empty_database: str, tmp_path: Path, template: str, server: Any
) -> None:
    by_service = server.create_database(template)
    settings = Settings(data_dir=tmp_path)
    async with running(settings, by_service) as runtime:
        loaded = await load(submitting(runtime), persons=PERSONS, seed=SEED)
    written, told = load_all(database, settings.key_file)
    persons = {one.stream for one in county(SEED, PERSONS).people()}
    expected = [event for event in stored(by_service, settings.key_file) if event[0] in persons]
    assert stored(database, settings.key_file) == expected
    claims = "select value, kind, stream from claims order by value"
    assert rows(database, claims) == rows(by_service, claims)
    positions = rows(database, "select position from events order by position")
    assert positions == list(range(1, len(expected) + 1))
    assert written.position == len(expected) == written.events.total() == told[-1].events
    assert (written.persons, written.replayed, told[-1].persons_done) == (PERSONS, 0, PERSONS)

    again, _ = load_all(database, settings.key_file)
    assert (again.replayed, again.commands, again.events.total()) == (written.commands, 0, 0)
    assert again.position == written.position
    async with running(settings, database) as runtime:  # the rest is loaded by the service
        whole = await load(submitting(runtime), persons=PERSONS, seed=SEED, written=written)
    assert (whole.persons, whole.events, whole.commands) == (PERSONS, loaded.events, loaded.commands)
    server.drop_database(by_service)


def test_a_stream_that_was_begun_otherwise_is_left_as_it_is(bulk: Bulk, database: str) -> None:
    steps = asked(story())
    bulk.add(PERSON, steps[:3])
    bulk.flush()
    before = rows(database, "select count(*) from events")
    bulk.add(PERSON, steps)
    with pytest.raises(StreamBegun):
        bulk.flush()
    assert rows(database, "select count(*) from events") == before


def test_a_number_of_somebody_else_is_refused_and_nothing_of_the_transaction_is_stored(
    bulk: Bulk, database: str
) -> None:
    first = asked(story())[0]
    bulk.add(PERSON, [first])
    bulk.flush()
    others = list(county(SEED, PERSONS).people())[1:3]
    bulk.add(PERSON, asked(others[0]))
    bulk.add(PERSON, [replace(first, key="another")])
    with pytest.raises(Refused) as refused:
        bulk.flush()
    assert refused.value.rule is IDENTITY_NUMBER_TAKEN
    assert rows(database, "select count(*) from events") == [1]
    bulk.add(PERSON, asked(others[1]))  # it can go on
    bulk.flush()
    assert rows(database, "select count(distinct stream) from events") == [2]


def test_what_the_law_or_sense_forbids_is_refused_with_the_command(
    database: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tongxin.api.reference_data import bulk_loader

    def ahead(setting: Any, life: Any) -> Story:
        told = histories(setting, life)
        first, second = told.steps[:2]
        later = replace(second.command, occurred_at=datetime(2100, 1, 1, tzinfo=UTC))
        return replace(told, steps=(first, replace(second, command=later)))

    histories = bulk_loader.history
    monkeypatch.setattr(bulk_loader, "history", ahead)
    monkeypatch.setattr(bulk_loader, "_AT_WORK", [])
    bulk_loader._begin(database, master_key_file, shipped(), PERSONS, SEED)
    with pytest.raises(NotGranted, match=f"p000000/2.*{IN_FUTURE.en[:10]}"):
        bulk_loader._write(0, 1)
    bulk_loader._AT_WORK[0][1].close()
    assert rows(database, "select count(*) from events") == [0]
