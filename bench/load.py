"""A light HTTP load: keep-alive connections that send prepared requests one after another.

Run as a process of its own: `python -m bench.load PORT CONNECTIONS SECONDS < requests.json`, where the
requests are a list of [path, body]. Prints one JSON object: good answers a second, errors, latencies in ms,
and the share of a core that the load itself took.
"""

import asyncio
import json
import sys
from itertools import cycle
from time import perf_counter, process_time
from typing import cast

import uvloop


class _Client(asyncio.Protocol):
    """One connection. Sends the next request as soon as the answer to the last one is whole."""

    def __init__(self, load: "_Load") -> None:
        self._load = load
        self._buffer = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data if self._buffer else data
        head = buffer.find(b"\r\n\r\n")
        at = buffer.find(b"content-length: ", 0, head) if head >= 0 else -1
        if at < 0:
            self._buffer = buffer
            return
        length = int(buffer[at + 16 : buffer.index(b"\r\n", at)])
        if len(buffer) < head + 4 + length:
            self._buffer = buffer
            return
        self._buffer = b""
        now = perf_counter()
        self._load.answered(now - self._sent, ok=buffer[9:10] == b"2")
        if now < self._load.ends:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        self._load.gone()

    def _send(self) -> None:
        self._sent = perf_counter()
        self._transport.write(next(self._load.requests))


class _Load:
    def __init__(self, port: int, connections: int, seconds: float, requests: list[bytes]) -> None:
        self.requests = cycle(requests)
        self.ends = perf_counter() + seconds
        self._port, self._open = port, connections
        self._latencies: list[float] = []
        self._errors = 0
        self._done = asyncio.Event()

    def answered(self, latency: float, *, ok: bool) -> None:
        self._latencies.append(latency)
        self._errors += not ok

    def gone(self) -> None:
        self._open -= 1
        if not self._open:
            self._done.set()

    async def run(self) -> dict[str, float]:
        began, spent = perf_counter(), process_time()
        loop = asyncio.get_running_loop()
        for _ in range(self._open):
            await loop.create_connection(lambda: _Client(self), "127.0.0.1", self._port)
        await self._done.wait()
        took = perf_counter() - began
        ordered = sorted(self._latencies)
        return {
            "per_second": (len(ordered) - self._errors) / took,
            "answers": len(ordered),
            "errors": self._errors,
            "cpu": (process_time() - spent) / took,
            "p50_ms": ordered[len(ordered) // 2] * 1000,
            "p99_ms": ordered[int(len(ordered) * 0.99)] * 1000,
        }


def packed(path: str, body: str) -> bytes:
    """A request as bytes."""
    data = body.encode()
    head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(data)}"
    return head.encode() + b"\r\n\r\n" + data


def main() -> None:
    """Read the requests, run the load, print what came of it."""
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    requests = [packed(path, body) for path, body in json.load(sys.stdin)]

    async def run() -> dict[str, float]:
        return await _Load(port, connections, seconds, requests).run()

    print(json.dumps(uvloop.run(run())))


if __name__ == "__main__":
    main()
