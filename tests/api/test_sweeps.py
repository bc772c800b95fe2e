"""Going through the county: once a day, and where a publication changes what the rules come to."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from api.conftest import PERSON, WANG, Client

from tongxin.api.runtime import proposer, proposing, sweeps
from tongxin.api.runtime.policy_files import shipped
from tongxin.api.runtime.sweeps import Sweep, sweep
from tongxin.domain.policy_register.state import REGISTER

CONCERN = {"kind": "self_harm", "found_by": ["ma.li"]}
TODAY = proposing.today()
RULES = shipped().version("tier-rules", "default-4tier", "1")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process has to be waited for."""
    monkeypatch.setattr(sweeps, "_SETTLED", timedelta(0))


def version_of_rules(version: str, changes: dict[str, dict[str, Any]], **head: Any) -> Any:
    """The default rules as a new version of the county, with some rules changed."""
    policy: Any = orjson.loads(orjson.dumps(asdict(RULES)))
    policy |= {"version": version, "status": "county", "effective_from": str(TODAY)} | head
    (table,) = policy["content"]["tables"]
    table["rules"] = [rule | changes.get(rule["id"], {}) for rule in table["rules"]]
    return policy


async def registered(client: Client, number: str, *facts: tuple[str, Any]) -> UUID:
    answer = await client.post("/persons", PERSON | {"identity_number": number})
    for path, body in facts:
        await client.post(f"/persons/{answer['stream']}/{path}", body)
    return UUID(answer["stream"])


async def proposals(client: Client, person: UUID) -> list[tuple[str, str]]:
    """What was proposed, under which version."""
    history = await client.runtime.streams.history(person)
    found: list[Any] = [one.event for one in history if one.event.TYPE == "tier.proposed/1"]
    return [(event.tier.value, event.rule_set_version) for event in found]


async def followed(client: Client) -> None:
    """Everything recorded so far is looked at."""
    while (await proposer.step(client.runtime))[0]:
        pass


async def swept(client: Client) -> int | None:
    """How many proposals the sweep recorded that is due; None where none is."""
    due = await Sweep.due(client.runtime)
    return None if due is None else await sweep(client.runtime, due)


ANYONE = ("999999198803150016", "999999198803150024", "999999198803150032")
LOST = ("contact-losses", {"occurred_at": str(TODAY - timedelta(60))})


@pytest.fixture
async def three(client: Client) -> list[UUID]:
    """Two from before the rules were at work, of whom one would be T2; and one who was proposed for T1."""
    old = [await registered(client, ANYONE[0]), await registered(client, ANYONE[1], LOST)]
    await proposer.start(client.runtime)
    new = await registered(client, ANYONE[2], ("safety-concerns", CONCERN))
    await followed(client)
    assert [await proposals(client, person) for person in (*old, new)] == [[], [], [("T1", "1")]]
    return [*old, new]


async def test_a_publication_proposes_only_where_the_outcome_changes(
    client: Client, three: list[UUID]
) -> None:
    assert await swept(client) is None
    await client.post("/policies", version_of_rules("2", {"R1.4": {"tier": "T2"}}))
    assert await swept(client) == 1
    found = [await proposals(client, person) for person in three]
    assert found == [[], [], [("T1", "1"), ("T2", "2")]]
    last = (await client.runtime.streams.history(three[2]))[-1]
    assert (last.actor.user, last.causation_id) == ("rules", f"{REGISTER}/1")
    assert await swept(client) is None
    await followed(client)
    assert [await proposals(client, person) for person in three] == found


async def test_a_publication_that_changes_no_outcome_proposes_nothing(
    client: Client, three: list[UUID]
) -> None:
    await client.post("/policies", version_of_rules("2", {"R1.4": {"id": "R1.4-renamed"}}))
    assert await swept(client) == 0
    answers = {"kind": "handover-answers", "name": "answers", "version": "2", "content": {"days": 5}}
    head = {"title": "x", "title_zh": "x", "status": "county", "source": "x", "effective_from": str(TODAY)}
    await client.post("/policies", answers | head)
    assert await swept(client) == 0
    assert [await proposals(client, person) for person in three] == [[], [], [("T1", "1")]]


