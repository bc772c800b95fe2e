"""What is due: of one person, and over the county."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from api.http.conftest import Service

from tongxin.api.runtime.policy_files import shipped
from tongxin.domain.calendar import law_date
from tongxin.domain.correction.effective import effective
from tongxin.domain.deadlines.deadline import Status, deadlines
from tongxin.domain.deadlines.terms import Terms
from tongxin.projections.person_deadlines import PersonDocket, fold_person_dockets, open_deadlines
from tongxin.projections.projection import Rows
from tongxin.projections.shipped_terms import shipped_terms
from tongxin.store.codec import decode

TODAY = law_date(datetime.now(UTC))


def ago(days: int) -> str:
    return (TODAY - timedelta(days)).isoformat()


async def ordered(service: Service, number: str, served_ago: int, **person: Any) -> tuple[str, str, int]:
    """Somebody on whom an order of community detoxification was served so many days ago."""
    stream, measure = await service.registered(identity_number=number, **person), str(uuid4())
    day = ago(served_ago)
    finding = {
        "level": "addicted",
        "grounds": ["evidence_of_use", "history_of_use"],
        "found_by": ["wang.jun", "li.na"],
        "document_number": number,
        "occurred_at": day,
    }
    answer = await service.post(f"/persons/{stream}/addiction-findings", finding)
    assert answer.status_code == 201, answer.text
    order = {"measure_id": measure, "kind": "community_detox", "decided_on": day, "decider": "同心县公安局",
             "term_months": 36, "occurred_at": day, "legal_basis": "禁毒法 33"}  # fmt: skip
    answer = await service.post(f"/persons/{stream}/measures", order)
    assert answer.status_code == 201, answer.text
    service_ = {"measure_id": measure, "decision": "order", "served_to": "person", "served_on": day,
                "occurred_at": day}  # fmt: skip
    answer = await service.post(f"/persons/{stream}/decision-services", service_)
    assert answer.status_code == 201, answer.text
    return stream, measure, answer.json()["position"]


async def listed(service: Service, position: int, **query: str) -> list[dict[str, Any]]:
    parameters = "&".join(f"{name}={value}" for name, value in query.items())
    answer = await service.get(f"/deadlines?at_least={position}&{parameters}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["deadlines"]
    return found


async def test_a_person_s_deadlines_show_the_article_and_what_they_rest_on(service: Service) -> None:
    stream, measure, position = await ordered(service, "999999198803150016", 30)
    answer = (await service.get(f"/persons/{stream}/deadlines")).json()
    [report] = [one for one in answer["deadlines"] if one["rule"] == "report-after-detox-order"]
    history = (await service.get(f"/persons/{stream}/history?at_least={position}")).json()["events"]
    assert (report["article"], report["status"], report["subject_id"]) == ("戒毒条例 14", "overdue", measure)
    assert report["basis"] == history[-1]["event_id"]
    assert report["policy"]["status"] == "statute"
    earlier = (await service.get(f"/persons/{stream}/deadlines?on={ago(25)}")).json()
    assert {one["status"] for one in earlier["deadlines"]} == {"open"}
    reads = (await service.get(f"/persons/{stream}/reads")).json()["reads"]
    assert "deadlines" in [read["what"] for read in reads]


async def test_the_county_s_list_is_filtered_and_follows_what_is_recorded(service: Service) -> None:
    late, measure, _ = await ordered(service, "999999198803150016", 40)
    early, _, position = await ordered(service, "999999198803150024", 3, residence_area="640324101")
    report = {"article": "戒毒条例 14"}
    assert [one["id"] for one in await listed(service, position, **report)] == [late, early]
    assert [one["id"] for one in await listed(service, position, **report, overdue="true")] == [late]
    assert [one["id"] for one in await listed(service, position, **report, overdue="false")] == [early]
    assert [one["id"] for one in await listed(service, position, **report, area="640324101")] == [early]
    assert [one["id"] for one in await listed(service, position, **report, due_before=ago(0))] == [late]
    assert await listed(service, position, **report, worker="nobody") == []
    assert len(await listed(service, position, article="戒毒条例")) == 2
    came = {"measure_id": measure, "reported_on": ago(1), "area": "640324100", "occurred_at": ago(1)}
    position = (await service.post(f"/persons/{late}/reportings", came)).json()["position"]
    assert [one["id"] for one in await listed(service, position, **report)] == [early]


async def test_the_list_is_paged_without_gaps_and_every_person_shown_is_logged(service: Service) -> None:
    first, _, _ = await ordered(service, "999999198803150016", 70)
    _, _, position = await ordered(service, "999999198803150024", 3)
    whole = await listed(service, position)
    seen: list[Any] = []
    cursor = ""
    while True:
        page = (await service.get(f"/deadlines?limit=1{cursor}")).json()
        seen += page["deadlines"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == whole
    assert len(seen) == 5  # two to report, two lawsuits, one review: of the other the sixty days are over
    reads = (await service.get(f"/persons/{first}/reads")).json()["reads"]
    assert "deadlines-list" in [read["what"] for read in reads]
    wrong = await service.get("/deadlines?cursor=2026-13-01_00000000-0000-0000-0000-000000000000_1")
    assert wrong.status_code == 400


async def test_the_read_model_equals_a_fresh_fold_also_after_a_correction(service: Service) -> None:
    stream, _, _ = await ordered(service, "999999198803150016", 40)
    changes = {"target": 4, "changes": {"served_on": ago(20)}, "reason": "送达日期有误"}
    corrected = await service.post(f"/persons/{stream}/corrections", changes)
    assert corrected.status_code == 201, corrected.text
    [report] = await listed(service, corrected.json()["position"], article="戒毒条例 14")
    assert report["since"] == ago(20)
    with psycopg.connect(service.database) as connection:
        rows = connection.execute(
            "select stream, version, position, type, state from events order by position"
        ).fetchall()
        shown = connection.execute(
            "select rule, due_on from person_deadlines where stream = %s order by number", (stream,)
        ).fetchall()
    folded: Rows[PersonDocket] = Rows(lambda row: (row.stream,))
    counting = effective([decode(*row) for row in rows])
    for recorded in counting:
        fold_person_dockets(folded, recorded)
    row = folded.take((UUID(stream),))
    assert row is not None
    assert [(one.rule, one.due_on) for one in open_deadlines(row)] == shown
    asked = deadlines(counting, shipped_terms(), datetime.now(UTC))
    running = {(one.rule, one.due_on) for one in asked if one.status in (Status.OPEN, Status.OVERDUE)}
    assert running == set(shown)


def test_the_read_model_and_the_answers_know_the_same_rules() -> None:
    assert shipped_terms().rules == Terms(shipped()).rules
