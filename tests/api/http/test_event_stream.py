"""Server-sent events: as they happen, filtered, resumed exactly, and bounded for who does not read."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import orjson
import psycopg
import pytest
import uvicorn
from api.http.conftest import SCREENING, Service
from api.http.feed import received, whole
from api.http.test_filters import told
from store.appending import rows

from tongxin.api.http import event_stream
from tongxin.api.http.app import create_app
from tongxin.api.runtime.settings import Settings


class Message:
    """One message of the stream; no data: only the id moves."""

    def __init__(self, lines: list[str]) -> None:
        fields = dict(line.partition(": ")[::2] for line in lines if not line.startswith(":"))
        self.id = int(fields["id"]) if "id" in fields else None
        self.event: dict[str, Any] | None = orjson.loads(fields["data"]) if "data" in fields else None
        self.comments = [line for line in lines if line.startswith(":")]


@contextmanager
def served(service: Service, folder: Path, **changes: Any) -> Iterator[str]:
    """The application on a socket, as its address; in a thread."""
    settings = Settings(data_dir=folder, patience=5, **changes)
    app = create_app(settings, service.database)
    config = uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        app.state.streaming.end()
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(service: Service, tmp_path: Path) -> Iterator[str]:
    """Where the service listens."""
    with served(service, tmp_path) as url:
        yield url


@asynccontextmanager
async def listening(address: str, query: str = "", **headers: str) -> AsyncIterator[AsyncIterator[Message]]:
    """The messages of a stream, until the block ends."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with (
        httpx2.AsyncClient(base_url=address, timeout=30) as client,
        client.stream("GET", f"/events/stream?{query}", headers=named) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _messages(answer.aiter_lines())


async def _messages(lines: AsyncIterator[str]) -> AsyncIterator[Message]:
    block: list[str] = []
    async for line in lines:
        if line:
            block.append(line)
        else:
            yield Message(block)
            block = []


async def next_event(messages: AsyncIterator[Message]) -> Message:
    async with asyncio.timeout(30):
        async for message in messages:
            if message.event is not None:
                return message
    raise AssertionError("the stream ended")


async def test_an_event_is_told_as_it_happens(service: Service, address: str) -> None:
    await service.registered()
    async with listening(address) as messages:
        first = await anext(messages)
        assert (first.id, first.event) == (1, None)  # the place to resume from, before anything happens
        person = await service.registered(identity_number=None)
        message = await next_event(messages)
    assert message.id == 2
    assert message.event is not None
    assert received(message.event).get_subject() == person
    assert (await whole(service))[1] == message.event


async def test_a_listener_who_was_cut_off_goes_on_exactly(service: Service, address: str) -> None:
    person = await service.registered()
    seen: list[dict[str, Any]] = []
    position = 0
    for number in range(6):
        for part in range(3):
            await told(service, person, "screenings", SCREENING | {"campaign": f"{number}/{part}"})
        # `after` names the beginning; the browser keeps it in the address, and its own id goes before it
        async with listening(address, "after=0", Last_Event_ID=str(position)) as messages:
            for _ in range(number % 3 + 1):
                message = await next_event(messages)
                assert message.event is not None
                seen.append(message.event)
                position = message.id or 0
    async with listening(address, f"after={position}") as messages:
        while len(seen) < 19:
            message = await next_event(messages)
            assert message.event is not None
            seen.append(message.event)
    assert seen == await whole(service)


async def test_filters_hold_in_the_stream(service: Service, address: str) -> None:
    here = await service.registered()
    there = await service.registered(identity_number=None, residence_area="640324101")
    for person in (here, there):
        await told(service, person, "screenings", SCREENING)
        await told(service, person, "contact-losses", {"occurred_at": "2020-06-01"})
    async with listening(address, "after=0&type=contact.&area=640324101") as messages:
        message = await next_event(messages)
    assert message.event is not None
    assert (message.event["type"], message.event["subject"]) == ("contact.lost/1", there)


async def test_what_the_filter_leaves_out_moves_the_place_to_resume_from(
    service: Service, address: str
) -> None:
    person = await service.registered()
    for number in range(130):
        await told(service, person, "screenings", SCREENING | {"campaign": str(number)})
    async with listening(address, "after=0&type=contact.") as messages:
        ids = [(await anext(messages)).id for _ in range(2)]
    assert ids == [0, 131]


async def test_every_record_of_a_stream_is_logged_as_read_before_it_is_sent(
    service: Service, address: str
) -> None:
    person = await service.registered()
    async with listening(address, "after=0", Tongxin_Purpose="exchange") as messages:
        await next_event(messages)
        assert rows(service.database, "select purpose from reads where what = 'feed'") == ["exchange"]
    assert (await service.get(f"/persons/{person}/reads")).json()["reads"][1]["what"] == "feed"


async def test_a_quiet_stream_is_kept_alive(
    service: Service, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await service.registered()
    monkeypatch.setattr(event_stream, "QUIET", 0.1)
    async with listening(address) as messages:
        await anext(messages)
        async with asyncio.timeout(10):
            assert (await anext(messages)).comments


async def test_who_does_not_read_holds_neither_pages_nor_connections(service: Service, address: str) -> None:
    await service.registered()
    with psycopg.connect(service.database) as connection:  # many like the first, without asking for each
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select stream, g, g, type, state from events, generate_series(2, 20000) g where version = 1"
        )
    host, port = address.removeprefix("http://").split(":")
    stuck = socket.create_connection((host, int(port)))
    stuck.sendall(b"GET /events/stream?after=0 HTTP/1.1\r\nHost: x\r\n\r\n")

    def noted() -> int:
        return len(rows(service.database, "select 1 from reads where what = 'feed'"))

    before = -1
    while (now := noted()) != before or not now:
        before = now
        await asyncio.sleep(2)
    assert 0 < before < 150, "of 200 pages"  # what the buffers of the network hold
    with stuck:
        while noted() < 200:
            assert stuck.recv(1 << 20)


async def test_a_lost_database_is_waited_for(service: Service, address: str) -> None:
    await service.registered()
    async with listening(address) as messages:
        await anext(messages)
        with psycopg.connect(service.database, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        person = await service.registered(identity_number=None)
        message = await next_event(messages)
    assert message.event is not None
    assert message.event["subject"] == person


async def test_there_are_only_so_many_streams(service: Service, tmp_path: Path) -> None:
    await service.registered()
    with served(service, tmp_path, event_streams=1) as address, httpx2.Client(base_url=address) as client:
        async with listening(address) as messages:
            await anext(messages)
            refused = client.get("/events/stream")
            assert (refused.status_code, refused.json()["type"]) == (503, "/problems/too-many-streams")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:  # the place is free again once the connection is seen to be gone
            with client.stream("GET", "/events/stream") as answer:
                if answer.status_code == 200:
                    return
            await asyncio.sleep(0.1)
    raise AssertionError("the place was not given back")


@pytest.mark.parametrize(
    ("query", "header", "parameter"),
    [
        ("after=x", "0", "after"),
        ("area=1", "0", "area"),
        ("", "x", "Last-Event-ID"),
        ("", "-1", "Last-Event-ID"),
    ],
)
async def test_a_wrong_parameter_is_named(service: Service, query: str, header: str, parameter: str) -> None:
    answer = await service.get(f"/events/stream?{query}", Last_Event_ID=header)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, parameter)
