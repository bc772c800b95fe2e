"""A real receiver of web hooks, and the deliverer as a process of its own."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import orjson
from api.beside import command
from api.http.conftest import Service
from standardwebhooks import Webhook


@dataclass
class Message:
    """What came in, and what was answered."""

    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def id(self) -> str:
        """The id of the message."""
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, Any]:
        """What it tells."""
        event: dict[str, Any] = orjson.loads(self.body)
        return event

    def verified(self, secret: str) -> Any:
        """What the library of the standard makes of it. Raises where the signature is not right."""
        return Webhook(secret).verify(self.body, self.headers)


class Receiver:
    """An HTTP server on a port of its own. `answer`: the status for a message, told how many came before."""

    def __init__(self, answer: Callable[[dict[str, Any], int], int] = lambda _event, _number: 204) -> None:
        self.answer = answer
        self.more: dict[str, str] = {}
        self.messages: list[Message] = []
        self.tls: ssl.SSLContext | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        place = "http://127.0.0.1" if self.tls is None else "https://localhost"
        return f"{place}:{self._port}/hook?from=tongxin"

    @property
    def taken(self) -> list[str]:
        """The ids of the messages that were answered with 2xx, in order."""
        return [message.id for message in self.messages if message.status < 300]

    @contextmanager
    def up(self) -> Iterator["Receiver"]:
        """Listen while the block runs; the second time on the same port."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                event = orjson.loads(body)
                status = receiver.answer(event, len(receiver.messages))
                named = {name.lower(): value for name, value in self.headers.items()}
                receiver.messages.append(Message(named, body, status))
                self.send_response(status)
                for name, value in receiver.more.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None: ...  # who was killed breaks off

        server = Server(("127.0.0.1", self._port), Handler)
        self._port = server.server_address[1]
        if self.tls is not None:
            server.socket = self.tls.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@contextmanager
def delivering(service: Service, folder: Path, **webhooks: Any) -> Iterator[subprocess.Popen[bytes]]:
    """`tongxin deliver` on the database of the service. `webhooks`: settings of web hooks."""
    environment = {
        "TONGXIN_DATABASE_URL": service.database,
        "TONGXIN_DATA_DIR": str(folder),
        "TONGXIN_LOG_FILE": str(folder / "deliverer.log"),
        "TONGXIN_WEBHOOKS": orjson.dumps({"retries": [0.2, 0.2, 0.2]} | webhooks).decode(),
    }
    with command("deliver", environment=environment) as process:
        yield process


async def subscribed(service: Service, target: str, **more: Any) -> dict[str, Any]:
    """A new subscription, from the beginning of the log."""
    body = {"target": target, "purpose": "data-exchange", "after": 0} | more
    answer = await service.post("/webhooks", body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def asked(service: Service, path: str, status: int = 200) -> dict[str, Any]:
    """The answer to a question about web hooks."""
    answer = await service.get(path)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found
