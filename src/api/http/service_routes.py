"""About the service itself: is it alive, is it ready, which problems are there."""

from typing import Any

from fastapi import APIRouter, Request, Response

from ...domain.refusals import RULES
from ...projections.standing import Standings
from ...store.migrations import shipped
from .problems import BadRequest
from .queries import Serving

router = APIRouter(tags=["service"])


@router.get("/health/live", summary="Is the process alive?")
async def live() -> dict[str, str]:
    """Answers as long as requests are served at all."""
    return {"status": "alive"}


@router.get("/health/ready", summary="Can it take commands?")
async def ready(runtime: Serving, request: Request, response: Response) -> dict[str, Any]:
    """Whether the database answers, and how far the read models are behind. 503 where it does not answer."""
    try:
        async with runtime.pool.connection(timeout=2.0) as connection:
            cursor = await connection.execute(
                "select (select coalesce(max(position), 0) from events),"
                " (select count(*) from set_aside), (select max(number) from schema_migrations)"
            )
            row = await cursor.fetchone()
        found = await Standings(runtime.pool).projections()
    except Exception as error:
        response.status_code = 503
        return {"status": "not ready", "database": f"{type(error).__name__}"}
    assert row is not None
    position, set_aside, schema = row
    reached = min(one.position for one in found)
    return {
        "status": "ready",
        "position": position,
        "projected": reached,
        "behind": max(0, position - reached),
        "projections": {one.name: {"position": one.position, "behind": one.behind} for one in found},
        "set_aside": set_aside,
        "schema": schema,
        "code_schema": len(shipped()),
    }


@router.get("/problems", summary="Every rule by which a command can be refused")
async def problems() -> list[dict[str, str | None]]:
    """The rules with their articles, in English and Chinese."""
    return [_rule(code) for code in sorted(RULES)]


@router.get("/problems/{code}", summary="What a problem means")
async def problem(code: str) -> dict[str, str | None]:
    """One rule; this is what the `type` of a problem points to."""
    if code not in RULES:
        raise BadRequest(404, "not-found", "There is no such rule; other problems explain themselves.")
    return _rule(code)


def _rule(code: str) -> dict[str, str | None]:
    rule = RULES[code]
    return {"code": rule.code, "en": rule.en, "zh": rule.zh, "article": rule.article}
