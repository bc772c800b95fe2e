"""Web hooks delivered to a real receiver: signed, in order, at least once, whatever is killed or is down."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
from api.beside import until
from api.http.conftest import PERSON, SCREENING, Service
from api.http.feed import received, whole
from api.http.receiver import Receiver, asked, delivering, subscribed
from api.http.test_filters import told
from standardwebhooks import WebhookVerificationError
from store.appending import HELD, rows

from tongxin.api.http.app import create_app
from tongxin.api.runtime.settings import Settings

pytestmark = pytest.mark.slow
LEADING = HELD.format(4870)


@pytest.fixture
async def service(database: str, tmp_path: Path) -> AsyncIterator[Service]:
    """The application with its master key where the deliverer finds it; no filter here needs read models."""
    app = create_app(Settings(data_dir=tmp_path, patience=5), database)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://tongxin") as client,
    ):
        yield Service(client, database)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes everything."""
    with Receiver().up() as up:
        yield up


async def screened(service: Service, count: int) -> str:
    """A person with so many events, beside the first."""
    person = await service.registered()
    for number in range(count):
        await told(service, person, "screenings", SCREENING | {"campaign": str(number)})
    return person


async def test_what_is_delivered_is_the_feed_signed(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    made = await subscribed(service, receiver.url)
    person = await screened(service, 5)
    with delivering(service, tmp_path):
        await until(lambda: len(receiver.messages) == 6)
        await asyncio.sleep(1)
    feed = await whole(service)
    assert [message.event for message in receiver.messages] == feed
    for message in receiver.messages:
        assert message.verified(made["secret"]) == message.event
        assert message.id == message.event["id"]
        assert message.headers["content-type"].startswith("application/cloudevents+json")
        assert received(message.event).get_subject() == person
        assert PERSON["name"] not in message.body.decode()
    with pytest.raises(WebhookVerificationError):
        receiver.messages[0].verified((await subscribed(service, receiver.url))["secret"])
    one = await asked(service, f"/webhooks/{made['id']}")
    assert (one["position"], one["delivered"], one["tries"], one["last_error"]) == (6, 6, 0, None)


async def test_every_delivery_is_logged_as_read(service: Service, receiver: Receiver, tmp_path: Path) -> None:
    made = await subscribed(service, receiver.url)
    person = await screened(service, 1)
    with delivering(service, tmp_path):
        await until(lambda: len(receiver.messages) == 2)
    reads = "select stream::text || ' ' || actor_user || ' ' || purpose from reads where what = 'webhook'"
    assert rows(service.database, reads) == [f"{person} webhook:{made['id']} data-exchange"] * 2


async def test_types_are_filtered_and_what_comes_later_is_delivered_too(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    made = await subscribed(service, receiver.url, type=["contact."])
    person = await screened(service, 3)
    with delivering(service, tmp_path):
        await until(lambda: rows(service.database, "select position from webhooks.subscriptions") == [4])
        assert receiver.messages == []
        await told(service, person, "contact-losses", {"occurred_at": "2020-06-01"})
        await until(lambda: receiver.messages)
    assert [message.event["type"] for message in receiver.messages] == ["contact.lost/1"]
    assert (await asked(service, f"/webhooks/{made['id']}"))["delivered"] in (0, 1)  # killed, perhaps between


async def test_a_deliverer_killed_in_mid_work_loses_nothing_and_repeats_under_the_same_id(
    service: Service, tmp_path: Path
) -> None:
    number, kills = 60, 0
    receiver = Receiver()
    with receiver.up():
        made = await subscribed(service, receiver.url)
        await screened(service, number - 1)
        for goal in (1, 7, 20, 33, 47):
            with delivering(service, tmp_path) as process:
                await until(lambda goal=goal: len(receiver.messages) >= goal)  # type: ignore[misc]
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
        assert len(set(receiver.taken)) < number, "it was done before it was killed"
        with delivering(service, tmp_path):
            await until(lambda: len(set(receiver.taken)) == number)
            await until(
                lambda: rows(service.database, "select position from webhooks.subscriptions") == [number]
            )
    ids = [event["id"] for event in await whole(service)]
    assert list(dict.fromkeys(receiver.taken)) == ids
    assert len(receiver.taken) <= number + kills
    for message in receiver.messages:
        message.verified(made["secret"])
    assert (await asked(service, f"/webhooks/{made['id']}/dead-letters"))["dead_letters"] == []


async def test_a_name_that_comes_to_mean_an_inner_address_is_not_connected_to(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    """Checked when it connects, not only when the subscription is made."""
    await subscribed(service, receiver.url)
    port = receiver.url.partition("127.0.0.1:")[2].partition("/")[0]
    host = "127-0-0-1.rebound.localhost"  # what a resolver says of it is this machine, or nothing
    rows(
        service.database,
        f"update webhooks.subscriptions set target = 'https://{host}:{port}/' returning 1",
    )
    await screened(service, 0)
    with delivering(service, tmp_path, retries=[60]):
        failed = "select last_error from webhooks.subscriptions where tries = 1"
        await until(lambda: rows(service.database, failed))
    [error] = rows(service.database, failed)
    assert "not in the public internet" in error or "There is no host" in error
    assert receiver.messages == []


async def test_one_delivers_and_another_takes_its_place(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    await subscribed(service, receiver.url)
    person = await screened(service, 0)
    with ExitStack() as both:
        for _ in range(2):
            both.enter_context(delivering(service, tmp_path))
        await until(lambda: len(receiver.taken) == 1)
        [first] = rows(service.database, LEADING)
        with psycopg.connect(service.database, autocommit=True) as connection:
            connection.execute("select pg_terminate_backend(%s)", (first,))
        await until(lambda: [pid for pid in rows(service.database, LEADING) if pid != first])
        for number in range(3):
            await told(service, person, "screenings", SCREENING | {"campaign": str(number)})
        await until(lambda: len(set(receiver.taken)) == 4)
        await asyncio.sleep(1)
    assert len(receiver.taken) == 4  # nothing was under way when the lead changed hands


async def test_nothing_is_delivered_after_the_end(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    made = await subscribed(service, receiver.url)
    await service.post(f"/webhooks/{made['id']}/ending", None)
    other: dict[str, Any] = await subscribed(service, receiver.url)
    await screened(service, 1)
    with delivering(service, tmp_path):
        await until(lambda: len(receiver.taken) == 2)
        await asyncio.sleep(1)
    for message in receiver.messages:
        message.verified(other["secret"])
    assert len(receiver.taken) == 2
