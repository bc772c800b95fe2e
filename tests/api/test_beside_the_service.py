"""`tongxin serve` with the feed: the deliverer works beside it, and listeners do not keep it from ending."""

import socket
import time

import httpx2
import pytest
from api.beside import until
from api.conftest import PERSON, Client
from api.http.receiver import Receiver
from api.test_following import running
from store.appending import HELD, rows

pytestmark = pytest.mark.slow
DELIVERING = HELD.format(4870)
PROJECTING = HELD.format(4852)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_the_service_delivers_and_ends_its_streams(client: Client, database: str) -> None:
    port = free_port()
    with (
        Receiver().up() as receiver,
        running(client, "serve", TONGXIN_PORT=str(port), TONGXIN_PROPOSE="false") as process,
    ):
        await until(lambda: rows(database, DELIVERING))
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
            body = {"target": receiver.url, "purpose": "data-exchange"}
            made = await http.post("/webhooks", json=body)
            async with http.stream("GET", "/events/stream") as answer:
                lines = answer.aiter_lines()
                assert (await anext(lines)).startswith("id: ")
                person = (await http.post("/persons", json=PERSON)).json()["stream"]
                await until(lambda: receiver.messages)
                began = time.monotonic()
                process.terminate()
                heard = [line async for line in lines]
                assert any(person in line for line in heard)
            assert process.wait(30) == 0
            assert time.monotonic() - began < 8, "it waited for who listened"
        assert receiver.messages[0].verified(made.json()["secret"])["subject"] == person
    assert rows(database, DELIVERING) == []


async def test_switched_off_nothing_is_delivered(client: Client, database: str) -> None:
    with running(client, "serve", TONGXIN_PORT="0", TONGXIN_DELIVER="false", TONGXIN_PROPOSE="false"):
        await until(lambda: rows(database, PROJECTING))
        assert rows(database, DELIVERING) == []
