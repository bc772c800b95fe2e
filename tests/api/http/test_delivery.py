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
from api.http.conftest import PERSON, SCREENING, Service
from api.http.feed import received, whole
from api.http.receiver import Receiver, asked, delivering, subscribed, until
from api.http.test_filters import told
from standardwebhooks import WebhookVerificationError
from store.appending import rows

from tongxin.api.http.app import create_app
from tongxin.api.runtime.settings import Settings

pytestmark = pytest.mark.slow
LEADING = "select pid from pg_locks where locktype = 'advisory' and objid = 4870 and granted"


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


async def test_a_receiver_that_was_down_gets_everything_once_it_is_up(
    service: Service, tmp_path: Path
) -> None:
    receiver = Receiver()
    with receiver.up():
        made = await subscribed(service, receiver.url)
    await screened(service, 4)
    with delivering(service, tmp_path, retries=[0.3] * 50):
        failing = "select tries from webhooks.subscriptions where tries >= 2"
        await until(lambda: rows(service.database, failing))
        one = await asked(service, f"/webhooks/{made['id']}")
        assert (one["position"], one["delivered"]) == (0, 0)
        assert "ConnectError" in one["last_error"]
        assert one["failing_since"] < one["next_try_at"]
        with receiver.up():
            await until(lambda: rows(service.database, "select position from webhooks.subscriptions") == [5])
    assert receiver.taken == [event["id"] for event in await whole(service)]
    one = await asked(service, f"/webhooks/{made['id']}")
    assert (one["tries"], one["failing_since"], one["last_error"]) == (0, None, None)


async def test_a_slow_receiver_holds_up_nobody_else(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    slow = Receiver(lambda _event, _number: _after(3))
    with slow.up():
        late = await subscribed(service, slow.url)
        await subscribed(service, receiver.url)
        await screened(service, 9)
        with delivering(service, tmp_path, timeout=0.5, retries=[0.2] * 90):
            await until(lambda: len(receiver.taken) == 10)
            await until(
                lambda: rows(service.database, "select 1 from webhooks.subscriptions where tries > 1")
            )
    one = await asked(service, f"/webhooks/{late['id']}")
    assert (one["position"], one["last_error"]) == (0, "no answer within 0.5 s")


def _after(seconds: float) -> int:
    import time

    time.sleep(seconds)
    return 204


async def test_what_is_given_up_is_a_dead_letter_that_can_be_tried_again(
    service: Service, tmp_path: Path
) -> None:
    poisonous = {"2"}
    receiver = Receiver(lambda event, _: 500 if event["data"].get("campaign") in poisonous else 204)
    with receiver.up():
        made = await subscribed(service, receiver.url)
        await screened(service, 5)
        path = f"/webhooks/{made['id']}"
        with delivering(service, tmp_path):
            await until(lambda: rows(service.database, "select position from webhooks.subscriptions") == [6])
            ids = [event["id"] for event in await whole(service)]
            assert receiver.taken == [*ids[:3], *ids[4:]]
            [letter] = (await asked(service, f"{path}/dead-letters"))["dead_letters"]
            assert (letter["position"], letter["message_id"], letter["tries"]) == (4, ids[3], 4)
            assert (letter["error"], letter["delivered_at"]) == ("answered 500", None)
            retry = f"{path}/dead-letters/4/retry"
            for tries in (5, 6):  # tried once each time, in vain at first
                answer = await service.post(retry, None)
                assert (answer.status_code, answer.json()["dead_letters"][0]["position"]) == (202, 4)
                settled = f"select 1 from webhooks.dead_letters where tries = {tries}"
                await until(lambda settled=settled: rows(service.database, settled))  # type: ignore[misc]
                poisonous.clear()
            assert receiver.taken[-1] == ids[3]
            [letter] = (await asked(service, f"{path}/dead-letters"))["dead_letters"]
            assert letter["delivered_at"] > letter["at"]
            assert (await service.post(retry, None)).status_code == 404
    what = [change["what"] for change in (await asked(service, path))["changes"]]
    assert what == ["created", "retry asked", "retry asked"]


async def test_dead_letters_are_listed_a_page_at_a_time(service: Service, tmp_path: Path) -> None:
    with Receiver(lambda _event, _number: 400).up() as receiver:
        made = await subscribed(service, receiver.url)
        await screened(service, 4)
        with delivering(service, tmp_path, retries=[]):
            await until(lambda: rows(service.database, "select position from webhooks.subscriptions") == [5])
    found, after = [], 0
    while after is not None:
        page = await asked(service, f"/webhooks/{made['id']}/dead-letters?limit=2&after={after}")
        found += [letter["position"] for letter in page["dead_letters"]]
        after = page["next"]
    assert found == [1, 2, 3, 4, 5]


async def test_who_fails_for_too_long_is_disabled_and_goes_on_where_it_stopped(
    service: Service, tmp_path: Path
) -> None:
    receiver = Receiver(lambda _event, _number: 503)
    with receiver.up():
        made = await subscribed(service, receiver.url)
        await screened(service, 2)
        path = f"/webhooks/{made['id']}"
        with delivering(service, tmp_path, patience=1.0, retries=[0.3] * 90):
            disabled = "select 1 from webhooks.subscriptions where state = 'disabled'"
            await until(lambda: rows(service.database, disabled))
            one = await asked(service, path)
            assert (one["position"], one["changes"][-1]["what"]) == (0, "disabled")
            assert (one["changes"][-1]["actor"]["user"], one["changes"][-1]["detail"]) == (
                "deliverer",
                "answered 503",
            )
            tried = len(receiver.messages)
            await asyncio.sleep(1.5)
            assert len(receiver.messages) == tried
            receiver.answer = lambda _event, _number: 200
            resumed = await service.post(f"{path}/resumption", None)
            assert (resumed.status_code, resumed.json()["state"]) == (200, "active")
            await until(lambda: len(receiver.taken) == 3)
    assert receiver.taken == [event["id"] for event in await whole(service)]


async def test_who_says_gone_is_disabled_at_once(service: Service, tmp_path: Path) -> None:
    with Receiver(lambda _event, _number: 410).up() as receiver:
        await subscribed(service, receiver.url)
        await screened(service, 1)
        with delivering(service, tmp_path):
            disabled = "select 1 from webhooks.subscriptions where state = 'disabled'"
            await until(lambda: rows(service.database, disabled))
            assert len(receiver.messages) == 1


async def test_a_receiver_that_asks_for_time_is_given_it_and_a_redirect_is_not_followed(
    service: Service, receiver: Receiver, tmp_path: Path
) -> None:
    other = Receiver(lambda _event, _number: 307)
    with other.up():
        other.more = {"location": receiver.url, "retry-after": "40"}
        made = await subscribed(service, other.url)
        await screened(service, 0)
        with delivering(service, tmp_path, retries=[0.2, 60]):
            await until(
                lambda: rows(service.database, "select 1 from webhooks.subscriptions where tries = 1")
            )
            await asyncio.sleep(1)
    one = await asked(service, f"/webhooks/{made['id']}")
    assert (one["tries"], one["last_error"]) == (1, "answered 307")
    [seconds] = rows(
        service.database,
        "select extract(epoch from next_try_at - failing_since)::int from webhooks.subscriptions",
    )
    assert 39 <= seconds <= 49
    assert receiver.messages == []


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
