"""Subscriptions: made, listed, resumed and ended; where they may lead; the secret is told once."""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
from api.http.conftest import Service
from api.http.receiver import asked, subscribed
from api.http.test_privacy import _dump as copied
from store.appending import rows

from tongxin.api.http.app import create_app
from tongxin.api.runtime.settings import Settings
from tongxin.api.runtime.webhook_settings import WebhookSettings
from tongxin.api.webhooks.progress import next_wait
from tongxin.api.webhooks.targets import TargetRefused, check_address

HERE = "http://127.0.0.1:9/hook"
BODY: dict[str, Any] = {"target": HERE, "purpose": "data-exchange"}
NOBODY = "01970000-0000-7000-8000-000000000001"


async def test_a_subscription_is_made_and_its_secret_told_once(service: Service) -> None:
    made = await subscribed(service, HERE, type=["measure."], area="640324")
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", made["secret"])
    one = await asked(service, f"/webhooks/{made['id']}")
    assert (one["target"], one["type"], one["area"]) == (HERE, ["measure."], "640324")
    assert (one["state"], one["position"], one["delivered"], one["tries"]) == ("active", 0, 0, 0)
    assert [(change["what"], change["actor"]["user"]) for change in one["changes"]] == [("created", "local")]
    listed = (await asked(service, "/webhooks"))["webhooks"]
    assert listed == [{name: value for name, value in one.items() if name != "changes"}]
    assert "secret" not in one
    assert made["secret"].removeprefix("whsec_").encode() not in copied(service.database)


async def test_it_begins_at_the_end_of_the_log_unless_told_otherwise(service: Service) -> None:
    await service.registered()
    for after, position in ((None, 1), (0, 0), (1, 1), (10**9, 1)):
        assert (await subscribed(service, HERE, after=after))["position"] == position


async def test_a_repeated_request_makes_no_second_subscription(service: Service) -> None:
    first = await service.post("/webhooks", BODY, Idempotency_Key="hook-1")
    again = await service.post("/webhooks", BODY, Idempotency_Key="hook-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"secret": None}
    other = await service.post("/webhooks", BODY | {"area": "640324"}, Idempotency_Key="hook-1")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert len((await asked(service, "/webhooks"))["webhooks"]) == 1


async def test_an_ended_subscription_has_no_secret_and_does_not_go_on(service: Service) -> None:
    made = await subscribed(service, HERE)
    for _ in range(2):
        ended = await service.post(f"/webhooks/{made['id']}/ending", None, Tongxin_User="ma.li",
                                   Tongxin_Role="officer", Tongxin_Unit="640324")  # fmt: skip
        assert (ended.status_code, ended.json()["state"]) == (200, "ended")
    changes = [(change["what"], change["actor"]["user"]) for change in ended.json()["changes"]]
    assert changes == [("created", "local"), ("ended", "ma.li")]
    with psycopg.connect(service.database) as connection:
        kept = connection.execute("select key, secret from webhooks.subscriptions").fetchall()
    assert kept == [(b"", b"")]
    for action in ("resumption", "dead-letters/1/retry"):
        answer = await service.post(f"/webhooks/{made['id']}/{action}", None, Accept_Language="zh")
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/webhook-ended")
        assert answer.json()["title"] == "订阅已终止"


async def test_an_unknown_subscription_is_not_found(service: Service) -> None:
    for path in ("", "/dead-letters"):
        problem = await asked(service, f"/webhooks/{NOBODY}{path}", 404)
        assert problem["type"] == "/problems/no-webhook"
    for action in ("ending", "resumption", "dead-letters/1/retry"):
        answer = await service.post(f"/webhooks/{NOBODY}/{action}", None)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-webhook")
    made = await subscribed(service, HERE)
    for position in (0, 7, 2**70):
        answer = await service.post(f"/webhooks/{made['id']}/dead-letters/{position}/retry", None)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-dead-letter")


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"target": "http://tongxin.example/hook"}, "/target", "target-not-https"),
    ({"target": "https://10.1.2.3/hook"}, "/target", "target-private"),
    ({"target": "https://169.254.169.254/latest"}, "/target", "target-private"),
    ({"target": "https://[fd00::1]/"}, "/target", "target-private"),
    ({"target": "https://[::ffff:10.0.0.1]/"}, "/target", "target-private"),
    ({"target": "http://user:word@127.0.0.1/"}, "/target", "target-form"),
    ({"target": "http://127.0.0.1/#x"}, "/target", "target-form"),
    ({"target": "https://nobody.invalid/"}, "/target", "target-unknown"),
    ({"target": "ftp://127.0.0.1/"}, "/target", "url_scheme"),
    ({"target": "hook"}, "/target", "url_parsing"),
    ({"target": 5}, "/target", "url_type"),
    ({"purpose": "for fun"}, "/purpose", "string_pattern_mismatch"),
    ({"type": ["'"]}, "/type/0", "string_pattern_mismatch"),
    ({"area": "64"}, "/area", "string_pattern_mismatch"),
    ({"secret": "mine"}, "/secret", "extra_forbidden"),
]


