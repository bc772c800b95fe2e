"""Bodies of requests: how much is read, and what must not be in them."""

from collections.abc import Iterator
from typing import Any

from fastapi import HTTPException
from pydantic_core import from_json

from .problems import BadRequest, WrongBody

_NULL = b"\\u0000"


def is_json(headers: dict[bytes, bytes]) -> bool:
    """Whether the content type says so, or nothing."""
    given = headers.get(b"content-type", b"application/json")
    return given.partition(b";")[0].strip().lower() == b"application/json"


async def body_of(scope: Any, receive: Any, limit: int) -> bytes:
    """The whole body. Raises `BadRequest` (413) beyond `limit` bytes."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest(400, "disconnected", "The client has gone.")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise BadRequest(413, "body-too-large", f"A body may have {limit} bytes.")
        if not message.get("more_body", False):
            return chunk if not chunks else b"".join([*chunks, chunk])
        chunks.append(chunk)


def checked(receive: Any, headers: dict[bytes, bytes], limit: int) -> Any:
    """`receive` for a route of the framework, with what holds of the bodies of commands.

    It raises the framework's own exception, which the framework passes on.
    """
    size = 0

    async def receive_checked() -> Any:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise HTTPException(413, f"A body may have {limit} bytes.")
        if size and not is_json(headers):
            raise HTTPException(415, "The body is JSON: Content-Type: application/json.")
        return message

    return receive_checked


def refuse_null_characters(body: bytes) -> None:
    """Raise `WrongBody` where a text has the character U+0000, which PostgreSQL keeps in no text."""
    if _NULL not in body:
        return
    for pointer, text in _texts(from_json(body), ""):
        if "\0" in text:
            raise WrongBody(pointer, "null_character", "The character U+0000 cannot be kept in a text.")


def _texts(node: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Every text in a JSON document, names of members too, with the pointer to it."""
    if isinstance(node, str):
        yield pointer, node
    elif isinstance(node, dict):
        for name, child in node.items():
            yield pointer, name
            yield from _texts(child, f"{pointer}/{name}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _texts(child, f"{pointer}/{number}")
