"""The HTTP application: routes, errors as problems, documentation."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.telemetry import TelemetryConfig
from fastapi_offline import FastAPIOffline
from psycopg import OperationalError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute
from structlog import get_logger

from ... import __version__
from ...domain.refusals import Refused
from ...projections.queries import ProjectionBehind
from ...store.append import AppendRefused, StoreUnavailable
from ..reports.printing import Printing
from ..runtime.memory import settle
from ..runtime.runtime import running
from ..runtime.settings import Settings
from . import (
    abstinence,
    baseline,
    county_records,
    deadlines,
    duplicates,
    duties,
    event_stream,
    events,
    figures,
    governance,
    indicators,
    linkage,
    pathways,
    person_counts,
    person_history,
    persons,
    policies,
    population,
    prevention,
    projections,
    rebuilds,
    registers,
    reports,
    reviews,
    schedules,
    screening_campaigns,
    service_routes,
    support_figures,
    tiers,
    webhooks,
    worklist,
)
from .chinese import in_chinese
from .command_routes import CommandDispatch, Commands
from .documentation import with_own_problems
from .problems import BadRequest, Problem, in_parameters, invalid, problem_of
from .requests import correlation_of, headers_of, wants_chinese
from .streaming import Streaming

_LOG = get_logger("tongxin.http")
_ABOUT = (
    "Event-sourced case tracking for a county narcotics-control office. Every POST asks for a command and"
    " answers with the events that it recorded; every GET reads what is known from them. There is no sign-in"
    " yet: the service listens on the loopback address only."
)


_QUERIES = (
    person_counts,  # before persons: its path is no person's id
    persons,
    person_history,
    reviews,
    abstinence,
    deadlines,
    schedules,
    pathways,
    baseline,
    linkage,
    support_figures,
    screening_campaigns,
    governance,  # before county_records: its paths are no records' ids
    prevention,
    county_records,
    service_routes,
    tiers,
    policies,
    worklist,
    duplicates,
    duties,
    registers,
    figures,
    indicators,
    population,
    reports,
    projections,
    rebuilds,
    events,
    event_stream,
    webhooks,
)
_NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_app(settings: Settings, conninfo: str) -> FastAPI:
    """The application over a database that is ready (see `databases.database`)."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        printing = app.state.printing = Printing()
        async with running(settings, conninfo) as runtime, aclosing(printing):
            app.state.runtime = runtime
            app.state.streaming = Streaming(settings.event_streams)
            settle()
            yield

    app = FastAPIOffline(
        redoc_url=None,
        title="Tongxin 同心",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        telemetry=_NO_TELEMETRY,
    )
    commands = _commands()
    app.add_middleware(CommandDispatch, endpoints=commands.endpoints)
    app.router.routes.extend(_query_routes())
    for kind in (Refused, BadRequest, ProjectionBehind, AppendRefused, HTTPException):
        app.add_exception_handler(kind, _problem)
    for lost in (StoreUnavailable, OperationalError):
        app.add_exception_handler(lost, _problem)
    app.add_exception_handler(RequestValidationError, _problem)
    app.add_exception_handler(Exception, _problem)
    app.openapi = lambda: _openapi(app, commands)  # type: ignore[method-assign]
    return app


@cache
def _commands() -> Commands:
    """The same for every application of the process: to make them takes half a second."""
    return Commands()


@cache
def _query_routes() -> list[BaseRoute]:
    router = APIRouter()
    for module in _QUERIES:
        router.include_router(module.router)
    return router.routes


async def _problem(request: Request, error: Exception) -> Response:
    headers = headers_of(request.scope)
    correlation_id: str = request.scope.get("tongxin.correlation_id") or correlation_of(headers)
    chinese = wants_chinese(headers)
    problem = _query_problem(error) or problem_of(error, chinese=chinese)
    if request.method == "GET":
        problem = in_parameters(problem)
    if chinese:
        problem = in_chinese(problem)
    log = _LOG.error if problem.status >= 500 else _LOG.info
    log(
        "query_refused",
        path=getattr(request.scope.get("route"), "path_format", None),  # an address may hold anything
        problem=problem.code,
        status=problem.status,
        correlation_id=correlation_id,
        exc_info=error if problem.status == 500 else None,
    )
    return Response(
        problem.body(request.url.path, correlation_id),
        problem.status,
        {**problem.headers, "X-Correlation-ID": correlation_id},
        "application/problem+json",
    )


def _query_problem(error: Exception) -> Problem | None:
    """Problems that only queries have."""
    if isinstance(error, ProjectionBehind):
        detail = f"{str(error).capitalize()}; ask again."
        return Problem(503, "projection-behind", "Not yet visible", detail, headers={"Retry-After": "1"})
    if isinstance(error, RequestValidationError):
        found = error.errors()
        places = {one["loc"][0] for one in found}
        if "path" in places:
            return Problem(404, "not-found", "Not found", "There is no such record.")
        if "body" in places:
            return invalid([one for one in found if one["loc"][0] == "body"], below=1)
        errors = [
            {"parameter": ".".join(map(str, e["loc"][1:])), "code": e["type"], "detail": e["msg"]}
            for e in found
        ]
        return Problem(400, "bad-parameter", "A parameter is wrong or unknown", errors[0]["detail"], errors)
    return None


def _openapi(app: FastAPI, commands: Commands) -> dict[str, Any]:
    if app.openapi_schema is None:
        routes = [*commands.documented, *app.routes]
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=routes
        )
        app.openapi_schema = with_own_problems(document)
    return app.openapi_schema
