"""Requests that cannot be read as one: each gets a problem that says what is wrong, and writes nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api.http.conftest import PERSON, SCREENING, Service
from api.http.test_commands import NO_ID, events_in

from tongxin.domain.case.commands import OpenCase

JSON = {"content-type": "application/json"}


def assert_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """It is a problem details object that fits its response."""
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{code}"), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]
    return problem


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    """A body that says nothing of its length."""
    for _ in range(size // 65536 + 1):
        yield b" " * 65536


UNREADABLE = [
    ("If-Match", "three"),
    ("If-Match", '"-1"'),
    ("If-Match", '"1", "2"'),
    ("Idempotency-Key", "a b"),
    ("Idempotency-Key", ""),
    ("Idempotency-Key", "k" * 256),
    ("Tongxin-Role", "case worker"),
    ("Tongxin-Unit", ""),
]


async def test_a_header_that_cannot_be_read_is_named(service: Service) -> None:
    person = await service.registered()
    for header, value in UNREADABLE:
        given = {"Tongxin-User": "li", "Tongxin-Role": "case_worker", "Tongxin-Unit": "640324"}
        headers = (given if header.startswith("Tongxin") else {}) | {header: value}
        for answer in (
            await service.client.post(f"/persons/{person}/screenings", json=SCREENING, headers=headers),
            await service.client.get(f"/persons/{person}", headers=headers),
        ):
            problem = assert_problem(answer, 400, "bad-header")
            assert problem["errors"][0]["parameter"] == header
    assert events_in(service.database) == 1


@pytest.mark.parametrize("path", ["/persons/{id}/screenings", "/persons/search", "/policies/simulations"])
async def test_a_body_has_a_limit_whether_or_not_it_says_its_length(service: Service, path: str) -> None:
    person = await service.registered()
    path = path.replace("{id}", person)
    large = await service.client.post(path, content=b" " * 300_000, headers=JSON)
    assert_problem(large, 413, "body-too-large")
    pieces = await service.client.post(path, content=in_pieces(300_000), headers=JSON)
    assert_problem(pieces, 413, "body-too-large")
    assert events_in(service.database) == 1


@pytest.mark.parametrize("path", ["/persons/{id}/screenings", "/persons/search"])
async def test_a_body_is_a_json_object(service: Service, path: str) -> None:
    path = path.replace("{id}", await service.registered())
    text = {"content-type": "text/plain"}
    assert_problem(await service.client.post(path, content=b"{", headers=JSON), 400, "not-json")
    assert_problem(await service.client.post(path, content=b"{}", headers=text), 415, "not-json")
    other = {"content-type": "application/jsonp"}
    assert_problem(await service.client.post(path, content=b"{}", headers=other), 415, "not-json")
    missing = assert_problem(
        await service.client.post(path, content=b"{}", headers=JSON), 422, "invalid-body"
    )
    assert missing["errors"][0]["pointer"] in ("/outcome", "/identity_number")
    unknown = b'{"outcome": "no_finding", "identity_number": "1", "colour": "red"}'
    problem = assert_problem(
        await service.client.post(path, content=unknown, headers=JSON), 422, "invalid-body"
    )
    assert "/colour" in [error["pointer"] for error in problem["errors"]]
    assert events_in(service.database) == 1


async def test_the_name_of_the_content_type_is_read_in_any_case(service: Service) -> None:
    person = await service.registered()
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    path = f"/persons/{person}/screenings"
    answer = await service.client.post(path, content=b'{"outcome": "no_finding"}', headers=headers)
    assert answer.status_code == 201


async def test_what_is_not_there_is_not_found(service: Service) -> None:
    person = await service.registered()
    case = (await service.post("/cases", OpenCase.EXAMPLE)).json()["stream"]
    await service.get(f"/persons/{person}?at_least=2")
    gets = [f"/persons/{wrong}{rest}" for wrong in (case, NO_ID) for rest in (
        "", "/history", "/reads", "/abstinence", "/deadlines", "/tier-explanation", "/plans")]  # fmt: skip
    for path in gets:
        assert_problem(await service.get(path), 404, "unknown-person")
    for path in (f"/cases/{person}", f"/cases/{person}/history", f"/cases/{NO_ID}"):
        assert_problem(await service.get(path), 404, "case-unknown")
    assert_problem(await service.post(f"/persons/{case}/screenings", SCREENING), 404, "unknown-person")
    assert_problem(
        await service.post(f"/cases/{person}/closings", {"outcome": "solved"}), 404, "case-unknown"
    )
    retraction = {"target": 1, "reason": "?"}
    assert_problem(await service.post(f"/cases/{person}/retractions", retraction), 404, "case-unknown")
    assert_problem(await service.post(f"/persons/{case}/retractions", retraction), 404, "unknown-person")
    for path in ("/nowhere", "/persons/nobody", "/persons/nobody/history", "/cases/999999198803150016"):
        problem = assert_problem(await service.get(path), 404, "not-found")
        assert "999999198803150016" not in problem["detail"]
    assert_problem(await service.post("/persons/nobody/screenings", SCREENING), 404, "not-found")
    assert_problem(await service.post(f"/persons/{person}/nonsense", {}), 404, "not-found")
    assert events_in(service.database) == 2


async def test_the_wrong_method_is_told(service: Service) -> None:
    person = await service.registered()
    for method, path in (
        ("GET", f"/persons/{person}/screenings"),
        ("GET", "/policy-retirements"),
        ("PUT", f"/persons/{person}"),
        ("DELETE", f"/persons/{person}"),
        ("POST", f"/persons/{person}"),
        ("PATCH", "/persons"),
    ):
        answer = await service.client.request(method, path)
        assert answer.status_code in (404, 405), (method, path, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.status_code == 404 or "allow" in answer.headers
    assert events_in(service.database) == 1


async def test_a_key_that_began_a_person_begins_no_case(service: Service) -> None:
    first = await service.post("/persons", PERSON, Idempotency_Key="one")
    assert first.status_code == 201
    second = await service.post("/cases", OpenCase.EXAMPLE, Idempotency_Key="one")
    assert_problem(second, 422, "idempotency-key-reused")
    assert events_in(service.database) == 1
