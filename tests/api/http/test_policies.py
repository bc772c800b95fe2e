"""Publishing, retiring and reading policies over HTTP; who publishes where another decides sees it soon."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
from api.http.conftest import Service

from tongxin.api.http.app import create_app
from tongxin.api.http.index import REGISTER_COMMANDS
from tongxin.api.runtime.policy_files import shipped
from tongxin.api.runtime.register import STALE
from tongxin.api.runtime.settings import Settings
from tongxin.domain.calendar import law_date
from tongxin.domain.policy_register import rules
from tongxin.domain.refusals import Rule

PATHWAY = REGISTER_COMMANDS["policies"].EXAMPLE
TODAY = law_date(datetime.now(UTC))
OFFICER = {"Tongxin_User": "wang.jun", "Tongxin_Role": "director", "Tongxin_Unit": "640324"}


def answers(days: int, version: str = "2", **changes: Any) -> dict[str, Any]:
    """A policy of the county on how long a handover may wait."""
    policy = asdict(shipped().version("handover-answers", "answers", "1"))
    own = {"version": version, "status": "county", "effective_from": TODAY, "content": {"days": days}}
    made: dict[str, Any] = orjson.loads(orjson.dumps(policy | own | changes))
    return made


async def published(service: Service, policy: Any, **headers: str) -> Any:
    answer = await service.post("/policies", policy, **headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def asked(service: Service, path: str) -> Any:
    answer = await service.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_county_fills_in_a_pathway_and_a_plan_follows_it(service: Service) -> None:
    person = await service.registered()
    plan = {"pathway": "6231", "occurred_at": "2021-02-01"}
    refused = await service.post(f"/persons/{person}/plans", plan)
    assert (refused.status_code, refused.json()["rule"]) == (422, "no-components")
    told = await published(service, PATHWAY, **OFFICER)
    assert [event["type"] for event in told["events"]] == ["policy.published/1"]
    granted = await service.post(f"/persons/{person}/plans", plan)
    assert granted.status_code == 201, granted.text
    pathways = await asked(service, "/pathways?on=2021-02-01")
    ours = next(one for one in pathways if (one["code"], one["is_in_force"]) == ("6231", True))
    assert (ours["version"], ours["supplied_on"]) == ("2021-1", "2020-12-20")
    assert "2020-12-20" in ours["definition_zh"]


async def test_policies_in_force_and_the_history_of_one(service: Service) -> None:
    before = await asked(service, "/policies")
    assert before["on"] == TODAY.isoformat()
    assert before["register_version"] == 0
    assert {one["status"] for one in before["policies"]} == {"statute", "published", "default"}
    assert all(one["published_at"] is None for one in before["policies"])
    await published(service, answers(5), **OFFICER)
    await published(service, answers(7, "3", effective_from=TODAY + timedelta(30)), **OFFICER)
    reason = {"kind": "handover-answers", "name": "answers", "version": "3", "reason": "会议未通过"}
    gone = await service.post("/policy-retirements", reason | {"retired_from": str(TODAY)}, **OFFICER)
    assert (gone.status_code, gone.headers["etag"]) == (201, '"3"'), gone.text

    (present,) = (await asked(service, "/policies?kind=handover-answers"))["policies"]
    assert (present["version"], present["status"]) == ("2", "county")
    (earlier,) = (await asked(service, "/policies?kind=handover-answers&on=2026-01-01"))["policies"]
    assert (earlier["version"], earlier["published_at"]) == ("1", None)
    one = await asked(service, "/policies/handover-answers/answers")
    versions = [(v["version"], v["is_in_force"], v["content"]["days"]) for v in one["versions"]]
    assert versions == [("1", False, 10), ("2", True, 5), ("3", False, 7)]
    assert one["versions"][2]["effective_until"] == TODAY.isoformat()
    told = [(e["type"], e["policy_version"], e["actor"]["user"], e["reason"]) for e in one["history"]]
    assert told == [
        ("policy.published/1", "2", "wang.jun", None),
        ("policy.published/1", "3", "wang.jun", None),
        ("policy.retired/1", "3", "wang.jun", "会议未通过"),
    ]
    first = one["history"][0]["recorded_at"]
    known = await asked(service, f"/policies/handover-answers/answers?known_at={first}")
    assert [v["version"] for v in known["versions"]] == ["1", "2"]
    assert known["register_version"] == 1


async def test_what_is_unknown_is_not_found_and_a_wrong_parameter_is_named(service: Service) -> None:
    missing = await service.get("/policies/handover-answers/none")
    assert (missing.status_code, missing.json()["type"]) == (404, "/problems/no-policy")
    assert (await service.get("/policies?day=2026-01-01")).status_code == 400
    assert (await asked(service, "/policies?kind=none"))["policies"] == []


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"version": "1"}, "/version", "policy-version-taken"),
    ({"kind": "legal-terms"}, "/kind", "policy-kind-not-published"),
    ({"status": "statute"}, "/status", "policy-status-not-published"),
    ({"name": "others"}, "/name", "policy-wrong"),
    ({"effective_from": "2026-02-01"}, "/effective_from", "policy-past-changed"),
    ({"effective_from": "2008-06-01"}, "/effective_from", "policy-same-day"),
    ({"effective_until": str(TODAY)}, "/effective_until", "policy-never-in-force"),
    ({"content": {"days": "5"}}, "/content/days", "policy-wrong"),
    ({"content": {"days": 5, "hours": 1}}, "/content/hours", "policy-wrong"),
    ({"occurred_at": "2999-01-01"}, "/occurred_at", "in-future"),
    ({"version": "2/3"}, "/version", "policy-name-shape"),
]
RETIREMENT = {"kind": "handover-answers", "name": "answers", "version": "1", "reason": "不再适用"}
NOT_RETIRED: list[tuple[dict[str, Any], str]] = [
    ({"version": "9"}, "unknown-policy"),
    ({"retired_from": "2026-02-01"}, "policy-past-changed"),
    ({"kind": "legal-deadlines"}, "policy-kind-not-published"),
    ({"kind": "abstinence-clock", "name": "three-years", "version": "0"}, "policy-retired-already"),
    ({"reason": ""}, "invalid-body"),
    ({"surplus": 1}, "invalid-body"),
]
SYSTEM = {"Tongxin_User": "rules", "Tongxin_Role": "system", "Tongxin_Unit": "640324"}


async def test_a_refusal_names_the_field_and_the_rule(service: Service) -> None:
    for changes, pointer, rule in REFUSED:
        answer = await service.post("/policies", answers(5) | changes)
        problem = answer.json()
        assert answer.status_code == 422, (changes, problem)
        assert (problem["rule"], problem["errors"][0]["pointer"]) == (rule, pointer)
        in_chinese = await service.post("/policies", answers(5) | changes, Accept_Language="zh")
        assert in_chinese.json()["title"] == "命令被拒绝"
    by_system = await service.post("/policies", answers(5), **SYSTEM)
    assert (by_system.status_code, by_system.json()["rule"]) == (409, "policy-published-by-system")
    assert (await asked(service, "/policies"))["register_version"] == 0


async def test_a_retirement_that_cannot_be_is_refused(service: Service) -> None:
    for changes, rule in NOT_RETIRED:
        body = RETIREMENT | {"retired_from": str(TODAY)} | changes
        answer = await service.post("/policy-retirements", body)
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{rule}"), changes
    assert (await asked(service, "/policies"))["register_version"] == 0


def test_every_rule_of_the_register_is_tried_here() -> None:
    tried = {rule for _, _, rule in REFUSED} | {rule for _, rule in NOT_RETIRED}
    codes = {one.code for one in vars(rules).values() if isinstance(one, Rule)}
    assert codes - tried == {rules.SYSTEM_PUBLISHES.code}


async def test_a_publication_repeated_is_one_and_a_stale_one_is_refused(service: Service) -> None:
    first = await service.post("/policies", answers(5), Idempotency_Key="k")
    again = await service.post("/policies", answers(5), Idempotency_Key="k")
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json()
    stale = await service.post("/policies", answers(6, "3"), If_Match='"0"')
    assert (stale.status_code, stale.headers["etag"]) == (412, '"1"')
    tied = await service.post("/policies", answers(6, "3"), If_Match='"1"')
    assert tied.json()["rule"] == "policy-same-day"


async def test_of_two_who_publish_the_same_version_one_does(service: Service) -> None:
    both = await asyncio.gather(
        *(service.post("/policies", answers(days), Idempotency_Key=f"{days}") for days in (5, 6, 7))
    )
    assert sorted(answer.status_code for answer in both) == [201, 422, 422]


@pytest.fixture
async def two(database: str, tmp_path: Path) -> AsyncIterator[list[httpx2.AsyncClient]]:
    """Two services on one database."""
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(2):
            app = create_app(Settings(data_dir=tmp_path), database)
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx2.ASGITransport(app=app)
            clients.append(
                await stack.enter_async_context(
                    httpx2.AsyncClient(transport=transport, base_url="http://tongxin")
                )
            )
        yield clients


async def test_another_service_decides_by_it_soon_after(two: list[httpx2.AsyncClient]) -> None:
    here, there = two

    async def version(client: httpx2.AsyncClient) -> str:
        """Of the policy that the process has in mind."""
        found = (await client.get("/pathways?on=2021-02-01")).json()
        return next(str(one["version"]) for one in found if one["code"] == "6231" and one["is_in_force"])

    assert (await here.post("/policies", json=PATHWAY)).status_code == 201
    assert await version(here) == "2021-1"
    for _ in range(int(STALE * 20)):
        if await version(there) == "2021-1":
            break
        await asyncio.sleep(0.1)
    assert await version(there) == "2021-1"


async def test_a_service_that_starts_later_knows_it_at_once(database: str, tmp_path: Path) -> None:
    for status in (201, 422):
        app = create_app(Settings(data_dir=tmp_path), database)
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://tongxin") as client,
        ):
            assert (await client.post("/policies", json=PATHWAY)).status_code == status
            assert app.state.runtime.policies.in_force("pathway", "6231", TODAY).version == "2021-1"
