"""Reports over HTTP: every figure opens to as many things as it says; the same report is the same bytes."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from api.http.conftest import Service
from api.http.test_figures import some_tests
from api.http.test_filters import told
from pypdf import PdfReader

COUNTED_BY = {
    "/facts": "facts",
    "/tiers/persons": "persons",
    "/key-tasks": "records",
    "/responsibilities": "records",
    "/stations": "records",
    "/venues": "records",
    "/school-programmes": "records",
}


async def report(service: Service, query: str, kind: str = "annual") -> dict[str, Any]:
    answer = await service.get(f"/reports/{kind}?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def opened(service: Service, address: str) -> list[dict[str, Any]]:
    """Everything behind a figure, a page at a time."""
    name = COUNTED_BY.get(address.partition("?")[0], "items")
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = await service.get(f"{address}&limit=2{cursor}")
        assert answer.status_code == 200, answer.text
        found += answer.json()[name]
        if answer.json()["next"] is None:
            return found
        cursor = f"&cursor={answer.json()['next']}"


async def a_county(service: Service) -> int:
    """Two persons, tests, a tier, and a case with a seizure."""
    one, _, position = await some_tests(service)
    tier = {"tier": "T2", "reason": "初次评估", "occurred_at": "2020-03-01"}
    position = await told(service, one, "tier-assignments", tier)
    opened_ = await service.post("/cases", {
        "case_number": "同公(禁)立字〔2020〕1号", "kind": "trafficking", "opened_on": "2020-03-01",
        "lead_region": "640324", "occurred_at": "2020-03-01",
    })  # fmt: skip
    seized = {"substance": "heroin", "mass_g": "64.09", "occurred_at": "2020-03-02"}
    answer = await service.post(f"/cases/{opened_.json()['stream']}/seizures", seized)
    return max(position, answer.json()["position"])


def figures(made: dict[str, Any]) -> list[tuple[str, Any, str]]:
    return [
        (table["code"], cell["value"], cell["opens"])
        for section in made["sections"]
        for table in section["tables"]
        for row in table["rows"]
        for cell in row["cells"]
        if "opens" in cell
    ]


async def test_every_figure_opens_to_as_many_as_it_says(service: Service) -> None:
    position = await a_county(service)
    found = figures(await report(service, f"period=2020&at_least={position}"))
    found += figures(await report(service, "period=2020", "scores"))
    found += figures(await report(service, "period=2020-06-30", "caseload"))
    tables = {table for table, _, _ in found}
    assert {"indicators", "counts", "tiers-by-month", "work", "townships", "caseload"} <= tables
    assert {1, 2} <= {value for _, value, _ in found}
    seen = set()
    for table, value, address in found:
        if address in seen:
            continue
        seen.add(address)
        things = await opened(service, address)
        if isinstance(value, str):
            assert float(value) == sum(one["quantity"] for one in things) / 1000, (table, address)
        else:
            assert value == len(things), (table, address)


async def test_a_report_says_where_it_comes_from_and_stays_the_same(service: Service) -> None:
    position = await a_county(service)
    first = await service.get(f"/reports/annual?period=2020&at_least={position}")
    again = await service.get("/reports/annual?period=2020")
    assert first.content == again.content
    tag = first.headers["ETag"]
    assert (await service.get("/reports/annual?period=2020", If_None_Match=tag)).status_code == 304
    assert (await service.get("/reports/annual?period=2020&lang=en", If_None_Match=tag)).status_code == 200
    made = first.json()
    assert made["provenance"]["position"] == position
    assert {"report-layout", "tier-rules"} <= {one["kind"] for one in made["provenance"]["policies"]}
    later = await service.registered(identity_number="999999198803150032")
    assert later
    old = await report(service, f"period=2019&at_least={position + 1}")
    assert old["provenance"]["digest"] != made["provenance"]["digest"]
    now = await report(service, "period=2018")
    assert now["provenance"]["position"] > position


@pytest.mark.parametrize(
    ("made_as", "media_type", "ending"),
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("csv", "application/zip", "csv.zip"),
        ("pdf", "application/pdf", "pdf"),
    ],
)
async def test_files_have_their_type_and_a_chinese_name(
    service: Service, made_as: str, media_type: str, ending: str
) -> None:
    answer = await service.get(f"/reports/monthly?period=2020-02&format={made_as}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == media_type
    disposition = answer.headers["Content-Disposition"]
    assert unquote(disposition.partition("UTF-8''")[2]) == f"同心县禁毒工作月报-2020-02.{ending}"
    assert 'filename="' in disposition
    assert disposition.isascii()
    if made_as == "pdf":
        text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
        assert "同心县禁毒工作月报" in text


async def test_who_sees_aggregates_only_gets_no_report_since_it_has_small_cells(service: Service) -> None:
    who = {"Tongxin_User": "data.one", "Tongxin_Role": "data_team", "Tongxin_Unit": "640324"}
    answer = await service.get("/reports/annual?period=2020", **who)
    assert answer.status_code in (403, 422), answer.text
    assert answer.json()["rule"] == "aggregates-only"


async def test_a_score_that_needs_a_hand_is_not_guessed(service: Service) -> None:
    position = await a_county(service)
    made = await report(service, f"period=2020&at_least={position}", "scores")
    sheet, townships = (section["tables"][0] for section in made["sections"])
    assert sheet["rows"][-1]["cells"][1]["value"] == "100"
    keys = [column["key"] for column in townships["columns"]]
    [row] = [r for r in townships["rows"] if r["cells"][0]["value"]["zh"] == "豫海镇"]
    cells = dict(zip(keys, row["cells"], strict=True))
    assert cells["score"] == {"value": None, "shown": "待填", "mark": "by_hand"}
    assert cells["treatment"]["mark"] == "by_hand"
    assert float(cells["most"]["value"]) == 100


async def test_what_cannot_be_reported_is_refused(service: Service) -> None:
    for query, status in (
        ("annual?period=2020-13", 400), ("annual?period=abcd", 400), ("monthly?period=2020-13", 400),
        ("annual?period=9998", 400), ("annual?period=2020&area=999999", 400),
        ("annual?period=2020&format=doc", 400), ("annual", 400), ("nothing?period=2020", 404),
        ("caseload?period=2020", 400), ("scores?period=2020-06", 400),
    ):  # fmt: skip
        answer = await service.get(f"/reports/{query}")
        assert answer.status_code == status, (query, answer.text)
        assert answer.headers["Content-Type"] == "application/problem+json"
    ahead = (await service.get("/reports/annual?period=9998")).json()
    assert ahead["errors"][0]["parameter"] == "period"
    assert "ahead" in ahead["detail"]


async def test_the_reports_that_there_are_can_be_had_as_their_examples_say(service: Service) -> None:
    listed = (await service.get("/reports")).json()["reports"]
    assert {"annual", "monthly"} <= {one["kind"] for one in listed}
    for one in listed:
        answer = await service.get(one["example"].replace("pdf", "json"))
        assert answer.status_code == 200, (one, answer.text)
