"""Repeating and racing: a command happens once, and nobody's change is overwritten."""

import asyncio

from api.http.conftest import PERSON, SCREENING, Service
from api.http.test_commands import events_in


async def test_the_same_key_gets_the_same_answer(service: Service) -> None:
    person = await service.registered()
    first = await service.post(f"/persons/{person}/screenings", SCREENING, Idempotency_Key="k1")
    again = await service.post(f"/persons/{person}/screenings", SCREENING, Idempotency_Key="k1")
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    other = await service.post(
        f"/persons/{person}/screenings", {"outcome": "not_found"}, Idempotency_Key="k1"
    )
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert events_in(service.database) == 2


async def test_without_a_key_the_same_fact_at_the_same_time_is_recorded_once(service: Service) -> None:
    person = await service.registered()
    dated = SCREENING | {"occurred_at": "2020-02-02"}
    answers = [await service.post(f"/persons/{person}/screenings", dated) for _ in range(2)]
    assert answers[0].content == answers[1].content
    for _ in range(2):
        await service.post(f"/persons/{person}/screenings", SCREENING)
    assert events_in(service.database) == 4


async def test_twenty_at_once_with_one_key_are_one(service: Service) -> None:
    answers = await asyncio.gather(
        *(service.post("/persons", PERSON, Idempotency_Key="registration-1") for _ in range(20))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert events_in(service.database) == 1


async def test_a_command_that_was_granted_is_answered_again_when_it_could_not_be_granted_now(
    service: Service,
) -> None:
    person = await service.registered()
    death = {"occurred_at": "2021-01-01"}
    first = await service.post(f"/persons/{person}/death", death, Idempotency_Key="d", If_Match='"1"')
    again = await service.post(f"/persons/{person}/death", death, Idempotency_Key="d", If_Match='"1"')
    assert (first.status_code, again.content) == (201, first.content)


async def test_a_stale_version_is_refused(service: Service) -> None:
    person = await service.registered()
    right = await service.post(f"/persons/{person}/screenings", SCREENING, If_Match='"1"')
    stale = await service.post(f"/persons/{person}/screenings", SCREENING, If_Match='"1"')
    assert (right.status_code, stale.status_code) == (201, 412)
    assert stale.headers["etag"] == '"2"'


async def test_commands_on_one_person_at_once_all_happen_in_some_order(service: Service) -> None:
    person = await service.registered()
    answers = await asyncio.gather(
        *(service.post(f"/persons/{person}/screenings", SCREENING) for _ in range(30))
    )
    assert sorted(answer.json()["version"] for answer in answers) == list(range(2, 32))