async def test_it_counts_from_its_day_on(
    client: Client, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = TODAY + timedelta(7)
    await client.post("/policies", version_of_rules("2", {"R1.4": {"tier": "T3"}}, effective_from=str(later)))
    assert await swept(client) == 0
    set_today(monkeypatch, later)
    assert await swept(client) == 2  # and the one of whom time alone had made a T2 in the meantime
    assert [await proposals(client, person) for person in three[1:]] == [
        [("T2", "2")],
        [("T1", "1"), ("T3", "2")],
    ]


async def test_a_retired_version_gives_way_to_the_one_before(client: Client, three: list[UUID]) -> None:
    await client.post("/policies", version_of_rules("2", {"R1.4": {"tier": "T2"}}))
    await swept(client)
    gone = {"kind": "tier-rules", "name": "default-4tier", "version": "2", "reason": "暂缓实施"}
    await client.post("/policy-retirements", gone | {"retired_from": str(TODAY)})
    assert await swept(client) == 1
    assert (await proposals(client, three[2]))[-1] == ("T1", "1")


async def test_where_no_rules_are_in_force_nothing_is_proposed_and_the_work_goes_on(
    client: Client, three: list[UUID]
) -> None:
    gone = {"kind": "tier-rules", "name": "default-4tier", "version": "1", "reason": "暂停使用"}
    await client.post("/policy-retirements", gone | {"retired_from": str(TODAY)})
    assert await swept(client) == 0
    await client.post(f"/persons/{three[0]}/safety-concerns", CONCERN)
    await followed(client)
    refused = await client.post(f"/persons/{three[0]}/tier-evaluations", status=409)
    assert refused["type"] == "/problems/no-policy"
    assert await proposals(client, three[0]) == []
    await client.post("/policies", version_of_rules("2", {}))
    assert await swept(client) == 2  # from nothing to T1, and to T2
    assert await proposals(client, three[0]) == [("T1", "2")]


def set_today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    for module in (proposing, sweeps):
        monkeypatch.setattr(module, "today", lambda: day)


async def test_time_alone_changes_a_tier_and_is_looked_at_once_a_day(
    client: Client, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_today(monkeypatch, TODAY + timedelta(1))
    assert await swept(client) == 1  # somebody of the old records, out of contact
    assert await swept(client) is None
    set_today(monkeypatch, TODAY + timedelta(91))  # a concern is in force for 90 days
    assert await swept(client) == 1
    assert (await proposals(client, three[2]))[-1][0] == "not_classified"
    assert await swept(client) is None


async def test_what_an_officer_has_answered_is_not_asked_again_under_new_names(
    client: Client, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    await client.post(f"/persons/{three[2]}/tier-assignments", {"tier": "T2", "reason": "家属陪护"}, WANG)
    history = await client.runtime.streams.history(three[2])
    proposal: Any = next(one.event for one in history if one.event.TYPE == "tier.proposed/1")
    answered = {"tier": "T2", "reason": "家属陪护", "proposal_id": str(proposal.proposal_id)}
    await client.post(f"/persons/{three[2]}/tier-assignments", answered, WANG)
    await client.post("/policies", version_of_rules("2", {"R1.4": {"id": "R1.4-renamed"}}))
    assert await swept(client) == 0
    set_today(monkeypatch, TODAY + timedelta(1))
    await swept(client)
    assert await proposals(client, three[2]) == [("T1", "1")]


async def test_a_sweep_that_is_begun_anew_records_nothing_twice(client: Client, three: list[UUID]) -> None:
    await client.post("/policies", version_of_rules("2", {"R1.4": {"tier": "T2"}}))
    due = await Sweep.due(client.runtime)
    assert due is not None
    assert [await sweep(client.runtime, due) for _ in range(3)] == [1, 0, 0]
    assert await proposals(client, three[2]) == [("T1", "1"), ("T2", "2")]


async def test_a_publication_waits_until_every_process_has_seen_it(
    client: Client, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "_SETTLED", timedelta(hours=1))
    await client.post("/policies", version_of_rules("2", {"R1.4": {"tier": "T2"}}))
    assert await swept(client) is None


async def test_rules_that_a_later_release_cannot_read_stop_nothing(
    client: Client, three: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as release_before:  # which knew a fact more
        release_before.setattr("tongxin.api.runtime.policy_checks._OF_KIND", {})
        await client.post("/policies", version_of_rules("2", {"R1.4": {"when": "unheard_of"}}))
    assert await swept(client) == 0
    await client.post(f"/persons/{three[0]}/safety-concerns", CONCERN)
    await followed(client)
    refused = await client.post(f"/persons/{three[0]}/tier-evaluations", status=409)
    assert (refused["type"], "unheard_of" in refused["detail"]) == ("/problems/wrong-policy", True)
    answer = await client.http.get(f"/persons/{three[0]}/tier-explanation")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/wrong-policy")
    again = version_of_rules("3", {}, effective_from=str(TODAY + timedelta(1)))
    await client.post("/policies", again)  # and it is put right
    set_today(monkeypatch, TODAY + timedelta(1))
    assert await swept(client) == 2
    assert await proposals(client, three[0]) == [("T1", "3")]