async def test_a_wrong_subscription_is_refused(service: Service) -> None:
    for changes, pointer, code in REFUSED:
        answer = await service.post("/webhooks", BODY | changes, Accept_Language="zh")
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["pointer"], error["code"]) == (422, pointer, code)
        assert re.search(r"[\u4e00-\u9fff]", error["detail"]), code
    assert rows(service.database, "select id from webhooks.subscriptions") == []


async def test_an_inner_network_can_be_allowed_and_there_are_only_so_many(
    database: str, tmp_path: Path
) -> None:
    webhooks = WebhookSettings.model_validate({"networks": ["10.0.0.0/8"], "most": 2})
    app = create_app(Settings(data_dir=tmp_path, webhooks=webhooks), database)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://x") as client,
    ):
        for target in ("https://10.1.2.3/hook", HERE):
            made = await client.post("/webhooks", json=BODY | {"target": target})
            assert made.status_code == 201, made.text
        full = await client.post("/webhooks", json=BODY)
        assert (full.status_code, full.json()["type"]) == (409, "/problems/too-many-webhooks")
        await client.post(f"/webhooks/{made.json()['id']}/ending")
        assert (await client.post("/webhooks", json=BODY)).status_code == 201


INNER = [
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
    "127.0.0.1", "fd00::1", "fe80::1", "ff02::1", "::ffff:192.168.1.1", "2002:a00:1::", "64:ff9b::a00:1",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_a_name_that_leads_to_an_inner_address_is_refused(address: str) -> None:
    with pytest.raises(TargetRefused):
        check_address("exchange.example", ip_address(address), ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_a_name_that_leads_to_the_internet_is_not(address: str) -> None:
    check_address("exchange.example", ip_address(address), ())


def test_this_machine_is_meant_only_by_its_own_names() -> None:
    check_address("localhost", ip_address("127.0.0.1"), ())
    check_address("::1", ip_address("::1"), ())
    with pytest.raises(TargetRefused):
        check_address("localhost", ip_address("10.0.0.1"), ())
    check_address("exchange.example", ip_address("10.9.9.9"), [ip_network("10.0.0.0/8")])


def test_waits_grow_by_the_schedule_with_some_chance_and_come_to_days() -> None:
    settings = WebhookSettings()
    waits = [next_wait(settings, tries, 0) for tries in range(1, len(settings.retries) + 1)]
    for wait, least in zip(waits, settings.retries, strict=True):
        assert wait is not None
        assert least <= wait <= least * 1.2
    assert sum(settings.retries) > 3 * 86400
    assert next_wait(settings, len(settings.retries) + 1, 0) is None
    assert len({next_wait(settings, 3, 0) for _ in range(20)}) > 1
    asked_for = next_wait(settings, 1, 600)
    assert asked_for is not None
    assert 600 <= asked_for <= 720
    longest = next_wait(settings, 1, 10**6)
    assert longest is not None
    assert longest <= settings.retries[-1] * 1.2
