"""What the query routes share: who asks, waiting for a position, noting the read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..runtime.asked import instant
from ..runtime.runtime import Runtime
from .requests import Caller, caller_of, correlation_of, headers_of

Purpose = Annotated[
    str | None,
    Header(
        alias="Tongxin-Purpose",
        pattern=r"^[\w.-]{1,64}$",
        description="Why the record is looked at; kept in the log of reads (个人信息保护法 6, 34).",
        examples=["home-visit"],
    ),
]


LARGEST = 2**63 - 1
"""Of a position, or a version."""


class Strict(BaseModel):
    """Query parameters: an unknown one is an error, not ignored."""

    model_config = ConfigDict(extra="forbid")

    at_least: Annotated[
        int,
        Field(
            ge=0,
            le=LARGEST,
            description="Answer once the read models have reached this position of a command.",
        ),
    ] = 0

    @field_validator("*")
    @classmethod
    def _without_null(cls, value: Any) -> Any:
        """No text of the database holds this character."""
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and "\0" in text for text in texts):
            raise ValueError("the character U+0000 is in no text")
        return value


def _runtime(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


def _caller(request: Request, response: Response) -> Caller:
    headers = headers_of(request.scope)
    correlation_id = correlation_of(headers)
    request.scope["tongxin.correlation_id"] = correlation_id
    response.headers["X-Correlation-ID"] = correlation_id
    return caller_of(headers, correlation_id)


Serving = Annotated[Runtime, Depends(_runtime)]
Asking = Annotated[Caller, Depends(_caller)]


async def note(
    runtime: Runtime, caller: Caller, streams: Sequence[UUID], purpose: str | None, what: str
) -> None:
    """Log a read, before its answer is sent."""
    if streams:
        purpose = purpose or "not given"
        await runtime.queries.log_read(streams, caller.actor, purpose, what, caller.correlation_id)


async def reached(runtime: Runtime, at_least: int) -> None:
    """Wait for a position, if one is asked for. Raises `ProjectionBehind`."""
    if at_least:
        await runtime.queries.wait_for(at_least, runtime.settings.patience)


def utc(value: Any) -> Any:
    """Times of answers are in UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def moment(given: datetime | None) -> datetime | None:
    """A time given in a query; without zone it is Asia/Shanghai."""
    return None if given is None else instant(given)
