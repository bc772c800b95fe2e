"""How the read models stand, asked over HTTP; what was set aside is seen and retried."""

import os
from uuid import uuid4

import psycopg

from tongxin.projections.registry import PROJECTIONS

from .conftest import SCREENING, Service

RETRIES = "/projections/set-aside/retries"


async def poisoned(service: Service) -> str:
    """A person with an event between that no code knows."""
    person = await service.registered()
    with psycopg.connect(service.database) as connection:
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select stream, 2, max(position) + 1, 'nobody.knows/7', '{}' from events group by stream"
        )
    return person


async def test_every_read_model_tells_where_it_is_and_who_keeps_it_up_to_date(service: Service) -> None:
    person = await service.registered()
    asked = await service.post(f"/persons/{person}/screenings", SCREENING)
    position = asked.json()["position"]
    await service.get(f"/persons/{person}?at_least={position}")
    answer = (await service.get("/projections")).json()
    there = [(one["name"], one["position"], one["behind"], one["set_aside"]) for one in answer["projections"]]
    assert there == [(projection.name, position, 0, 0) for projection in PROJECTIONS]
    (runner,) = answer["runners"]
    assert runner["leads"]
    assert runner["process"].startswith(f"{os.getpid()}@")
    ready = (await service.get("/health/ready")).json()
    assert ready["projections"]["facts"] == {"position": position, "behind": 0}


async def test_what_was_set_aside_is_listed_with_the_reason_page_by_page(service: Service) -> None:
    person = await poisoned(service)
    await service.get(f"/persons/{person}?at_least=2")
    listed = (await service.get("/projections/set-aside?limit=1")).json()
    assert {one["projection"] for one in listed["set_aside"]} == {one.name for one in PROJECTIONS}
    told = {(one["stream"], one["version"], one["position"], one["type"]) for one in listed["set_aside"]}
    assert told == {(person, 2, 2, "nobody.knows/7")}
    assert listed["set_aside"][0]["error"].startswith("Undecodable: ")
    after = (await service.get(f"/projections/set-aside?projection=facts&after={listed['next']}")).json()
    assert after == {"set_aside": [], "next": None}


async def test_a_retry_answers_with_what_is_still_set_aside(service: Service) -> None:
    person = await poisoned(service)
    await service.get(f"/persons/{person}?at_least=2")
    wanted = {"projection": "facts", "stream": person}
    still = (await service.post(RETRIES, wanted)).json()["set_aside"]
    assert [(one["projection"], one["version"]) for one in still] == [("facts", 2)]
    with psycopg.connect(service.database) as connection:
        connection.execute("delete from events where version = 2")
    assert (await service.post(RETRIES, wanted)).json() == {"set_aside": [], "next": None}
    again = await service.post(RETRIES, wanted)
    assert again.status_code == 404
    assert f"Nothing of {person} is set aside for facts." in again.text


async def test_a_read_model_that_there_is_not_is_answered_with_those_that_there_are(service: Service) -> None:
    for answer in (
        await service.get("/projections/set-aside?projection=nothing"),
        await service.post(RETRIES, {"projection": "nothing", "stream": str(uuid4())}),
    ):
        assert answer.status_code == 404
        assert "person_status, person_history" in answer.json()["detail"]
