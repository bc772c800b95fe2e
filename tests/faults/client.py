"""A light HTTP client over one keep-alive connection, for many of them in one event loop."""

import asyncio
from typing import NamedTuple

_PATIENCE = 45.0  # longer than the service's own


class Answer(NamedTuple):
    """An answer as it came."""

    status: int
    head: bytes
    body: bytes


class Unanswered(Exception):
    """No answer came: whether the command was stored is unknown."""


class Connection:
    """One connection to the service, made when needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, key: str, body: bytes) -> Answer:
        """Send a command. Raises `Unanswered`."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._ask(head.encode() + body)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            raise Unanswered(str(error)) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Drop the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, request: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        at = head.index(b"content-length:") + 15
        body = await self._reader.readexactly(int(head[at : head.index(b"\r\n", at)]))
        if b"connection: close" in head:
            self.close()
        return Answer(int(head[9:12]), head, body)
