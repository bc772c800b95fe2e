"""The command routes: from a request to a command, and from what it came to to a response.

A command's body is checked once, straight into the command. FastAPI documents these routes, they run here.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol
from uuid import UUID

import orjson
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from structlog import get_logger

from ...domain.commands import Command
from ...domain.kinds import PERSON
from ..runtime.asked import Asked, Outcome
from ..runtime.runtime import Runtime
from .bodies import body_of, checked, is_json, refuse_null_characters
from .chinese import in_chinese
from .collections import ON_ANY_RECORD
from .command_answers import CommandAnswer, answer_of
from .documentation import COMMAND_PARAMETERS, PROBLEM_RESPONSES, signature_only, title_of
from .index import COLLECTIONS, REGISTER_COMMANDS
from .problems import MEDIA_TYPE, BadRequest, problem_of
from .requests import caller_of, correlation_of, headers_of, wants_chinese

_LOG = get_logger("tongxin.command")
_NO_PARAMETERS: dict[str, str] = {}


class Service(Protocol):
    """What runs commands."""

    async def handle(self, asked: Asked) -> Outcome:
        """Grant a command durably, or raise."""


class CommandEndpoint:
    """The ASGI application of one command. `located`: what it begins is found below its collection."""

    def __init__(
        self,
        command: type[Command],
        collection: str,
        service: Callable[[Runtime], Service],
        *,
        located: bool = True,
    ) -> None:
        self._name = command.__name__
        self._validate = TypeAdapter(command).validate_json
        self._collection = collection
        self._located = located
        self._service = service

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        began = perf_counter()
        headers = headers_of(scope)
        correlation_id = correlation_of(headers)
        chinese = wants_chinese(headers)
        try:
            caller = caller_of(headers, correlation_id)
            stream = _stream(scope.get("path_params", _NO_PARAMETERS).get("id"))
            body = await self._body(scope, receive, headers)
            command = self._validate(body or b"{}")
            refuse_null_characters(body)
            runtime = scope["app"].state.runtime
            asked = Asked(stream, command, body, caller.actor, correlation_id, caller.key, caller.if_version)
            outcome = await self._service(runtime).handle(asked)
        except Exception as error:
            await self._send_problem(scope, send, error, correlation_id, chinese, began)
            return
        await self._send_outcome(send, stream, outcome, correlation_id, began)

    async def _body(self, scope: Any, receive: Any, headers: dict[bytes, bytes]) -> bytes:
        body = await body_of(scope, receive, scope["app"].state.runtime.settings.max_body)
        if body and not is_json(headers):
            raise BadRequest(
                415, "not-json", "The body is JSON: Content-Type: application/json.", "Content-Type"
            )
        return body

    async def _send_outcome(
        self, send: Any, stream: UUID | None, outcome: Outcome, correlation_id: str, began: float
    ) -> None:
        body = orjson.dumps(answer_of(outcome))
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"etag", b'"%d"' % outcome.version),
            (b"x-correlation-id", correlation_id.encode()),
        ]
        if stream is None and self._located:
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
        if chinese:
            problem = in_chinese(problem)
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


class Commands:
    """Every command of the index: its endpoint, by collection and action, and its documentation."""

    def __init__(self) -> None:
        self.endpoints: dict[tuple[str, str | None], CommandEndpoint] = {}
        self.documented: list[APIRoute] = []
        for path, collection in COLLECTIONS.items():
            service = _service_of(collection.kind)
            self._add(path, None, collection.tag, collection.begins, service)
            for action, (tag, command) in collection.commands.items():
                of = "" if collection.kind == PERSON.name or action not in ON_ANY_RECORD else collection.kind
                self._add(path, action, tag, command, service, of=of)
        for path, command in REGISTER_COMMANDS.items():
            self._add(path, None, "policies", command, _register, located=False)

    def _add(
        self,
        collection: str,
        action: str | None,
        tag: str,
        command: type[Command],
        service: Callable[[Runtime], Service],
        *,
        located: bool = True,
        of: str = "",
    ) -> None:
        self.endpoints[collection, action] = CommandEndpoint(command, collection, service, located=located)
        path = f"/{collection}" if action is None else f"/{collection}/{{id}}/{action}"
        name = command.__name__ + (f"Of{of.title().replace('_', '')}" if of else "")
        self.documented.append(
            APIRoute(
                path,
                signature_only(command, with_id=action is not None),
                methods=["POST"],
                status_code=201,
                tags=[tag],
                summary=title_of(command.__name__),
                description=command.__doc__,
                operation_id=name,
                response_model=CommandAnswer,
                responses=PROBLEM_RESPONSES,
                openapi_extra={"parameters": COMMAND_PARAMETERS},
            )
        )


class CommandDispatch:
    """ASGI middleware that serves the commands and passes everything else on.

    Commands are found by a dictionary: trying a hundred patterns one after another would show.
    """

    def __init__(self, app: Any, endpoints: dict[tuple[str, str | None], CommandEndpoint]) -> None:
        self._app = app
        self._endpoints = endpoints

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            parts = scope["path"].split("/")
            if len(parts) == 2:
                endpoint = self._endpoints.get((parts[1], None))
            elif len(parts) == 4:
                endpoint = self._endpoints.get((parts[1], parts[3]))
                scope["path_params"] = {"id": parts[2]}
            else:
                endpoint = None
            if endpoint is not None:
                await endpoint(scope, receive, send)
                return
            limit = scope["app"].state.runtime.settings.max_body
            receive = checked(receive, headers_of(scope), limit)
        await self._app(scope, receive, send)


def _stream(given: str | None) -> UUID | None:
    if given is None:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise BadRequest(404, "not-found", "There is no such record.") from None


def _service_of(kind: str) -> Callable[[Runtime], Service]:
    if kind == PERSON.name:
        return lambda runtime: runtime.watched
    return lambda runtime: runtime.services[kind]


def _register(runtime: Runtime) -> Service:
    return runtime.register
