"""Two services on one database: whatever they do at once, nothing is lost and nothing happens twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from api.http.conftest import PERSON, SCREENING
from pydantic import TypeAdapter
from store.appending import rows

from tongxin.api.http.requests import DEFAULT_ACTOR
from tongxin.api.runtime.asked import Asked, Outcome, Stale
from tongxin.api.runtime.runtime import Runtime, running
from tongxin.api.runtime.settings import Settings
from tongxin.domain.commands import Command
from tongxin.domain.identity.commands import RecordDeath, RegisterPerson
from tongxin.domain.refusals import Refused
from tongxin.domain.screening.commands import RecordScreening


def asked(
    kind: type[Command], body: dict[str, Any], stream: UUID | None = None, key: str | None = None
) -> Asked:
    raw = orjson.dumps(body)
    return Asked(stream, TypeAdapter(kind).validate_json(raw), raw, DEFAULT_ACTOR, "test", key)


@pytest.fixture
async def two(database: str, tmp_path: Path) -> AsyncIterator[list[Runtime]]:
    """Two services with the same master key, each remembering streams on its own."""
    async with AsyncExitStack() as stack:
        settings = Settings(data_dir=tmp_path)
        yield [await stack.enter_async_context(running(settings, database)) for _ in range(2)]


async def registered(runtime: Runtime, **changes: Any) -> UUID:
    outcome = await runtime.persons.handle(asked(RegisterPerson, PERSON | changes))
    return outcome.stream


async def test_commands_on_one_person_are_all_granted_one_after_another(
    two: list[Runtime], database: str
) -> None:
    person = await registered(two[0])
    outcomes = await asyncio.gather(
        *(two[n % 2].persons.handle(asked(RecordScreening, SCREENING, person)) for n in range(40))
    )
    assert sorted(outcome.version for outcome in outcomes) == list(range(2, 42))
    versions = rows(database, "select version from events where stream = %s order by position", person)
    assert versions == list(range(1, 42))


async def test_one_key_at_both_is_one_event(two: list[Runtime], database: str) -> None:
    person = await registered(two[0])
    one = asked(RecordScreening, SCREENING, person, "k")
    outcomes = await asyncio.gather(*(runtime.persons.handle(one) for runtime in two for _ in range(10)))
    assert len({tuple(outcome.events) for outcome in outcomes}) == 1
    assert sum(not outcome.replayed for outcome in outcomes) == 1
    assert rows(database, "select count(*) from events") == [2]


async def test_one_registration_at_both_is_one_person(two: list[Runtime], database: str) -> None:
    one = asked(RegisterPerson, PERSON, key="k")
    outcomes = await asyncio.gather(*(runtime.persons.handle(one) for runtime in two for _ in range(10)))
    assert len({outcome.stream for outcome in outcomes}) == 1
    assert rows(database, "select count(*) from events") == [1]
    assert rows(database, "select count(*) from stream_keys") == [1]


async def test_a_number_is_given_to_one_person_only(two: list[Runtime], database: str) -> None:
    answers = await asyncio.gather(
        *(two[n % 2].persons.handle(asked(RegisterPerson, PERSON, key=f"k{n}")) for n in range(8)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Outcome) for answer in answers) == 1
    refused = {answer.rule.code for answer in answers if isinstance(answer, Refused)}
    assert refused == {"identity-number-taken"}
    assert rows(database, "select count(*) from events") == [1]


async def test_of_those_who_read_the_same_version_one_may_write(two: list[Runtime]) -> None:
    person = await registered(two[0])
    await two[1].persons.handle(asked(RecordScreening, SCREENING, person))
    at_two = replace(asked(RecordScreening, SCREENING, person), if_version=2)
    answers = await asyncio.gather(
        *(runtime.persons.handle(replace(at_two, key=f"{n}")) for n, runtime in enumerate(two * 3)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Outcome) for answer in answers) == 1
    assert {answer.version for answer in answers if isinstance(answer, Stale)} == {3}


async def test_a_service_that_remembers_an_old_state_decides_on_the_new_one(two: list[Runtime]) -> None:
    person = await registered(two[0])
    await two[1].persons.handle(asked(RecordScreening, SCREENING, person))
    await two[0].persons.handle(asked(RecordDeath, {"occurred_at": "2021-01-01"}, person))
    with pytest.raises(Refused) as refused:
        await two[1].persons.handle(asked(RecordScreening, SCREENING, person))
    assert refused.value.rule.code == "after-death"


async def test_what_one_granted_the_other_answers_again_when_it_could_not_be_granted_now(
    two: list[Runtime],
) -> None:
    person = await registered(two[0])
    first = await two[0].persons.handle(asked(RecordScreening, SCREENING, person, "k"))
    await two[1].persons.handle(asked(RecordDeath, {"occurred_at": "2021-01-01"}, person))
    again = await two[1].persons.handle(asked(RecordScreening, SCREENING, person, "k"))
    assert again == replace(first, replayed=True, events=again.events)
    assert list(again.events) == list(first.events)
