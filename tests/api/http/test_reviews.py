"""What a correction asks to be looked at again, over HTTP: named in its answer, listed, decided, and kept."""

from typing import Any

import psycopg
from api.http.conftest import Service
from api.http.test_corrections import TEST

TEST_ID = "01970000-0000-7000-8000-0000000000c9"
FINDING = {
    "level": "addicted",
    "grounds": ["positive_test"],
    "test_id": TEST_ID,
    "found_by": ["wang.jun", "li.na"],
    "document_number": "1",
    "occurred_at": "2020-04-20",
}
ORDER = {
    "kind": "community_detox",
    "decided_on": "2020-05-03",
    "decider": "同心县公安局",
    "occurred_at": "2020-05-03",
}
TEST_ORDER = {
    "test_id": TEST_ID,
    "ground": "suspicion",
    "method": "urine",
    "occurred_at": "2020-04-10",
}
RETRACTION = {"target": 3, "reason": "样本混淆"}
OFFICER = {"Tongxin_User": "wang.jun", "Tongxin_Role": "police_officer", "Tongxin_Unit": "640324"}
REVIEWER = OFFICER | {"Tongxin_User": "zhao.min"}


async def decided_on_a_test(service: Service) -> str:
    """A person with a test, a finding that names it, and a measure ordered on the finding."""
    person = await service.registered()
    for action, body in (
        ("test-orders", TEST_ORDER),
        ("tests", TEST | {"test_id": TEST_ID}),
        ("addiction-findings", FINDING),
        ("measures", ORDER),
    ):
        answer = await service.post(f"/persons/{person}/{action}", body, **OFFICER)
        assert answer.status_code == 201, answer.text
    return person


