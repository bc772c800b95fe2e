"""Commands at a steady rate: `python -m bench.paced PORT PER_SECOND SECONDS`, requests on standard input.

A command is sent when its time has come, whether others are answered or not. Its latency counts from then: so
one that waits because others are slow counts as slow too.
"""

import asyncio
import json
import sys
from collections import deque
from time import perf_counter
from typing import cast

import uvloop

from .load import packed

_CONNECTIONS = 64


class _Connection(asyncio.Protocol):
    """One request at a time; tells when it is answered."""

    def __init__(self, pace: "_Pace") -> None:
        self._pace = pace
        self._due = 0.0
        self._got = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass

    def send(self, request: bytes, due: float) -> None:
        assert self._transport is not None
        self._due = due
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, separator, body = self._got.partition(b"\r\n\r\n")
        if not separator:
            return
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        if len(body) >= length:
            ok = self._got.startswith(b"HTTP/1.1 201")
            self._got = b""
            self._pace.answered(self, perf_counter() - self._due, ok=ok)

    def connection_lost(self, exc: Exception | None) -> None:
        self._pace.lost()


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))


class _Pace:
    def __init__(self, port: int, per_second: float, seconds: float, requests: list[bytes]) -> None:
        self._port, self._per_second, self._total = port, per_second, int(per_second * seconds)
        self._requests = requests
        self._free: deque[_Connection] = deque()
        self._waiting: deque[tuple[bytes, float]] = deque()
        self._latencies: list[float] = []
        self._errors = 0
        self._done = asyncio.Event()

    def answered(self, connection: _Connection, latency: float, *, ok: bool) -> None:
        self._latencies.append(latency)
        self._errors += not ok
        if self._waiting:
            connection.send(*self._waiting.popleft())
        else:
            self._free.append(connection)
        if len(self._latencies) == self._total:
            self._done.set()

    def lost(self) -> None:
        if len(self._latencies) < self._total:
            self._errors += 1
            self._done.set()

    async def run(self) -> dict[str, float]:
        loop = asyncio.get_running_loop()
        for _ in range(_CONNECTIONS):
            _, connection = await loop.create_connection(lambda: _Connection(self), "127.0.0.1", self._port)
            self._free.append(connection)
        began = perf_counter()
        for number in range(self._total):
            due = began + number / self._per_second
            if (ahead := due - perf_counter()) > 0:
                await asyncio.sleep(ahead)
            request = self._requests[number % len(self._requests)]
            if self._free:
                self._free.popleft().send(request, due)
            else:
                self._waiting.append((request, due))
        await self._done.wait()
        ordered = sorted(self._latencies)
        return {
            "answers": len(ordered),
            "errors": self._errors,
            "per_second": len(ordered) / (perf_counter() - began),
            "p50_ms": ordered[len(ordered) // 2] * 1000,
            "p99_ms": ordered[int(len(ordered) * 0.99)] * 1000,
        }


def main() -> None:
    """Read the requests, send them, print what came of it."""
    port, per_second, seconds = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    requests = [packed(path, body) for path, body in json.load(sys.stdin)]

    async def run() -> dict[str, float]:
        return await _Pace(port, per_second, seconds, requests).run()

    print(json.dumps(uvloop.run(run())))


if __name__ == "__main__":
    main()
