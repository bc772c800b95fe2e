"""Asking for commands over HTTP: answers, refusals, and that nothing is half-written."""

import json
from typing import Any

import psycopg
import pytest
from api.http.conftest import PERSON, SCREENING, Service
from pydantic import TypeAdapter

from tongxin.api.http.index import COLLECTIONS
from tongxin.api.http.problems import problem_of
from tongxin.domain import kinds
from tongxin.domain.refusals import RULES

ALL = {
    f"{path}/{action}": command
    for path, collection in COLLECTIONS.items()
    for action, (_, command) in collection.commands.items()
}
EVERY = [*(collection.begins for collection in COLLECTIONS.values()), *ALL.values()]
_UNKNOWN = [kind.unknown.code for kind in (kinds.PERSON, *kinds.COUNTY_KINDS)]
UNKNOWN = {f"/problems/{code}" for code in (*_UNKNOWN, "unknown-event")}
NO_ID = "01970000-0000-7000-8000-000000000001"


def events_in(database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute("select count(*) from events").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("command", EVERY, ids=lambda c: c.__name__)
def test_the_example_of_every_command_is_valid(command: Any) -> None:
    TypeAdapter(command).validate_json(json.dumps(command.EXAMPLE))


async def test_a_command_answers_with_what_it_recorded(service: Service) -> None:
    answer = await service.post("/persons", PERSON, X_Correlation_ID="desk-7")
    assert answer.status_code == 201
    body = answer.json()
    assert body["version"] == 1
    assert [event["type"] for event in body["events"]] == ["person.registered/1"]
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"/persons/{body['stream']}"
    assert answer.headers["x-correlation-id"] == "desk-7"


async def test_every_command_is_reachable_and_refuses_an_unknown_record(service: Service) -> None:
    for path, command in ALL.items():
        collection, action = path.split("/")
        answer = await service.post(f"/{collection}/{NO_ID}/{action}", command.EXAMPLE)
        problem = answer.json()
        assert answer.status_code in (404, 422), (path, answer.text)
        assert problem["type"] in UNKNOWN, path
    assert events_in(service.database) == 0


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_makes_a_problem_in_two_languages(code: str) -> None:
    rule = RULES[code]

    class Anything(dict[str, Any]):
        def __missing__(self, key: str) -> str:
            return "…"

    refusal = rule.refuse("field")
    refusal.details = Anything()
    for chinese in (False, True):
        problem = json.loads(problem_of(refusal, chinese=chinese).body("/x", "c"))
        assert problem["type"] == f"/problems/{code}"
        assert problem["rule"] == code
        assert problem["article"] == rule.article
        assert problem["errors"][0]["pointer"] == "/field"
        assert problem["detail"]
        assert any("一" <= character <= "鿿" for character in problem["detail"]) == chinese


REFUSED: list[tuple[str, Any, int, str]] = [
    ("screenings", {"outcome": "no_finding", "colour": "red"}, 422, "invalid-body"),
    ("screenings", {}, 422, "invalid-body"),
    ("screenings", {"outcome": "no_finding", "occurred_at": "2099-01-01"}, 422, "in-future"),
    ("screenings", {"outcome": "no_finding", "occurred_at": "1980-01-01"}, 422, "before-birth"),
    ("releases", {"measure_id": NO_ID, "released_on": "2020-01-01",
                  "manner": "at_expiry"}, 422, "unknown-measure"),
    ("handover-acceptances", {"handover_id": NO_ID}, 422, "unknown-handover"),
    ("residence-changes", {"residence_area": "640399"}, 422, "unknown-area"),
    ("returns", {}, 409, "not-abroad"),
    ("corrections", {"target": 9, "changes": {}, "reason": "?"}, 422, "unknown-event"),
    ("corrections", {"target": 1, "changes": {"nonsense": 1}, "reason": "?"}, 422, "wrong-change"),
    ("corrections", {"target": 1, "changes": {"birth_date": "soon"}, "reason": "?"}, 422, "wrong-change"),
    ("retractions", {"target": 1, "reason": "?"}, 422, "beginning-not-retractable"),
]  # fmt: skip


async def test_a_refusal_names_its_rule_and_writes_nothing(service: Service) -> None:
    person = await service.registered()
    for action, body, status, code in REFUSED:
        answer = await service.post(f"/persons/{person}/{action}", body)
        assert answer.status_code == status, (action, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == f"/problems/{code}", (action, answer.text)
    assert events_in(service.database) == 1


async def test_a_refusal_speaks_chinese(service: Service) -> None:
    person = await service.registered()
    answer = await service.post(f"/persons/{person}/returns", {}, Accept_Language="zh-CN")
    assert answer.json()["detail"] == "此人并未移居境外。"


async def test_what_cannot_be_read_is_refused_before_anything_else(service: Service) -> None:
    person = await service.registered()
    path = f"/persons/{person}/screenings"
    cases: list[tuple[dict[str, Any], int]] = [
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"a=b", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 415),
        ({"content": b" " * 300_000, "headers": {"content-type": "application/json"}}, 413),
        ({"json": SCREENING, "headers": {"If-Match": "three"}}, 400),
        ({"json": SCREENING, "headers": {"Idempotency-Key": "a b"}}, 400),
        ({"json": SCREENING, "headers": {"Tongxin-User": "li"}}, 400),
    ]
    for request, status in cases:
        answer = await service.client.post(path, **request)
        assert answer.status_code == status, (request, answer.text)
        assert answer.json()["correlation_id"] == answer.headers["x-correlation-id"]
    assert (await service.post("/persons/nobody/screenings", SCREENING)).status_code == 404
    assert (await service.post(f"/persons/{person}/nonsense", {})).status_code == 404
    assert (await service.post(f"/cases/{person}/closings", {"outcome": "solved"})).status_code in (404, 422)
    assert events_in(service.database) == 1


async def test_an_identity_number_belongs_to_one_person(service: Service) -> None:
    person = await service.registered()
    taken = await service.post("/persons", PERSON | {"name": "马建军"})
    assert (taken.status_code, taken.json()["type"]) == (422, "/problems/identity-number-taken")
    correct = {"identity_number": "999999198803150032", "reason": "号码属他人"}
    corrected = await service.post(f"/persons/{person}/identity-corrections", correct)
    assert corrected.status_code == 201, corrected.text
    assert (await service.post("/persons", PERSON | {"name": "马建军"})).status_code == 201
