"""What there is to do, and who has how much: from what is recorded, and gone once it is done."""

from typing import Any

from api.http.conftest import Service
from api.http.test_deadlines import ago, ordered
from api.http.test_filters import told
from api.http.test_reviews import RETRACTION, REVIEWER, decided_on_a_test

HERE = "640324100"


async def tasks(service: Service, position: int, **query: str) -> list[dict[str, Any]]:
    parameters = "&".join(f"{name}={value}" for name, value in query.items())
    answer = await service.get(f"/worklist?at_least={position}&{parameters}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["tasks"]
    return found


async def in_detox(service: Service, number: str, reported: int, **person: Any) -> tuple[str, str, int]:
    """Somebody who reported so many days ago."""
    stream, measure, _ = await ordered(service, number, reported + 5, **person)
    came = {"measure_id": measure, "reported_on": ago(reported), "area": HERE, "occurred_at": ago(reported)}
    position = await told(service, stream, "reportings", came)
    signed = {"measure_id": measure, "signed_on": ago(reported), "counterpart": "豫海镇人民政府",
              "occurred_at": ago(reported)}  # fmt: skip
    return stream, measure, max(position, await told(service, stream, "agreements", signed))


def a_test(day: int, result: str = "negative") -> dict[str, Any]:
    samples = {"sample_a": "A1", "sample_b": "B1"} if result == "positive" else {}
    return {"method": "urine", "kind": "on_site", "result": result, "testers": ["wang.jun", "li.na"],
            "occurred_at": ago(day)} | samples  # fmt: skip


async def test_a_test_is_due_until_it_is_taken_and_one_that_was_not_recorded_is_overdue(
    service: Service,
) -> None:
    stream, measure, position = await in_detox(service, "999999198803150016", 40)
    found = await tasks(service, position, kind="test")
    assert [(one["id"], one["subject_id"], one["since"], one["is_overdue"]) for one in found] == [
        (stream, measure, ago(40), True),
        (stream, measure, found[1]["since"], False),
    ]
    assert {(one["article"], one["policy"], one["bearer"]) for one in found} == {
        ("戒毒条例 19", "detox-22", "worker")
    }
    position = await told(service, stream, "tests", a_test(1))
    assert [one["is_overdue"] for one in await tasks(service, position, kind="test")] == [True]
    position = await told(service, stream, "tests", a_test(38))
    assert await tasks(service, position, kind="test") == []


async def test_use_is_to_be_reported_to_the_police_and_then_is_no_task(service: Service) -> None:
    stream, measure, _ = await in_detox(service, "999999198803150016", 40)
    position = await told(service, stream, "tests", a_test(10, "positive"))
    [duty] = await tasks(service, position, kind="report_drug_use")
    assert (duty["id"], duty["subject_id"], duty["article"]) == (stream, measure, "戒毒条例 21")
    assert (duty["since"], duty["due_on"], duty["is_overdue"]) == (ago(10), None, False)
    duties = (await service.get(f"/persons/{stream}/duties")).json()["duties"]
    assert [(one["ground"], one["since"]) for one in duties] == [("drug_use", ago(10))]
    report = {"measure_id": measure, "sent_on": ago(9), "ground": "drug_use", "police_unit": "豫海派出所",
              "occurred_at": ago(9)}  # fmt: skip
    position = await told(service, stream, "police-reports", report)
    assert await tasks(service, position, kind="report_drug_use") == []
    assert (await service.get(f"/persons/{stream}/duties")).json()["duties"] == []
    assert len((await service.get(f"/persons/{stream}/duties?on={ago(10)}")).json()["duties"]) == 1


async def test_a_retracted_positive_test_is_no_ground_for_a_report(service: Service) -> None:
    stream, _, _ = await in_detox(service, "999999198803150016", 40)
    await told(service, stream, "tests", a_test(10, "positive"))
    history = (await service.get(f"/persons/{stream}/history?type=test.&at_least=0")).json()["events"]
    version = 7 if not history else history[-1]["version"]
    position = await told(service, stream, "retractions", {"target": version, "reason": "样本登记错误"})
    assert await tasks(service, position, kind="report_drug_use") == []


async def test_an_offered_handover_and_an_objection_wait_for_their_answers(service: Service) -> None:
    stream = await service.registered()
    offer = {"from_unit": HERE, "to_area": "640324101", "reason": "迁居", "occurred_at": ago(12)}
    await told(service, stream, "handover-offers", offer)
    tier = {"tier": "T2", "reason": "初次评估", "occurred_at": ago(6)}
    await told(service, stream, "tier-assignments", tier)
    position = await told(
        service, stream, "tier-objections", {"statement": "情况已变化", "occurred_at": ago(5)}
    )
    found = {one["kind"]: one for one in await tasks(service, position)}
    assert found["answer_handover"]["is_overdue"] is True
    assert found["answer_handover"]["due_on"] == ago(2)
    assert (found["answer_handover"]["bearer"], found["answer_handover"]["detail"]) == ("unit", "640324101")
    assert (found["review_objection"]["bearer"], found["review_objection"]["is_overdue"]) == (
        "reviewer",
        False,
    )
    assert found["review_objection"]["due_on"] is not None
    assert [one["kind"] for one in await tasks(service, position, overdue="true")] == ["answer_handover"]


async def test_control_is_to_be_ended_after_three_years_also_of_whom_no_clock_was_started(
    service: Service,
) -> None:
    stream = await service.registered(occurred_at=ago(100))
    position = await told(service, stream, "tests", a_test(1200, "positive"))
    [control] = await tasks(service, position, kind="end_dynamic_control")
    assert (control["id"], control["since"], control["article"]) == (stream, ago(1200), "戒毒条例 7")
    assert control["is_overdue"] is True
    [overdue] = (await service.get("/dynamic-control/overdue")).json()["persons"]
    assert (overdue["id"], overdue["since"], overdue["reached_on"]) == (stream, ago(1200), control["due_on"])
    position = await told(service, stream, "tests", a_test(30, "positive"))
    assert await tasks(service, position, kind="end_dynamic_control") == []
    assert (await service.get(f"/dynamic-control/overdue?at_least={position}")).json()["persons"] == []


async def test_a_step_of_aftercare_is_a_task_until_it_is_reached(service: Service) -> None:
    stream = await service.registered()
    step = {"milestone_id": "01970000-0000-7000-8000-0000000000d1", "programme": "23444", "title": "首次家访",
            "due_on": ago(3), "occurred_at": ago(30)}  # fmt: skip
    position = await told(service, stream, "aftercare-milestones", step)
    [task] = await tasks(service, position, kind="milestone")
    assert (task["due_on"], task["is_overdue"], task["detail"]) == (ago(3), True, "首次家访")
    reached = {"milestone_id": step["milestone_id"], "occurred_at": ago(1)}
    position = await told(service, stream, "aftercare-milestone-achievements", reached)
    assert await tasks(service, position, kind="milestone") == []


async def test_a_decision_under_review_is_a_task_until_another_officer_has_looked_again(
    service: Service,
) -> None:
    person = await decided_on_a_test(service)
    answer = await service.post(f"/persons/{person}/retractions", RETRACTION)
    first, second = (event["review_id"] for event in answer.json()["events"][1:])
    found = await tasks(service, answer.json()["position"], kind="review_decision")
    assert {(one["subject_id"], one["bearer"], one["is_overdue"]) for one in found} == {
        (first, "reviewer", False), (second, "reviewer", False),
    }  # fmt: skip
    body = {"review_id": first, "result": "withdrawn", "reason": "原结果作废"}
    decided = await service.post(f"/persons/{person}/review-decisions", body, **REVIEWER)
    assert decided.status_code == 201, decided.text
    left = await tasks(service, decided.json()["position"], kind="review_decision")
    assert [(one["subject_id"], one["detail"]) for one in left] == [(second, "measure.ordered/1")]


async def test_the_list_is_filtered_and_paged_without_gaps_and_every_read_is_logged(service: Service) -> None:
    first, _, _ = await in_detox(service, "999999198803150016", 70)
    second, _, _ = await in_detox(service, "999999198803150024", 40, residence_area="640324101")
    assigned = {"worker": "ma.li", "role": "case_worker", "area": HERE, "occurred_at": ago(60)}
    position = await told(service, first, "worker-assignments", assigned)
    whole = await tasks(service, position)
    assert {one["id"] for one in whole} == {first, second}
    assert {one["id"] for one in await tasks(service, position, worker="ma.li")} == {first}
    assert {one["id"] for one in await tasks(service, position, area="640324101")} == {second}
    assert all(one["is_overdue"] for one in await tasks(service, position, overdue="true"))
    assert all(one["due_on"] < ago(20) for one in await tasks(service, position, due_before=ago(20)))
    assert all(one["bearer"] == "worker" for one in await tasks(service, position, bearer="worker"))
    seen: list[Any] = []
    cursor = ""
    while True:
        page = (await service.get(f"/worklist?limit=2{cursor}")).json()
        seen += page["tasks"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == whole
    reads = (await service.get(f"/persons/{first}/reads")).json()["reads"]
    assert "worklist" in [read["what"] for read in reads]
    assert (
        await service.get("/worklist?cursor=2026-13-01_00000000-0000-0000-0000-000000000000_x")
    ).status_code == 400


async def test_the_caseload_counts_persons_measures_and_tasks(service: Service) -> None:
    first, _, _ = await in_detox(service, "999999198803150016", 40)
    await in_detox(service, "999999198803150024", 40, residence_area="640324101")
    assigned = {"worker": "ma.li", "role": "case_worker", "area": HERE, "occurred_at": ago(30)}
    position = await told(service, first, "worker-assignments", assigned)
    by_worker = (await service.get(f"/caseload?at_least={position}")).json()["rows"]
    assert [(row["value"], row["persons"]) for row in by_worker] == [("ma.li", 1), (None, 1)]
    hers = by_worker[0]
    assert hers["measures"] == {"community_detox": 1, "community_rehab": 0, "compulsory_isolation": 0}
    listed = await tasks(service, position, worker="ma.li")
    assert (hers["tasks"], hers["overdue"]) == (len(listed), sum(one["is_overdue"] for one in listed))
    by_area = (await service.get("/caseload?by=area&area=640324101")).json()["rows"]
    assert [(row["value"], row["name"], row["persons"]) for row in by_area] == [("640324101", "河西镇", 1)]
    died = await told(service, first, "death", {"occurred_at": ago(1)})
    left = (await service.get(f"/caseload?at_least={died}")).json()["rows"]
    assert [row["value"] for row in left] == [None]
    assert {one["id"] for one in await tasks(service, died)} != {first}
