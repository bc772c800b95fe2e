"""The OpenAPI document: good enough to make a client from."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from api.http.conftest import Service
from api.http.test_commands import ALL

from tongxin.api.http.index import COLLECTIONS

METHODS = {"get", "post"}


@pytest.fixture
async def document(service: Service) -> dict[str, Any]:
    """What the service says of itself."""
    answer = await service.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        assert set(methods) <= METHODS, path
        for method, operation in methods.items():
            yield path, method, operation


def everything_in(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of the document."""
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from everything_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from everything_in(child)


async def test_every_command_is_documented_with_its_example(document: dict[str, Any]) -> None:
    commands = {f"/{p.replace('/', '/{id}/')}": command for p, command in ALL.items()}
    commands |= {f"/{path}": collection.begins for path, collection in COLLECTIONS.items()}
    for path, command in commands.items():
        operation = document["paths"][path]["post"]
        body = operation["requestBody"]
        content = body["content"]["application/json"]
        given = content["schema"].get("examples") or [e["value"] for e in content["examples"].values()]
        assert given == [command.EXAMPLE], path
        assert {"200", "201", "400", "404", "409", "412", "422", "503"} <= set(operation["responses"]), path
        headers = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"}
        assert {"Idempotency-Key", "If-Match", "X-Correlation-ID"} <= headers, path
        in_path = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"]
        assert in_path == (["id"] if "{id}" in path else []), path


async def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert all(one.isidentifier() for one in ids)
    assert all(operation["summary"] and operation["tags"] for _, _, operation in operations(document))


async def test_every_reference_leads_somewhere_and_every_schema_is_used(document: dict[str, Any]) -> None:
    references = {node["$ref"] for node in everything_in(document) if isinstance(node.get("$ref"), str)}
    schemas = document["components"]["schemas"]
    assert references == {f"#/components/schemas/{name}" for name in schemas}


async def test_every_parameter_and_answer_has_a_schema(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert parameter["in"] in ("path", "query", "header")
            assert parameter["schema"], (path, parameter)
            assert parameter["required"] or parameter["in"] != "path", (path, parameter)
        names = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        given = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
        assert names == given, path
        for status, response in operation["responses"].items():
            assert status.isdecimal()
            assert response["description"], (path, status)
            content = response.get("content", {})
            problem = content.get("application/problem+json")
            assert (problem is not None) == (int(status) >= 400), (path, status)
            if int(status) < 300 and status != "200":
                assert content["application/json"]["schema"], (path, status)


async def test_a_command_that_changes_nothing_answers_like_any_other(document: dict[str, Any]) -> None:
    responses = document["paths"]["/persons/{id}/screenings"]["post"]["responses"]
    assert responses["200"]["content"] == responses["201"]["content"]


async def test_the_document_says_which_version_of_openapi_it_is(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Tongxin 同心"
    assert document["info"]["version"]


async def test_the_pages_for_people_need_no_other_host(service: Service) -> None:
    page = await service.get("/docs")
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!DOCTYPE", "").replace("// ", "")
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert (await service.get(address)).status_code == 200
