"""The command routes: from a request to a command, and from what it came to to a response.

A command's body is checked once, straight into the command. FastAPI documents these routes, they run here.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any
from uuid import UUID

import orjson
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from starlette.routing import BaseRoute, Match
from structlog import get_logger

from ...domain.commands import Command
from ..runtime.asked import Asked, Outcome
from ..runtime.runtime import Runtime
from ..runtime.service import CommandService
from .documentation import COMMAND_PARAMETERS, PROBLEM_RESPONSES, signature_only, title_of
from .index import CASE_COMMANDS, OPEN_CASE, PERSON_COMMANDS, REGISTER_PERSON
from .problems import MEDIA_TYPE, BadRequest, problem_of
from .requests import body_of, caller_of, correlation_of, headers_of

_LOG = get_logger("tongxin.command")


class RecordedEvent(BaseModel):
    """An event that was recorded."""

    event_id: UUID
    type: str
    version: int


class CommandAnswer(BaseModel):
    """What a command came to. `position`: give it to a query as `at_least` to see the command's effect."""

    stream: UUID
    version: int
    position: int
    events: list[RecordedEvent]


class CommandEndpoint:
    """The ASGI application of one command."""

    def __init__(
        self, command: type[Command], collection: str, service: Callable[[Runtime], CommandService]
    ) -> None:
        self._name = command.__name__
        self._validate = TypeAdapter(command).validate_json
        self._collection = collection
        self._service = service

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        began = perf_counter()
        headers = headers_of(scope)
        correlation_id = correlation_of(headers)
        chinese = False
        try:
            caller = caller_of(headers, correlation_id)
            chinese = caller.chinese
            stream = _stream(scope["path_params"].get("id"))
            body = await self._body(scope, receive, headers)
            command = self._validate(body or b"{}")
            runtime = scope["app"].state.runtime
            asked = Asked(stream, command, body, caller.actor, correlation_id, caller.key, caller.if_version)
            outcome = await self._service(runtime).handle(asked)
        except Exception as error:
            await self._send_problem(scope, send, error, correlation_id, chinese, began)
            return
        await self._send_outcome(send, stream, outcome, correlation_id, began)

    async def _body(self, scope: Any, receive: Any, headers: dict[bytes, bytes]) -> bytes:
        body = await body_of(scope, receive, scope["app"].state.runtime.settings.max_body)
        if body and not headers.get(b"content-type", b"application/json").startswith(b"application/json"):
            raise BadRequest(
                415, "not-json", "The body is JSON: Content-Type: application/json.", "Content-Type"
            )
        return body

    async def _send_outcome(
        self, send: Any, stream: UUID | None, outcome: Outcome, correlation_id: str, began: float
    ) -> None:
        events = [{"event_id": e.event_id, "type": e.type, "version": e.version} for e in outcome.events]
        body = orjson.dumps(
            {
                "stream": outcome.stream,
                "version": outcome.version,
                "position": outcome.position,
                "events": events,
            }
        )
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"etag", b'"%d"' % outcome.version),
            (b"x-correlation-id", correlation_id.encode()),
        ]
        if stream is None:
            headers.append((b"location", f"/{self._collection}/{outcome.stream}".encode()))
        if outcome.replayed:
            headers.append((b"idempotency-replayed", b"true"))
        status = 201 if outcome.events else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        _LOG.info(
            "command",
            command=self._name,
            stream=str(outcome.stream),
            version=outcome.version,
            position=outcome.position,
            replayed=outcome.replayed,
            correlation_id=correlation_id,
            ms=round((perf_counter() - began) * 1000, 2),
        )

    async def _send_problem(
        self, scope: Any, send: Any, error: Exception, correlation_id: str, chinese: bool, began: float
    ) -> None:
        problem = problem_of(error, chinese=chinese)
        body = problem.body(scope["path"], correlation_id)
        headers = [
            (b"content-type", MEDIA_TYPE),
            (b"content-length", b"%d" % len(body)),
            (b"x-correlation-id", correlation_id.encode()),
            *((name.lower().encode(), value.encode()) for name, value in problem.headers.items()),
        ]
        await send({"type": "http.response.start", "status": problem.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        log = _LOG.exception if problem.status == 500 else _LOG.info
        log(
            "command_refused",
            command=self._name,
            problem=problem.code,
            status=problem.status,
            correlation_id=correlation_id,
            ms=round((perf_counter() - began) * 1000, 2),
        )


class CommandRoutes(BaseRoute):
    """All commands, found by a dictionary: trying a hundred patterns one after another would show."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], CommandEndpoint] = {}
        self.documented: list[APIRoute] = []
        self._add("persons", None, "identity", REGISTER_PERSON[1], _persons)
        for action, (tag, command) in PERSON_COMMANDS.items():
            self._add("persons", action, tag, command, _persons)
        self._add("cases", None, "case", OPEN_CASE[1], _cases)
        for action, (tag, command) in CASE_COMMANDS.items():
            self._add("cases", action, tag, command, _cases)

    def matches(self, scope: Any) -> tuple[Match, dict[str, Any]]:
        if scope["type"] != "http" or scope["method"] != "POST":
            return Match.NONE, {}
        parts = scope["path"].split("/")
        if len(parts) == 2:
            endpoint, params = self._found.get((parts[1], None)), {}
        elif len(parts) == 4:
            endpoint, params = self._found.get((parts[1], parts[3])), {"id": parts[2]}
        else:
            return Match.NONE, {}
        if endpoint is None:
            return Match.NONE, {}
        return Match.FULL, {"endpoint": endpoint, "path_params": params}

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        await scope["endpoint"](scope, receive, send)

    def _add(
        self,
        collection: str,
        action: str | None,
        tag: str,
        command: type[Command],
        service: Callable[[Runtime], CommandService],
    ) -> None:
        self._found[collection, action] = CommandEndpoint(command, collection, service)
        path = f"/{collection}" if action is None else f"/{collection}/{{id}}/{action}"
        self.documented.append(
            APIRoute(
                path,
                signature_only(command, with_id=action is not None),
                methods=["POST"],
                status_code=201,
                tags=[tag],
                summary=title_of(command.__name__),
                description=command.__doc__,
                operation_id=command.__name__,
                response_model=CommandAnswer,
                responses=PROBLEM_RESPONSES,
                openapi_extra={"parameters": COMMAND_PARAMETERS},
            )
        )


def _stream(given: str | None) -> UUID | None:
    if given is None:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise BadRequest(404, "not-found", "There is no such record.") from None


def _persons(runtime: Runtime) -> CommandService:
    return runtime.persons


def _cases(runtime: Runtime) -> CommandService:
    return runtime.cases
