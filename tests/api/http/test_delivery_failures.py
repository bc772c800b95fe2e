"""Web hooks whose receiver fails: retried, given up, disabled, and nothing lost by it."""

import asyncio
import time
from pathlib import Path

import pytest
from api.beside import until
from api.http.conftest import Service
from api.http.feed import whole
from api.http.receiver import Receiver, asked, delivering, subscribed
from api.http.test_delivery import receiver, screened, service
from store.appending import rows

pytestmark = pytest.mark.slow
__all__ = ["receiver", "service"]


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
