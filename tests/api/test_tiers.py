"""Tiers over HTTP: the rules propose, an officer assigns, the person objects, another officer reviews."""

from pathlib import Path
from uuid import UUID

from api.conftest import PERSON, WANG, Client

from tongxin.api.runtime import proposer

SHIPPED = Path(__file__).parents[2] / "src" / "domain" / "policies" / "shipped"
RULE_SET = (SHIPPED / "tier-rules-default-four-tier-1.toml").read_text("utf-8")
MEASURE = str(UUID(int=5))
COMMUNITY = [
    ("addiction-findings", {"level": "addicted", "grounds": ["evidence_of_use", "history_of_use"],
                            "found_by": ["wang.jun", "li.na"], "document_number": "示例[2025]1号",
                            "occurred_at": "2025-05-28"}),
    ("measures", {"measure_id": MEASURE, "kind": "community_detox", "decided_on": "2025-06-01",
                  "decider": "示例县公安局", "term_months": 36, "decision_number": "示例2025-1",
                  "legal_basis": "禁毒法 33", "occurred_at": "2025-06-01"}),
    ("decision-services", {"measure_id": MEASURE, "decision": "order", "served_to": "person",
                           "served_on": "2025-06-02", "occurred_at": "2025-06-02"}),
]  # fmt: skip
LI = WANG | {"Tongxin-User": "li.na"}


async def test_propose_assign_object_review(client: Client) -> None:
    person = await client.person()
    await client.post(f"{person}/safety-concerns", {"kind": "self_harm", "found_by": ["ma.li"]})
    evaluated = await client.post(f"{person}/tier-evaluations", status=200)
    assert [event["type"] for event in evaluated["recorded"]] == ["tier.proposed/1"]
    assert evaluated["explanation"]["tier"] == "T1"
    assert [reason["rule"] for reason in evaluated["explanation"]["reasons"]] == ["R1.4"]
    again = await client.post(f"{person}/tier-evaluations", status=200)
    assert again["recorded"] == []

    system = WANG | {"Tongxin-User": "rules", "Tongxin-Role": "system"}
    refused = await client.post(f"{person}/tier-assignments", {"tier": "T1", "reason": "x"}, system, 409)
    assert refused["article"] == "个人信息保护法 24"
    assigned = {"tier": "T2", "reason": "家属陪护,风险可控"}
    await client.post(f"{person}/tier-assignments", assigned)
    await client.post(f"{person}/tier-objections", {"statement": "等级过高"})
    explained = await client.http.get(f"{person}/tier-explanation", headers={"Accept-Language": "zh"})
    assert "现行等级:T2" in explained.json()["text"]
    assert "提出异议" in explained.json()["text"]


async def test_an_override_and_a_review_by_another_officer(client: Client) -> None:
    person = await client.person()
    await client.post(f"{person}/safety-concerns", {"kind": "self_harm", "found_by": ["ma.li"]})
    await client.post(f"{person}/tier-evaluations", status=200)
    objection = str(UUID(int=8))
    await client.post(f"{person}/tier-assignments", {"tier": "T2", "reason": "家属陪护"})
    await client.post(f"{person}/tier-objections", {"statement": "过高", "objection_id": objection})
    review = {"objection_id": objection, "outcome": "tier_upheld", "answer": "维持"}
    await client.post(f"{person}/tier-objection-reviews", review, WANG, 409)
    await client.post(f"{person}/tier-objection-reviews", review, LI)
    assert (await client.post(f"{person}/tier-evaluations", status=200))["recorded"] == []


async def test_the_explanation_says_what_is_missing_and_rests_on_events(client: Client) -> None:
    person = await client.person()
    for path, body in COMMUNITY:
        await client.post(f"{person}/{path}", body)
    answer = await client.http.get(f"{person}/tier-explanation", params={"day": "2025-08-01"})
    explanation = answer.json()["explanation"]
    assert explanation["tier"] == "not_classified"
    assert explanation["is_provisional"]
    assert {one["fact"] for one in explanation["missing"]} >= {"failed_to_report", "measure_year"}
    reported = {"measure_id": MEASURE, "reported_on": "2025-06-10", "area": "640324100"}
    await client.post(f"{person}/reportings", reported | {"occurred_at": "2025-06-10"})
    answer = await client.http.get(f"{person}/tier-explanation", params={"day": "2025-08-01"})
    explanation = answer.json()["explanation"]
    assert (explanation["tier"], explanation["change"]) == ("T2", {"day": "2026-06-10", "tier": "T3"})
    assert {event["type"] for event in explanation["reasons"][0]["events"]} == {
        "measure.ordered/1", "measure.reported_in/1",
    }  # fmt: skip
    assert "only a named officer" in answer.json()["text"].lower()
    assert (await client.http.get(f"/persons/{UUID(int=3)}/tier-explanation")).status_code == 404


