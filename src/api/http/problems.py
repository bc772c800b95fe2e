"""What went wrong, as RFC 9457 problem details that name the field, the rule and the article."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from psycopg import OperationalError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from ...domain.indicators.rules import AGGREGATES_ONLY, COARSE_CELLS_ONLY
from ...domain.kinds import COUNTY_KINDS, PERSON
from ...domain.moment import NOT_REGISTERED_THEN
from ...domain.refusals import Refused
from ...store.append import KeyReused, StoreFull, StoreUnavailable, StreamErased
from ..runtime.asked import Stale
from ..runtime.changes import WrongChange

MEDIA_TYPE = b"application/problem+json"
_UNKNOWN = {NOT_REGISTERED_THEN.code, *(kind.unknown.code for kind in (PERSON, *COUNTY_KINDS))}
_FORBIDDEN = {AGGREGATES_ONLY, COARSE_CELLS_ONLY}
_CODES = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large", 415: "not-json"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem details object. `code` names it for ever; `errors` point into the body (RFC 6901)."""

    status: int
    code: str
    title: str
    detail: str
    errors: Sequence[dict[str, Any]] = ()
    headers: dict[str, str] = field(default_factory=dict)
    rule: str | None = None
    article: str | None = None

    def body(self, instance: str, correlation_id: str) -> bytes:
        """The JSON object."""
        members: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "correlation_id": correlation_id,
        }
        if self.rule is not None:
            members |= {"rule": self.rule, "article": self.article}
        if self.errors:
            members["errors"] = list(self.errors)
        return orjson.dumps(members)


class BadRequest(Exception):
    """A request that cannot be read as one. `code` as in `Problem`; `at`: a header or query parameter."""

    def __init__(self, status: int, code: str, detail: str, at: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.at = at


class WrongBody(Exception):
    """A body that is JSON and does not fit. `pointer`: where (RFC 6901)."""

    def __init__(self, pointer: str, code: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer
        self.code = code


def problem_of(error: Exception, *, chinese: bool = False) -> Problem:
    """The problem that tells of an error. What we did not foresee tells nothing of itself."""
    match error:
        case Refused():
            return _refused(error, chinese=chinese)
        case ValidationError():
            return invalid(error.errors(include_url=False, include_input=False, include_context=False))
        case WrongBody():
            return _unfit([{"pointer": error.pointer, "code": error.code, "detail": str(error)}])
        case BadRequest():
            errors = [{"parameter": error.at, "code": error.code, "detail": str(error)}] if error.at else []
            return Problem(error.status, error.code, "The request cannot be understood", str(error), errors)
        case WrongChange():
            pointer = {"pointer": f"/changes/{error.field}", "code": "wrong-change", "detail": error.problem}
            return Problem(
                422, "wrong-change", "The correction does not fit the event", str(error), [pointer]
            )
        case Stale():
            detail = f"The record is at version {error.version}; read it again and decide anew."
            return Problem(
                412, "stale", "The record has changed", detail, headers={"ETag": f'"{error.version}"'}
            )
        case KeyReused():
            detail = "This Idempotency-Key was used for another request; a new request needs a new key."
            return Problem(422, "idempotency-key-reused", "The key was used before", detail)
        case StreamErased():
            detail = "The personal parts of this record were erased; no such text is added to it any more."
            return Problem(410, "erased", "The record was erased", detail)
        case StoreFull():
            return _unavailable(507, "store-full", "The database has no room left.")
        case StoreUnavailable() | OperationalError():  # the latter from what is read before
            detail = (
                "The database does not answer. Send the same request with the same Idempotency-Key again."
            )
            return _unavailable(503, "store-unavailable", detail)
        case HTTPException():
            code = _CODES.get(error.status_code, "http-error")
            headers = dict(error.headers or {})
            return Problem(error.status_code, code, str(error.detail), str(error.detail), headers=headers)
        case _:
            detail = "Something went wrong here; the log knows it under the correlation id."
            return Problem(500, "internal-error", "Internal error", detail)


def _unavailable(status: int, code: str, detail: str) -> Problem:
    return Problem(status, code, "The command may not have been stored", detail, headers={"Retry-After": "2"})


def _refused(refused: Refused, *, chinese: bool) -> Problem:
    rule = refused.rule
    detail = refused.zh if chinese else str(refused)
    errors: list[dict[str, Any]] = []
    if refused.field is not None:
        pointer = {
            "pointer": f"/{refused.field}",
            "code": rule.code,
            "detail": detail,
            "article": rule.article,
        }
        errors.append(pointer)
    status = 404 if rule.code in _UNKNOWN else 403 if rule in _FORBIDDEN else 422 if errors else 409
    title = "命令被拒绝" if chinese else "The command is refused"
    return Problem(status, rule.code, title, detail, errors, rule=rule.code, article=rule.article)


def in_parameters(problem: Problem) -> Problem:
    """A problem of a question: what is at fault is a parameter, not a place in a body."""
    errors = [
        {"parameter": error["pointer"].removeprefix("/")}
        | {name: value for name, value in error.items() if name != "pointer"}
        if "pointer" in error
        else error
        for error in problem.errors
    ]
    return replace(problem, errors=errors)


def invalid(problems: Sequence[Any], below: int = 0) -> Problem:
    """What is wrong with a body, as pydantic tells it. `below`: how much of each place is no part of it."""
    if problems[0]["type"] == "json_invalid":
        return Problem(400, "not-json", "The body is not JSON", problems[0]["msg"])
    errors = [
        {
            "pointer": "/" + "/".join(str(part) for part in p["loc"][below:]),
            "code": p["type"],
            "detail": p["msg"],
        }
        for p in problems
    ]
    return _unfit(errors)


def _unfit(errors: Sequence[dict[str, Any]]) -> Problem:
    return Problem(422, "invalid-body", "The body does not fit the command", errors[0]["detail"], errors)
