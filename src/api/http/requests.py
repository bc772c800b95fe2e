"""What every request says beside its body: who asks, under which key, for which version, in which context."""

import re
from dataclasses import dataclass
from typing import Any

from uuid_utils import uuid7

from ...domain.commands import Actor
from .problems import BadRequest

_TOKEN = re.compile(rb"[A-Za-z0-9._:@+-]{1,64}")
_KEY = re.compile(rb"[\x21-\x7e]{1,255}")
_ETAG = re.compile(rb'(?:W/)?"(\d{1,18})"')
DEFAULT_ACTOR = Actor(user="local", role="operator", unit="640324")
"""Who acts where nobody is named. There is no sign-in yet: the service listens on loopback only."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and how the request is told from others."""

    actor: Actor
    correlation_id: str
    key: str | None
    if_version: int | None
    chinese: bool


def headers_of(scope: Any) -> dict[bytes, bytes]:
    """The headers of a request by lower-case name; of a repeated one the last."""
    return dict(scope["headers"])


def correlation_of(headers: dict[bytes, bytes]) -> str:
    """The caller's X-Correlation-ID where it is one, else a new one."""
    given = headers.get(b"x-correlation-id")
    return given.decode() if given is not None and _TOKEN.fullmatch(given) else uuid7().hex


def wants_chinese(headers: dict[bytes, bytes]) -> bool:
    """Whether Accept-Language begins with Chinese."""
    return headers.get(b"accept-language", b"").lower().startswith(b"zh")


def caller_of(headers: dict[bytes, bytes], correlation_id: str) -> Caller:
    """Read the headers. Raises `BadRequest` naming the header that cannot be read."""
    key = headers.get(b"idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise BadRequest(
            400, "bad-header", "1 to 255 visible ASCII characters are expected.", "Idempotency-Key"
        )
    return Caller(
        _actor(headers),
        correlation_id,
        None if key is None else key.decode(),
        _version(headers.get(b"if-match")),
        wants_chinese(headers),
    )


def _actor(headers: dict[bytes, bytes]) -> Actor:
    names = (b"tongxin-user", b"tongxin-role", b"tongxin-unit")
    if b"tongxin-user" not in headers and b"tongxin-role" not in headers and b"tongxin-unit" not in headers:
        return DEFAULT_ACTOR
    given = [headers.get(name) for name in names]
    for name, value in zip(names, given, strict=True):
        if value is None or not _TOKEN.fullmatch(value):
            detail = "An actor has Tongxin-User, Tongxin-Role and Tongxin-Unit, letters and digits."
            raise BadRequest(400, "bad-header", detail, name.decode().title())
    user, role, unit = (value.decode() for value in given if value is not None)
    return Actor(user=user, role=role, unit=unit)


def _version(if_match: bytes | None) -> int | None:
    if if_match is None or if_match == b"*":
        return None
    matched = _ETAG.fullmatch(if_match)
    if matched is None:
        raise BadRequest(400, "bad-header", 'The ETag of the record is expected, such as "3".', "If-Match")
    return int(matched[1])
