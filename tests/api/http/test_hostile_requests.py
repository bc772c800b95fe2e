"""Whatever is sent, the service answers with a problem of the sender, and the read models go on."""

import json
from collections.abc import Iterator
from typing import Any

from api.http.conftest import PERSON, SCREENING, Service
from api.http.test_commands import ALL
from store.appending import rows

from tongxin.domain.case.commands import OpenCase
from tongxin.domain.identity.commands import RegisterPerson

ODD: list[Any] = [
    "a\0b",
    10**30,
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59-12:00",
    "",
    {},
    ["\0"],
    True,
]
BESIDE: list[dict[str, Any]] = [
    {"occurred_at": "0001-01-01"},
    {"occurred_at": "9999-12-31T23:59:59-12:00"},
    {"occurred_at": 1e18},
    {"legal_basis": "禁毒法\0 33"},
    {"documents": [{"reference": "\0", "sha256": "0" * 64}]},
]
TOO_EARLY, TOO_LATE = "0001-01-01", "9999-12-31T23:59:59-12:00"


def bodies(example: dict[str, Any]) -> Iterator[bytes]:
    """The example with one thing after another made odd."""
    for name in example:
        yield from (json.dumps(example | {name: odd}).encode() for odd in ODD)
    yield from (json.dumps(example | more).encode() for more in BESIDE)
    yield from (b"[]", b'"x"', b"null", b'{"a":"\\ud800"}', b"\xff", b"{" * 10_000)


async def no_fault(service: Service, path: str, command: Any) -> None:
    headers = {"content-type": "application/json"}
    for body in bodies(command.EXAMPLE):
        answer = await service.client.post(path, content=body, headers=headers)
        assert answer.status_code < 500, (path, body, answer.text)


async def test_no_body_brings_a_command_down(service: Service) -> None:
    person = await service.registered(identity_number=None)
    case = (await service.post("/cases", OpenCase.EXAMPLE)).json()["stream"]
    for path, command in ALL.items():
        collection, action = path.split("/")
        record = person if collection == "persons" else case
        await no_fault(service, f"/{collection}/{record}/{action}", command)
    last = rows(service.database, "select max(position) from events")[0]
    assert (await service.get(f"/persons/{person}?at_least={last}")).status_code == 200
    assert (await service.get(f"/persons/{person}/history?limit=1000")).status_code == 200
    assert (await service.get(f"/cases/{case}/history?limit=1000")).status_code == 200
    assert rows(service.database, "select projection, type, error from set_aside") == []


async def test_no_body_brings_a_beginning_down(service: Service) -> None:
    await no_fault(service, "/persons", RegisterPerson)
    await no_fault(service, "/cases", OpenCase)
    last = rows(service.database, "select max(position) from events")[0]
    assert (await service.get(f"/persons?at_least={last}")).status_code == 200
    assert rows(service.database, "select projection, type, error from set_aside") == []


async def test_a_text_with_a_null_character_is_refused_where_it_stands(service: Service) -> None:
    person = await service.registered()
    answer = await service.post(f"/persons/{person}/screenings", SCREENING | {"campaign": "清\0零"})
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "/problems/invalid-body")
    assert problem["errors"][0]["pointer"] == "/campaign"
    written = {"topic": "family", "text": r"he wrote \u0000"}
    assert (await service.post(f"/persons/{person}/notes", written)).status_code == 201


WRONG = [
    ("/persons?worker=%00", "worker"),
    ("/persons?tier=%00", "tier"),
    ("/persons?at_least=" + "9" * 30, "at_least"),
    ("/persons?cursor=x", "cursor"),
    ("/persons?limit=0", "limit"),
    ("/persons/{id}/history?after=" + "9" * 30, "after"),
    ("/persons/{id}/history?type=%00", "type"),
    ("/persons/{id}/history?actor=%00", "actor"),
    ("/persons/{id}/history?occurred_from=soon", "occurred_from"),
    ("/persons/{id}/reads?colour=red", "colour"),
    ("/persons/{id}/reads?limit=0", "limit"),
    ("/cases/{case}?colour=red", "colour"),
    ("/cases/{case}/history?colour=red", "colour"),
    ("/deadlines?worker=%00", "worker"),
    ("/deadlines?cursor=%00", "cursor"),
    ("/dynamic-control/overdue?colour=red", "colour"),
]


async def test_a_wrong_parameter_is_named(service: Service) -> None:
    person = await service.registered()
    case = (await service.post("/cases", OpenCase.EXAMPLE)).json()["stream"]
    for query, named in WRONG:
        answer = await service.get(query.replace("{id}", person).replace("{case}", case))
        assert answer.status_code == 400, (query, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["parameter"].split(".")[0] == named


BEYOND = [
    f"history?occurred_from={TOO_EARLY}",
    f"history?occurred_before={TOO_LATE}",
    f"abstinence?on={TOO_EARLY}",
    "abstinence?on=9999-12-31",
    f"deadlines?at={TOO_EARLY}",
    f"deadlines?at={TOO_LATE}",
    f"tier-explanation?day={TOO_EARLY}",
    "tier-explanation?day=9999-12-31",
    "tier-explanation?rule_set=%00",
    f"plans?on={TOO_EARLY}",
]


async def test_a_day_beyond_all_others_is_no_fault(service: Service) -> None:
    answer = await service.post("/persons", PERSON)
    person, position = answer.json()["stream"], answer.json()["position"]
    await service.get(f"/persons/{person}?at_least={position}")
    for query in BEYOND:
        found = await service.get(f"/persons/{person}/{query}")
        assert found.status_code < 500, (query, found.text)