async def reviews_of(service: Service, person: str, query: str = "") -> list[dict[str, Any]]:
    answer = await service.get(f"/persons/{person}/reviews{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["reviews"]
    return found


async def test_the_answer_of_a_retraction_names_the_reviews_also_when_it_is_repeated(
    service: Service,
) -> None:
    person = await decided_on_a_test(service)
    first = await service.post(f"/persons/{person}/retractions", RETRACTION, Idempotency_Key="once")
    again = await service.post(f"/persons/{person}/retractions", RETRACTION, Idempotency_Key="once")
    assert again.json() == first.json()
    named = first.json()["events"]
    assert [(one["type"], one.get("decision")) for one in named] == [
        ("record.retracted/1", None),
        ("review.opened/1", 4),
        ("review.opened/1", 5),
    ]
    listed = await reviews_of(service, person)
    assert [one["review_id"] for one in listed] == [one["review_id"] for one in named[1:]]
    assert [(one["decision_type"], one["rests_on"], one["is_named"], one["rule"]) for one in listed] == [
        ("addiction.found/1", [3], True, "no-test-result"),
        ("measure.ordered/1", [4], False, None),
    ]


async def test_they_are_opened_by_the_system_with_the_correction_as_their_cause(service: Service) -> None:
    person = await decided_on_a_test(service)
    answer = await service.post(f"/persons/{person}/retractions", RETRACTION)
    at = answer.json()["position"]
    events = (await service.get(f"/persons/{person}/history?at_least={at}")).json()["events"]
    retraction, review = events[5], events[6]
    assert retraction["causation_id"] is None
    assert review["actor"] == {"user": "reviews", "role": "system", "unit": "640324"}
    assert review["causation_id"] == retraction["event_id"]
    assert review["recorded_at"] == retraction["recorded_at"]
    assert review["data"]["decided_by"] == "wang.jun"


async def test_another_officer_decides_once_and_says_why(service: Service) -> None:
    person = await decided_on_a_test(service)
    answer = await service.post(f"/persons/{person}/retractions", RETRACTION)
    review_id = answer.json()["events"][1]["review_id"]
    body = {"review_id": review_id, "result": "upheld", "reason": "另有两次阳性结果"}
    path = f"/persons/{person}/review-decisions"
    own = await service.post(path, body, **OFFICER)
    assert (own.status_code, own.json()["rule"]) == (409, "review-by-decider")
    system = await service.post(path, body, **REVIEWER | {"Tongxin_Role": "system"})
    assert (system.status_code, system.json()["rule"]) == (409, "review-by-system")
    granted = await service.post(path, body, **REVIEWER)
    assert granted.status_code == 201, granted.text
    twice = await service.post(path, body | {"result": "withdrawn"}, **REVIEWER)
    assert (twice.status_code, twice.json()["rule"]) == (422, "review-decided")
    [first, second] = await reviews_of(service, person)
    assert (first["result"], first["reviewed_by"], first["reason"]) == (
        "upheld", "zhao.min", "另有两次阳性结果",
    )  # fmt: skip
    assert second["result"] is None
    with psycopg.connect(service.database) as connection:
        rows = connection.execute("select state from events where type = 'review.decided/1'").fetchall()
    assert "阳性" not in rows[0][0].decode()


async def test_a_task_is_not_taken_back(service: Service) -> None:
    person = await decided_on_a_test(service)
    await service.post(f"/persons/{person}/retractions", RETRACTION)
    refused = await service.post(f"/persons/{person}/retractions", {"target": 7, "reason": "?"})
    assert (refused.status_code, refused.json()["rule"]) == (422, "review-stands")
    assert refused.json()["errors"][0]["pointer"] == "/target"


async def test_reviews_at_a_moment(service: Service) -> None:
    person = await decided_on_a_test(service)
    await service.post(f"/persons/{person}/retractions", RETRACTION)
    assert await reviews_of(service, person, "?known_at=2020-01-01") == []
    reads = (await service.get(f"/persons/{person}/reads?at_least=8")).json()["reads"]
    assert "reviews" in [read["what"] for read in reads]


async def test_of_nobody(service: Service) -> None:
    answer = await service.get("/persons/01970000-0000-7000-8000-0000000000ff/reviews")
    assert (answer.status_code, answer.json()["rule"]) == (404, "unknown-person")


async def listed(service: Service, query: str) -> list[tuple[str, int]]:
    """Person and decision of every review of the county's list, page by page."""
    found: list[tuple[str, int]] = []
    cursor = ""
    while True:
        answer = await service.get(f"/reviews?limit=1{query}{cursor}")
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [(one["id"], one["decision"]) for one in page["reviews"]]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def test_the_county_lists_what_is_open(service: Service) -> None:
    person = await decided_on_a_test(service)
    answer = await service.post(f"/persons/{person}/retractions", RETRACTION)
    review_id = answer.json()["events"][1]["review_id"]
    at = answer.json()["position"]
    assert sorted(await listed(service, f"&at_least={at}")) == [(person, 4), (person, 5)]
    assert await listed(service, "&decision_type=measure.ordered/1") == [(person, 5)]
    assert await listed(service, "&is_unlawful=true") == [(person, 4)]
    assert await listed(service, "&area=640325") == []
    body = {"review_id": review_id, "result": "withdrawn", "reason": "原结果作废"}
    decided = await service.post(f"/persons/{person}/review-decisions", body, **REVIEWER)
    at = decided.json()["position"]
    assert await listed(service, f"&at_least={at}") == [(person, 5)]
    assert await listed(service, "&is_open=false") == [(person, 4)]
    retracted = await service.post(
        f"/persons/{person}/retractions", {"target": decided.json()["version"], "reason": "误录"}
    )
    at = retracted.json()["position"]
    assert sorted(await listed(service, f"&at_least={at}")) == [(person, 4), (person, 5)]
    shown = (await service.get("/reviews")).json()["reviews"]
    assert {one["name"] for one in shown} == {"马建国"}
    reads = (await service.get(f"/persons/{person}/reads")).json()["reads"]
    assert "review-register" in {read["what"] for read in reads}
