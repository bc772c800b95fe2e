"""Figures: counted from facts, and each opens to the persons and events that it counts."""

from datetime import date
from typing import Any

import pytest
from api.http.conftest import Service
from api.http.test_deadlines import TODAY, ago
from api.http.test_filters import told
from api.http.test_worklist import a_test

from tongxin.api.http.figures import month_ends


async def counted(service: Service, query: str) -> list[dict[str, Any]]:
    answer = await service.get(f"/facts/counts?{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


async def opened(service: Service, figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The facts of a figure, by the address that it gives, a page of one at a time."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = await service.get(f"{figure['opens']}&limit=1{cursor}")
        assert answer.status_code == 200, answer.text
        found += answer.json()["facts"]
        if answer.json()["next"] is None:
            return found
        cursor = f"&cursor={answer.json()['next']}"


async def some_tests(service: Service) -> tuple[str, str, int]:
    """Two persons in two townships, tested three times in all, two results positive."""
    one = await service.registered(occurred_at="2020-01-10")
    other = await service.registered(
        identity_number="999999198803150024", residence_area="640324101", occurred_at="2020-01-10"
    )
    for person, day, result in ((one, "2020-02-03", "positive"), (one, "2020-05-04", "negative"),
                                (other, "2021-02-05", "positive")):  # fmt: skip
        position = await told(service, person, "tests", a_test(0, result) | {"occurred_at": day})
    return one, other, position


async def test_every_figure_opens_to_as_many_facts_as_it_counts(service: Service) -> None:
    one, other, position = await some_tests(service)
    by = "by=value&by=year&by=area"
    rows = await counted(service, f"at_least={position}&kind=test.taken&{by}")
    assert {tuple(row["by"].values()): (row["facts"], row["subjects"]) for row in rows} == {
        ("negative", "2020", "640324100"): (1, 1),
        ("positive", "2020", "640324100"): (1, 1),
        ("positive", "2021", "640324101"): (1, 1),
    }
    for query in ("", "by=kind", "by=quarter&by=kind", "by=month", "by=tier", "by=value", by):
        for row in await counted(service, f"{query}&subject=person"):
            facts = await opened(service, row)
            assert len(facts) == row["facts"], row
            assert len({fact["id"] for fact in facts}) == row["subjects"], row
    history = (await service.get(f"/persons/{other}/history")).json()["events"]
    [row] = await counted(service, "kind=test.taken&area=640324101&by=kind")
    [fact] = await opened(service, row)
    assert (fact["id"], fact["event_id"], fact["version"]) == (other, history[1]["event_id"], 2)
    reads = (await service.get(f"/persons/{one}/reads")).json()["reads"]
    assert "facts" in [read["what"] for read in reads]


async def test_what_was_retracted_is_counted_no_more_and_what_was_corrected_as_corrected(
    service: Service,
) -> None:
    one, other, _ = await some_tests(service)
    await told(service, one, "retractions", {"target": 2, "reason": "登记到他人名下"})
    changes = {
        "target": 2,
        "changes": {"result": "negative", "sample_a": None, "sample_b": None},
        "reason": "误录",
    }
    position = await told(service, other, "corrections", changes)
    rows = await counted(service, f"at_least={position}&kind=test.taken&by=value")
    assert [(row["by"]["value"], row["facts"]) for row in rows] == [("negative", 2)]


async def test_a_fact_is_of_the_area_and_the_tier_of_its_day(service: Service) -> None:
    one, _, _ = await some_tests(service)
    await told(
        service, one, "residence-changes", {"residence_area": "640324101", "occurred_at": "2020-04-01"}
    )
    tier = {"tier": "T2", "reason": "初次评估", "occurred_at": "2020-03-01"}
    position = await told(service, one, "tier-assignments", tier)
    rows = await counted(service, f"at_least={position}&kind=test.taken&by=area&by=tier&before=2021-01-01")
    assert {tuple(row["by"].values()): row["facts"] for row in rows} == {
        ("640324100", None): 1, ("640324101", "T2"): 1,
    }  # fmt: skip


async def test_drugs_seized_in_cases_are_counted_in_milligrams(service: Service) -> None:
    opened_ = await service.post("/cases", {
        "case_number": "同公(禁)立字〔2020〕1号", "kind": "trafficking", "opened_on": "2020-03-01",
        "lead_region": "640324", "occurred_at": "2020-03-01",
    })  # fmt: skip
    assert opened_.status_code == 201, opened_.text
    case = opened_.json()["stream"]
    seized = {"substance": "heroin", "mass_g": "64.09", "occurred_at": "2020-03-02"}
    answer = await service.post(f"/cases/{case}/seizures", seized)
    assert answer.status_code == 201, answer.text
    rows = await counted(service, f"at_least={answer.json()['position']}&kind=case.drugs_seized&by=value")
    assert [(row["by"]["value"], row["quantity"], row["subjects"]) for row in rows] == [("heroin", 64090, 1)]
    [fact] = await opened(service, rows[0])
    assert (fact["id"], fact["subject"]) == (case, "case")


async def test_tiers_are_counted_at_the_end_of_each_month(service: Service) -> None:
    one, other, _ = await some_tests(service)
    for person, tier, day in (
        (one, "T1", "2020-02-10"),
        (other, "T2", "2020-02-29"),
        (one, "T2", "2020-03-31"),
    ):
        assigned = {"tier": tier, "reason": "评估", "occurred_at": day}
        position = await told(service, person, "tier-assignments", assigned)
    position = max(position, await told(service, other, "emigrations", {"occurred_at": "2020-04-10"}))
    query = f"at_least={position}&since=2020-01-05&until=2020-04-30"
    rows = (await service.get(f"/tiers/population?{query}")).json()["rows"]
    assert [(row["day"], row["tier"], row["persons"]) for row in rows] == [
        ("2020-01-31", None, 2),
        ("2020-02-29", "T1", 1),
        ("2020-02-29", "T2", 1),
        ("2020-03-31", "T2", 2),
        ("2020-04-30", "T2", 1),
    ]
    here = (await service.get(f"/tiers/population?{query}&area=640324101&by_area=true")).json()["rows"]
    assert [(row["day"], row["area_name"], row["tier"]) for row in here] == [
        ("2020-01-31", "河西镇", None), ("2020-02-29", "河西镇", "T2"), ("2020-03-31", "河西镇", "T2"),
    ]  # fmt: skip


async def test_a_span_that_is_no_span_is_refused(service: Service) -> None:
    for query in (f"since={ago(-60)}", "since=1900-01-01", "", "since=2020-13-01"):
        answer = await service.get(f"/tiers/population?{query}")
        assert answer.status_code == 400, query
        assert answer.json()["errors"][0]["parameter"] == "since"
    assert (await service.get("/facts/counts?by=nothing")).status_code == 400
    assert (
        await service.get("/facts?cursor=2026-01-01_00000000-0000-0000-0000-000000000000_x")
    ).status_code == 400


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2020-01-31", "2020-03-15", ["2020-01-31", "2020-02-29", "2020-03-15"]),
        ("2020-02-01", "2020-02-01", ["2020-02-01"]),
        ("2020-03-01", "2020-02-01", []),
    ],
)
def test_month_ends(first: str, last: str, days: list[str]) -> None:
    found = month_ends(date.fromisoformat(first), date.fromisoformat(last))
    assert [day.isoformat() for day in found] == days
    assert TODAY not in found
