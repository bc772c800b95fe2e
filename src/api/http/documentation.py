"""What OpenAPI says of every command beside its own body."""

import re
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any
from uuid import UUID

from fastapi import Body

from ...domain.commands import Command

_FRAMEWORKS = "HTTPValidationError"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def title_of(name: str) -> str:
    """`RecordTest` as a sentence: Record test."""
    return _CAMEL.sub(" ", name).capitalize()


def _header(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


COMMAND_PARAMETERS: list[dict[str, Any]] = [
    _header(
        "Idempotency-Key",
        "Repeat a request with the same key and get the first answer, also after a crash. Without one, the"
        " same body with the same `occurred_at` counts as the same request.",
        "0198c2f0-visit-1",
    ),
    _header("If-Match", "The ETag of the record as you read it; 412 if it has changed since.", '"3"'),
    _header("X-Correlation-ID", "Follows the request through logs, events and projections.", "desk-7-0001"),
    _header("Tongxin-User", "Who acts. Until there is sign-in the service believes it.", "ma.li"),
    _header("Tongxin-Role", "In which role.", "case_worker"),
    _header("Tongxin-Unit", "For which unit.", "640324100"),
]

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "correlation_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "correlation_id": {"type": "string"},
        "rule": {"type": "string"},
        "article": {"type": ["string", "null"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "format": "json-pointer"},
                    "parameter": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "article": {"type": ["string", "null"]},
                },
            },
        },
    },
}


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Granted; nothing had to be recorded.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CommandAnswer"}}},
    },
    400: _problem("The request cannot be read"),
    404: _problem("There is no such record"),
    409: _problem("The record's state forbids it"),
    412: _problem("The record has changed since"),
    413: _problem("The body is too large"),
    415: _problem("The body is not JSON"),
    422: _problem("A field is wrong"),
    503: _problem("The database does not answer; ask again with the same key"),
    507: _problem("The database is full"),
}
QUERY_RESPONSES: dict[int | str, dict[str, Any]] = {
    400: _problem("A parameter is wrong or unknown"),
    404: _problem("There is no such record"),
    503: _problem("The database does not answer, or the projection is behind"),
}
CHANGING_RESPONSES: dict[int | str, dict[str, Any]] = QUERY_RESPONSES | {
    409: _problem("The record's state forbids it")
}
"""Of routes that change records of the service itself."""


def with_own_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The document with our problems in the place of the framework's."""
    for methods in document["paths"].values():
        for operation in methods.values():
            if _FRAMEWORKS in str(operation["responses"].get("422")):
                del operation["responses"]["422"]
                if "requestBody" in operation:
                    operation["responses"]["422"] = PROBLEM_RESPONSES[422]
    schemas = document["components"]["schemas"]
    for name in (_FRAMEWORKS, "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM_SCHEMA
    return document


def signature_only(command: type[Command], *, with_id: bool) -> Callable[..., Any]:
    """A function that does nothing; its signature says what a command's route takes."""

    def described() -> None: ...

    body: Any = Annotated[command, Body(examples=[command.EXAMPLE])]
    takes: dict[str, Any] = ({"id": UUID} if with_id else {}) | {"body": body}
    parameters = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind) for name, kind in takes.items()]
    described.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return described