async def test_the_present_policy_changes_nothing_and_another_says_who_moves(
    client: Client,
) -> None:
    person = await client.person()
    await client.post(f"{person}/safety-concerns", {"kind": "self_harm", "found_by": ["ma.li"]})
    before = (await client.http.get(f"{person}/tier-explanation")).text
    same = await client.post("/policies/simulations", {"toml": RULE_SET, "since": "2025-06-01"}, status=200)
    assert (same["persons"], same["moves"]) == (1, [])
    other = RULE_SET.replace(
        'when = "safety_concern_active"\ntier = "T1"', 'when = "safety_concern_active"\ntier = "T2"'
    )
    moved = await client.post("/policies/simulations", {"toml": other}, status=200)
    assert moved["counts"] == {"T1 → T2": 1}
    assert moved["moves"][0]["rules_after"] == ["R1.4"]
    wrong = await client.post("/policies/simulations", {"toml": RULE_SET.replace("dead", "deed")}, status=422)
    assert "deed" in wrong["detail"]
    assert (await client.http.get(f"{person}/tier-explanation")).text == before


async def test_new_facts_are_followed_by_a_proposal_and_old_ones_only_when_asked(client: Client) -> None:
    concern = {"kind": "self_harm", "found_by": ["ma.li"]}
    old = await client.person()
    await client.post(f"{old}/safety-concerns", concern)
    await proposer.start(client.runtime)
    assert await proposer.step(client.runtime) == (0, 0)
    new = await client.post("/persons", PERSON | {"identity_number": "999999198803150024", "name": "马建军"})
    await client.post(f"/persons/{new['stream']}/safety-concerns", concern)
    assert await proposer.step(client.runtime) == (2, 1)
    assert await proposer.step(client.runtime) == (1, 0)  # its own proposal moves nothing
    async with client.runtime.pool.connection() as connection:  # a crash before the position was noted
        await connection.execute("update notification_tracking set notification_id = 0")
    assert (await proposer.step(client.runtime))[1] == 1  # the old one now, the new one not again
    history = await client.runtime.streams.history(UUID(new["stream"]))
    assert [recorded.event.TYPE for recorded in history].count("tier.proposed/1") == 1
    assert history[-1].actor.role == "system"
    assert history[-1].policy is not None


async def test_what_the_policies_ask_of_a_tier_and_whose_word_they_are(client: Client) -> None:
    person = await client.person()
    empty = (await client.http.get(f"{person}/tier-standing")).json()
    assert (empty["tier"], empty["object_until"], empty["visit"], empty["objections"]) == (
        None,
        None,
        None,
        [],
    )
    assigned = {"tier": "T1", "reason": "初次定级", "occurred_at": "2026-03-02"}
    await client.post(f"{person}/tier-assignments", assigned)
    await client.post(f"{person}/visits", {"place": "home", "occurred_at": "2026-03-20"})
    objection = {"statement": "等级过高", "objection_id": str(UUID(int=8)), "occurred_at": "2026-03-10"}
    await client.post(f"{person}/tier-objections", objection)
    answer = await client.http.get(f"{person}/tier-standing", params={"on": "2026-05-01"})
    found = answer.json()
    assert (found["tier"], found["assigned_by"], found["last_visit_on"]) == ("T1", "wang.jun", "2026-03-20")
    assert (found["object_until"]["due_on"], found["object_until"]["policy_status"]) == (
        "2026-03-16",
        "default",
    )
    (open_,) = found["objections"]
    assert (open_["answer"]["due_on"], open_["answer"]["policy"]) == ("2026-04-08", "tier-objections/default")
    assert (found["visit"]["due_on"], found["visit"]["overdue_days"]) == ("2026-04-20", 11)
    async with client.runtime.pool.connection() as connection:
        cursor = await connection.execute("select what from reads")
        assert await cursor.fetchall() == [("tier-standing",)] * 2
